import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'
import { isIdentifier } from '@/lib/core/identifier'
import { parseValues, personSchema, SHOWN_FIELD, type SectionInput } from '@/lib/dossier/schema'
import { plainSectionsOf, type Dossier } from '@/lib/dossier/sections'
import { CUSTODY_KINDS } from './custody-rules'

/** « Afficher » of a child's health data. */
export const healthSchema = z.object({ familyId: z.uuid(), childId: z.uuid() })

/** « Afficher » of what a family holds together. */
export const householdSchema = z.object({ familyId: z.uuid() })

const isTicked = z.string().optional().transform(Boolean)
const emptyIsNull = (text: string) => (text === '' ? null : text)

/** A family's own values as the agents' form sends them, beside those that it showed; without `id`, a new one. */
export const familySchema = z
  .object({
    id: z.uuid().optional(),
    name: z.string().trim().min(1, 'Donnez un nom à la famille.').max(80, 'Le nom tient en 80 signes.'),
    externalNumber: z
      .string()
      .trim()
      .max(40, 'Le numéro tient en 40 signes.')
      .default('')
      .transform(emptyIsNull),
    familyQuotient: z
      .string()
      .trim()
      .default('')
      .refine((text) => /^\d{0,5}$/.test(text), 'Indiquez un nombre entier, de 0 à 99999, ou laissez vide.')
      .transform((text) => (text === '' ? null : Number(text))),
    benefitOrganism: z
      .enum(['', 'CAF', 'MSA'], 'Choisissez une réponse.')
      .default('')
      .transform((value) => value || null),
    isResident: z
      .enum(['YES', 'NO'], 'Choisissez une réponse.')
      .default('YES')
      .transform((value) => value === 'YES'),
    confirmed: isTicked,
    [SHOWN_FIELD]: z.string().optional(),
  })
  .transform(({ [SHOWN_FIELD]: shown, ...family }) => ({ ...family, shown: parseValues(shown) ?? {} }))

export type FamilyInput = z.output<typeof familySchema>

const relationField = z.enum(['MOTHER', 'FATHER', 'GUARDIAN'])

/** What binds a guardian to a child. */
export type LinkInput = {
  guardianId: string
  relation: z.output<typeof relationField>
  parentalAuthority: boolean
}

const kindSchema = z.enum(['guardian', 'child'])

/** What a person of a family is. */
export type PersonKind = z.output<typeof kindSchema>

/** The links of a form: for each guardian `relation.ID` (empty: none) and the box `authority.ID`. */
function linksOf(form: Record<string, unknown>): LinkInput[] {
  return Object.keys(form).flatMap((name) => {
    const [word, guardianId] = name.split('.')
    const relation = relationField.safeParse(form[name])
    if (word !== 'relation' || !isIdentifier(guardianId ?? '') || !relation.success) return []
    const parentalAuthority = form[`authority.${guardianId}`] !== undefined
    return [{ guardianId: guardianId!, relation: relation.data, parentalAuthority }]
  })
}

const NO_LINK = 'Reliez l’enfant à un responsable au moins.'

/** What an agent does about a child or guardian who is known already. */
export type TwinAnswer = 'LINK' | 'CREATE' | null

/** `targetId` null: a new person. `links` are those of a new child. */
export type PersonInput = SectionInput & {
  familyId: string
  kind: PersonKind
  targetId: string | null
  links: LinkInput[]
  twin: TwinAnswer
}

/**
 * The check of an agents' form of a person: `familyId`, `kind`, `targetId`, the values. What names nothing
 * passes as null, for the operation to answer that it does not exist.
 */
export function personFormSchema(today: () => Day, dossier: () => Promise<Dossier>) {
  return z.record(z.string(), z.unknown()).transform(async (form, context): Promise<PersonInput | null> => {
    const { familyId, targetId = '' } = form
    const kind = kindSchema.safeParse(form.kind).data
    if (!kind || !isIdentifier(String(familyId)) || (targetId !== '' && !isIdentifier(String(targetId))))
      return null
    const isNew = targetId === ''
    const sections = plainSectionsOf(await dossier(), kind)
    // Of a new person nothing was in force: all that is typed is checked, and nothing else is written.
    const sent = isNew ? { ...form, [SHOWN_FIELD]: undefined } : form
    const { data, error } = personSchema(sections, today(), isNew).safeParse(sent)
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message })
    const links = linksOf(form)
    if (isNew && kind === 'child' && links.length === 0)
      context.addIssue({ code: 'custom', path: ['links'], message: NO_LINK })
    const twin = form.twin === 'LINK' || form.twin === 'CREATE' ? form.twin : null
    const place = { familyId: String(familyId), kind, targetId: isNew ? null : String(targetId) }
    return { ...place, links, twin, ...(data ?? { asked: {}, shown: {} }) }
  })
}

/** The links of a child with the guardians of one family. */
export const linksSchema = z.record(z.string(), z.unknown()).transform((form, context) => {
  const links = linksOf(form)
  if (links.length === 0) context.addIssue({ code: 'custom', path: ['links'], message: NO_LINK })
  return { familyId: String(form.familyId), childId: String(form.childId), links }
})

export type LinksInput = z.output<typeof linksSchema>

function readDay(text: string, context: z.RefinementCtx): Day {
  const parsed = parseDay(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: 'Indiquez une date qui existe.' })
  return z.NEVER
}

const dayField = z.string().trim().transform(readDay)

/** « Ajouter une règle » of a child's custody calendar; without a last day, until further notice. */
export const custodySchema = z
  .object({
    childId: z.uuid(),
    kind: z.enum(CUSTODY_KINDS, 'Choisissez ce que la règle partage.'),
    familyId: z.uuid('Choisissez la famille.'),
    startsOn: dayField,
    endsOn: z
      .string()
      .default('')
      .transform((text, context) => (text === '' ? null : readDay(text, context))),
  })
  .superRefine(({ kind, startsOn, endsOn }, context) => {
    const issue = (message: string) => context.addIssue({ code: 'custom', path: ['endsOn'], message })
    if (endsOn !== null && endsOn < startsOn) issue('Le dernier jour vient avant le premier.')
    if (endsOn === null && kind === 'DAYS') issue('Des jours particuliers ont un dernier jour.')
  })

export type CustodyInput = z.output<typeof custodySchema>

/** « Retirer » a rule of a child's custody calendar. */
export const custodyRemovalSchema = z.object({ ruleId: z.uuid() })
