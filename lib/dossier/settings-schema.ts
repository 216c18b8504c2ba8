import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'
import type { UnitSetting } from './declaration'
import { FIELD_MODES, type FieldMode } from './fields'
import { SETTING_MESSAGES } from './messages'

/** The name of a unit's mode in the form of the settings, and of the boxes of its mandatory fields. */
export const modeField = (key: string) => `mode.${key}`
export const requiredField = (key: string) => `required.${key}`

/** The settings of a section: those that the form showed, as text, and those asked for, by unit. */
export type SectionSettings = { section: string; shown: string; units: Record<string, UnitSetting> }

const isMode = (value: unknown): value is FieldMode => FIELD_MODES.some((mode) => mode === value)

/** The form of a section's settings: `section`, `shown`, and for each unit its mode and its mandatory fields. */
export const sectionSettingsSchema = z
  .record(z.string(), z.unknown())
  .transform((form, context): SectionSettings => {
    const units: Record<string, UnitSetting> = {}
    for (const [name, mode] of Object.entries(form)) {
      if (!name.startsWith('mode.')) continue
      const key = name.slice('mode.'.length)
      const boxes = form[requiredField(key)]
      const required = Array.isArray(boxes) ? boxes.filter((box) => typeof box === 'string') : []
      if (isMode(mode)) units[key] = { mode, required }
      else context.addIssue({ code: 'custom', path: [name], message: SETTING_MESSAGES.modeUnknown })
    }
    return { section: String(form.section), shown: String(form.shown), units }
  })

/** Bounds that a CHECK of the table holds too. */
const MAX_DOSES = 10
const MAX_AGE_MONTHS = 216

const label = (missing: string) =>
  z
    .string(missing)
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, missing).max(80, '80 signes au plus.'))

const id = z.coerce.number().int().positive().max(2_147_483_647)

const rowId = z.preprocess((typed) => typed || null, id.nullable())

/** An authorisation as its form sends it; without `id`, a new one. */
export const authorisationSchema = z.object({
  id: rowId,
  label: label('Écrivez ce que vous demandez aux parents.'),
  help: z
    .string()
    .default('')
    .transform((typed) => typed.trim() || null)
    .pipe(z.string().max(200, '200 signes au plus.').nullable()),
  hasHour: z
    .string()
    .optional()
    .transform((box) => box === '1'),
})

export type AuthorisationInput = z.output<typeof authorisationSchema>

/** « Monter », « Descendre ». */
export const authorisationMoveSchema = z.object({ id, direction: z.enum(['UP', 'DOWN']) })

/** « Ne plus demander », « Demander à nouveau ». */
export const authorisationEndSchema = z.object({
  id,
  isEnded: z.enum(['1', '0']).transform((ended) => ended === '1'),
})

const bornField = (missing: string) =>
  z.string(missing).transform((typed, context): Day => {
    const on = parseDay(typed)
    if (on) return on
    context.addIssue({ code: 'custom', message: typed === '' ? missing : 'Cette date n’existe pas.' })
    return z.NEVER
  })

/** The ages of the doses, « 2, 4, 11 », in months. */
const dosesField = z.string('Écrivez au moins un âge.').transform((typed, context): number[] => {
  const parts = typed.split(/[\s,;]+/).filter(Boolean)
  const ages = parts.map(Number)
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (parts.length === 0) return refuse('Écrivez au moins un âge.')
  if (parts.length > MAX_DOSES) return refuse(`${MAX_DOSES} injections au plus.`)
  if (!parts.every((part) => /^\d{1,3}$/.test(part)) || ages.some((age) => age > MAX_AGE_MONTHS))
    return refuse(`Écrivez des âges en mois, de 0 à ${MAX_AGE_MONTHS}, séparés par des virgules : 2, 4, 11.`)
  return ages.toSorted((a, b) => a - b)
})

/** An obligation of the vaccine schedule as its form sends it; without `id`, a new one. */
export const obligationSchema = z
  .object({
    id: rowId,
    disease: z.string('Choisissez une maladie.').min(1, 'Choisissez une maladie.').max(40),
    label: label('Écrivez le nom que les parents lisent.'),
    bornFrom: bornField('Indiquez la première date de naissance concernée.'),
    bornUntil: z
      .string()
      .default('')
      .transform((typed) => typed || null)
      .pipe(bornField('').nullable()),
    doseMonths: dosesField,
    source: z
      .string('Écrivez le texte de loi.')
      .transform((typed) => typed.trim())
      .pipe(z.string().min(1, 'Écrivez le texte de loi.').max(200, '200 signes au plus.')),
  })
  .refine(({ bornFrom, bornUntil }) => bornUntil === null || bornFrom <= bornUntil, {
    path: ['bornUntil'],
    error: 'Cette date est avant la première.',
  })

export type ObligationInput = z.output<typeof obligationSchema>

/** « Supprimer » an obligation. */
export const obligationRemovalSchema = z.object({ id })
