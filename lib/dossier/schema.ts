import { z } from 'zod'
import { addMonths, day, parseDay, type Day } from '@/lib/core/day'
import { ibanProblem, isBic } from '@/lib/core/iban'
import { isIdentifier } from '@/lib/core/identifier'
import { parsePhone } from '@/lib/core/phone'
import {
  isAbsent,
  openUnits,
  standsAlone,
  unitsOf,
  type Field,
  type Section,
  type TargetKind,
  type Unit,
  type Values,
} from './fields'
import { findSection, type Dossier } from './sections'
import { canonical, sameValues, valuesOfUnit } from './values'

/** The fields of a section's form beside its values: whose it is, which section, on whose screen, and as JSON what it showed. */
export const TARGET_FIELD = 'dossier-target'
export const SECTION_FIELD = 'dossier-section'
export const PERSON_FIELD = 'dossier-person'
export const SHOWN_FIELD = 'dossier-shown'

const EARLIEST_DAY = day('1900-01-01')

/** What is wrong with a field's value, in French, or null. `today` bounds the dates. */
export function fieldProblem(field: Field, typed: string | undefined, today: Day): string | null {
  const value = canonical(field, typed)
  if (value === null) return field.required ? missing(field) : null
  switch (field.type.kind) {
    case 'text':
    case 'longText':
      return value.length > field.type.max ? `${field.type.max} signes au plus.` : null
    case 'name':
      if (value.length > 80) return '80 signes au plus.'
      return /^\p{L}[\p{L}\p{M} .,'’()-]*$/u.test(value)
        ? null
        : 'Des lettres, espaces, traits d’union et apostrophes seulement.'
    case 'phone':
      return parsePhone(value)
        ? null
        : 'Écrivez dix chiffres, comme 06 12 34 56 78, ou un numéro étranger qui commence par +.'
    case 'email':
      return value.length <= 254 && z.email().safeParse(value).success
        ? null
        : 'Écrivez une adresse comme nom@exemple.fr.'
    case 'postalCode':
      return /^\d{5}$/.test(value) ? null : 'Le code postal a cinq chiffres.'
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : 'Écrivez une heure comme 16:30.'
    case 'number':
      return numberProblem(field.type, value, today)
    case 'iban':
      return ibanProblem(value)
    case 'bic':
      return isBic(value) ? null : 'Un BIC a 8 ou 11 signes, comme AGRIFRPP.'
    case 'choice':
      return Object.hasOwn(field.type.options, value) ? null : 'Choisissez une des réponses proposées.'
    case 'date': {
      const chosen = parseDay(value)
      if (!chosen) return 'Cette date n’existe pas.'
      const latest = field.type.latest === 'today' ? today : addMonths(today, 12)
      if (chosen < EARLIEST_DAY) return 'L’année est trop ancienne.'
      if (chosen <= latest) return null
      return field.type.latest === 'today'
        ? 'Cette date est dans l’avenir.'
        : 'Cette date est dans plus d’un an.'
    }
  }
}

function numberProblem(
  { min, max, step }: Extract<Field['type'], { kind: 'number' }>,
  value: string,
  today: Day,
): string | null {
  const last = max === 'thisYear' ? Number(today.slice(0, 4)) : max
  const number = Number(value)
  if (!Number.isFinite(number))
    return step === 1 ? 'Écrivez un nombre entier.' : 'Écrivez un nombre, comme 2,5.'
  if (step === 1 && !Number.isInteger(number)) return 'Écrivez un nombre entier.'
  if (!Number.isInteger(number / step)) return `Écrivez un multiple de ${String(step).replace('.', ',')}.`
  return number < min || number > last
    ? `Écrivez un nombre entre ${String(min).replace('.', ',')} et ${last}.`
    : null
}

function missing(field: Field): string {
  if (field.type.kind === 'choice') return 'Choisissez une réponse.'
  return field.type.kind === 'date' ? 'Indiquez cette date.' : 'Ce champ est obligatoire.'
}

const valuesSchema = z.record(z.string(), z.string().nullable())

/** Values kept as JSON, or null when the text holds none. */
export function parseValues(text: unknown): Values | null {
  if (typeof text !== 'string') return null
  try {
    return valuesSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What a section's form asks: its values, and those that it showed. */
export type SectionInput = { asked: Values; shown: Values }

/**
 * The check of a section's form, the same in the browser and on the server. Only the units that were
 * touched are checked, so that an old mistake in one field does not hold up another; a mandatory field is asked for,
 * and what an item of a list that is added needs.
 */
export function sectionSchema(section: Section, today: Day) {
  const isEmptyItem = (typed: Values) => Boolean(section.list) && isAbsent(typed)
  return unitsSchema(
    openUnits(section),
    today,
    (unit, typed) => lacksField(unit, typed) || isEmptyItem(valuesOfUnit(unit, typed)),
  )
}

/** Whether a unit is a mandatory field that is empty. Parts of an address are asked for once one is given. */
export function lacksField(unit: Unit, values: Values): boolean {
  const field = unit.fields[0]!
  return standsAlone(unit) && field.required && canonical(field, values[field.name]) === null
}

/**
 * The check of an agent's form of a whole person: every unit of its sections, those that families may only read
 * included. Of a new person what is mandatory is asked for, an address or an authorisation only once a part of it is given.
 */
export function personSchema(sections: readonly Section[], today: Day, isNew: boolean) {
  const always = (unit: Unit) => isNew && standsAlone(unit)
  return unitsSchema(sections.flatMap(unitsOf), today, always)
}

function unitsSchema(
  units: readonly Unit[],
  today: Day,
  isAlwaysChecked: (unit: Unit, typed: Values) => boolean,
) {
  return z.record(z.string(), z.unknown()).transform((form, context): SectionInput => {
    const shown = parseValues(form[SHOWN_FIELD]) ?? {}
    const asked: Record<string, string | null> = { ...shown }
    for (const unit of units) {
      const typed = Object.fromEntries(
        unit.fields.map(({ name }) => [name, typedText(form[name], shown[name])]),
      )
      const checked = isAlwaysChecked(unit, typed) || !sameValues(unit, typed, shown)
      for (const field of unit.fields) {
        const problem = checked ? fieldProblem(field, typed[field.name], today) : null
        if (problem) context.addIssue({ code: 'custom', path: [field.name], message: problem })
        asked[field.name] = canonical(field, typed[field.name])
      }
    }
    return { asked, shown }
  })
}

/** A field that the form did not hold keeps the value that was shown. */
const typedText = (value: unknown, shown: string | null | undefined) =>
  typeof value === 'string' ? value : (shown ?? '')

/** Whose dossier: a family, a guardian or a child; in a list, which item of theirs (which need not exist yet). */
export type Target = { kind: TargetKind; id: string; item?: string }

/** A target as one text, « child.0194… », for a form or an address. */
export function targetText({ kind, id, item }: Target): string {
  return [kind, id, item].filter(Boolean).join('.')
}

const KINDS: readonly TargetKind[] = ['family', 'guardian', 'child']

/** The target that a text names, or null. That it exists, and for whom, the database says. */
export function parseTarget(text: unknown): Target | null {
  const [word, id, item] = typeof text === 'string' ? text.split('.') : []
  const kind = KINDS.find((known) => known === word)
  if (!kind || !isIdentifier(id ?? '') || (item !== undefined && !isIdentifier(item))) return null
  return { kind, id: id!, ...(item !== undefined && { item }) }
}

/**
 * The check of the form of any section, which names its target and its section. `today` and the dossier are
 * asked for at each sending. What names nothing passes as null, for the operation to answer that it does not exist.
 */
export function anySectionSchema(today: () => Day, dossier: () => Promise<Dossier>) {
  return z.record(z.string(), z.unknown()).transform(async (form, context) => {
    const target = parseTarget(form[TARGET_FIELD])
    const section = target && findSection(await dossier(), target.kind, String(form[SECTION_FIELD]))
    if (!target || !section || Boolean(section.list) !== Boolean(target.item)) return null
    const { data, error } = sectionSchema(section, today()).safeParse(form)
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message })
    const currentPassword = typeof form.currentPassword === 'string' ? form.currentPassword : ''
    if (section.asksPassword && currentPassword === '')
      context.addIssue({ code: 'custom', path: ['currentPassword'], message: 'Écrivez votre mot de passe.' })
    if (!data) return z.NEVER
    const person = parseTarget(form[PERSON_FIELD])
    return { person, target, section: section.id, ...data, ...(section.asksPassword && { currentPassword }) }
  })
}

/** « Retirer »: the change, and the page to come back to. */
export const withdrawalSchema = z.object({
  changeId: z.string(),
  target: z.string().transform(parseTarget),
  section: z.string(),
})

/** « Demander le retrait » of an item of a list. */
export const removalSchema = z.object({
  target: z.string().transform(parseTarget),
  section: z.string(),
})

/** « Retirer » an item of a list, by an agent. */
export const agentRemovalSchema = removalSchema.extend({ familyId: z.uuid() })

/** « Tout est à jour ». */
export const confirmationSchema = z.object({ familyId: z.uuid() })
