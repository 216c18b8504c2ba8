import { z } from 'zod'
import { parseDay, parseWallTime, type Day } from '@/lib/core/day'
import { ABSENCE_REASONS, REQUEST_KINDS } from './rules/period'
import type { Announced } from './rules/announced'
import {
  ATTENDANCE_ACTIONS,
  ENTRY_STATES,
  PARENT_ACTIONS,
  REQUEST_SORTS,
  REQUEST_STATES,
} from './rules/states'

/** What is said of a date that the calendar does not have. */
export const NO_SUCH_DAY = 'Cette date n’existe pas.'

const dayField = z.string().transform((text, context): Day => {
  const parsed = parseDay(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: NO_SUCH_DAY })
  return z.NEVER
})

/** A day that has to be typed; `missing` says which. */
export const periodDay = (missing: string) => z.string(missing).min(1, missing).pipe(dayField)

/**
 * What makes a confirmation sent twice one: each preview gives its own, which its confirmation sends back. The form has
 * none, so that a preview changed and confirmed again, after the browser's « back », is another request.
 */
export const confirmationKey = z.uuid().default(() => crypto.randomUUID())

/** What is searched for, in an address; without null characters, which PostgreSQL refuses in a text. */
export const searchField = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().max(longest))

/** The page of a list, from 1; what is not understood counts as the first. */
export const pageSchema = z.coerce.number().int().min(1).max(10_000).catch(1)

/** A click on an entry of the planning: which one, what is asked, and the state that the person saw. */
export const entryActionSchema = z.object({
  childId: z.uuid('Cet enfant n’existe pas.'),
  activityId: z.coerce.number().int().positive().max(2_147_483_647),
  day: dayField,
  action: z.enum(PARENT_ACTIONS),
  seen: z.enum(ENTRY_STATES),
})

export type EntryCell = Omit<z.output<typeof entryActionSchema>, 'action'>

/** The address of an entry's own page, `?enfant=…&activite=…&jour=…`. */
export const entryAddressSchema = z
  .object({ enfant: z.uuid(), activite: entryActionSchema.shape.activityId, jour: dayField })
  .transform(({ enfant, activite, jour }) => ({ childId: enfant, activityId: activite, day: jour }))

/** A parent's « Annuler ma demande » in the list of requests. */
export const withdrawSchema = z.object({ requestId: z.uuid('Cette demande n’existe pas.') })

/** « Donner la place » of a waiting list: a group's day. */
export const givePlaceSchema = z.object({
  groupId: z.coerce.number().int().positive().max(2_147_483_647),
  day: dayField,
})

/** A day of a request: « requestId childId activityId day ». */
const requestDayField = z.string().transform((text, context) => {
  const [requestId, childId, activityId, on] = text.split(' ')
  const parsed = z
    .object({
      requestId: z.uuid(),
      childId: z.uuid(),
      activityId: entryActionSchema.shape.activityId,
      day: dayField,
    })
    .safeParse({ requestId, childId, activityId, day: on })
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: 'Ce jour n’existe pas.' })
  return z.NEVER
})

/** The agents' decision on whole requests, and on days of others; a refusal needs a reason, which the family reads. */
export const decisionSchema = z
  .object({
    requestIds: z
      .array(z.uuid('Cette demande n’existe pas.'))
      .max(200, 'Cochez 200 demandes au plus.')
      .default([]),
    days: z.array(requestDayField).max(5000, 'Cochez moins de jours à la fois.').default([]),
    verdict: z.enum(['ACCEPT', 'REFUSE']),
    reason: z
      .string()
      .trim()
      .max(500, 'Le motif tient en 500 caractères.')
      .optional()
      .transform((text) => text || null),
  })
  .refine(({ requestIds, days }) => requestIds.length + days.length > 0, {
    path: ['requestIds'],
    message: 'Cochez au moins une demande.',
  })
  .refine(({ verdict, reason }) => verdict === 'ACCEPT' || reason !== null, {
    path: ['reason'],
    message: 'Écrivez le motif du refus : la famille le lit.',
  })

/** The filters of « Mes demandes »; what is not understood counts as absent. */
export const requestFilterSchema = z
  .object({
    enfant: z.uuid().nullable().catch(null).default(null),
    activite: entryActionSchema.shape.activityId.nullable().catch(null).default(null),
    type: z.enum(REQUEST_KINDS).nullable().catch(null).default(null),
    tri: z.enum(REQUEST_SORTS).catch('demande').default('demande'),
    etat: z.enum(REQUEST_STATES).nullable().catch(null).default(null),
    page: pageSchema.default(1),
  })
  .transform(({ enfant, activite, etat, type, tri, page }) => ({
    ...{ childId: enfant, activityId: activite, state: etat, kind: type, sort: tri, page },
  }))

export type RequestListFilter = z.output<typeof requestFilterSchema>

const MAX_COMMENT = 500
const LETTERS = /^[-apwidAPWID]{1,400}$/

/** What a preview announced of a child in an activity: « childId activityId letters » (lib/planning/rules/announced.ts). */
const announcedField = z.string().transform((text, context): Announced => {
  const [childId = '', activityId, letters = ''] = text.split(' ')
  if (LETTERS.test(letters)) return { childId, activityId: Number(activityId), letters }
  context.addIssue({ code: 'custom', message: 'Cette page a expiré : revoyez votre demande.' })
  return z.NEVER
})

/** « Faire une demande »: what the form asks for. The button says whether to preview, to confirm or to change it. */
export const periodSchema = z
  .object({
    step: z.enum(['preview', 'confirm', 'edit']),
    kind: z.enum(REQUEST_KINDS, 'Choisissez une réservation ou une absence.'),
    childIds: z
      .array(z.uuid('Cet enfant n’existe pas.'), 'Choisissez au moins un enfant.')
      .min(1, 'Choisissez au moins un enfant.')
      .max(20, 'Choisissez 20 enfants au plus.'),
    activityIds: z
      .array(entryActionSchema.shape.activityId, 'Choisissez au moins une activité.')
      .min(1, 'Choisissez au moins une activité.')
      .max(50, 'Choisissez 50 activités au plus.'),
    from: periodDay('Indiquez le premier jour.'),
    to: periodDay('Indiquez le dernier jour.'),
    weekdays: z
      .array(z.coerce.number().int().min(1).max(7), 'Choisissez au moins un jour de la semaine.')
      .min(1, 'Choisissez au moins un jour de la semaine.')
      .max(7),
    absenceReason: z.enum(ABSENCE_REASONS).or(z.literal('')).optional(),
    comment: z
      .string()
      .trim()
      .max(MAX_COMMENT, `Le commentaire tient en ${MAX_COMMENT} caractères.`)
      .optional()
      .transform((text) => text || null),
    key: confirmationKey,
    announced: z.array(announcedField).max(1000).default([]),
  })
  .superRefine(({ kind, absenceReason }, context) => {
    if (kind === 'ABSENCE' && !absenceReason)
      context.addIssue({
        code: 'custom',
        path: ['absenceReason'],
        message: 'Choisissez le motif de l’absence.',
      })
  })
  .transform(({ absenceReason, ...input }) => ({
    ...input,
    absenceReason: input.kind === 'ABSENCE' ? absenceReason || null : null,
  }))

export type PeriodInput = Omit<z.output<typeof periodSchema>, 'step'>

/** A tap as a button's value: « MARK_PRESENT BOOKED 0199… »: what, the state that the agent saw, whom. */
const markField = z.string().transform((text, context) => {
  const [action, seen, childId] = text.split(' ')
  const mark = markSchema.safeParse({ action, seen, childId })
  if (mark.success) return mark.data
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

const markSchema = z.object({
  action: z.enum(ATTENDANCE_ACTIONS),
  seen: z.enum(ENTRY_STATES),
  childId: z.uuid(),
})

const sheetFields = { activityId: entryActionSchema.shape.activityId, day: dayField }

/** When a child on a day sheet came or left; empty, nobody says. */
export const hourSchema = z.object({
  ...sheetFields,
  childId: z.uuid(),
  time: z.string().transform((text, context) => {
    const typed = text.trim()
    const time = parseWallTime(typed)
    if (time || typed === '') return time
    context.addIssue({ code: 'custom', message: 'Écrivez l’heure ainsi : 17:45.' })
    return z.NEVER
  }),
})

/** Taps on a day sheet: one child's or several's, or ALL, who are booked. */
export const attendanceSchema = z.object({
  ...sheetFields,
  marks: z.union([
    z.tuple([z.literal('ALL')]).transform(() => 'ALL' as const),
    z.array(markField).min(1).max(2000),
  ]),
})

/** The address of a day sheet; without a day, or with one that does not exist, `jour` is null: today. */
export const sheetAddressSchema = z.object({
  activite: entryActionSchema.shape.activityId.nullable().catch(null).default(null),
  jour: dayField.nullable().catch(null).default(null),
  ajouter: searchField(80).pipe(z.string().min(2)).nullable().catch(null).default(null),
})

/** Which enrollments of an activity are listed, in the address. */
export const ENROLLED_WHEN = ['en-cours', 'terminees', 'toutes'] as const

/** The list of an activity's enrolled children, as its address holds it. */
export const enrolledFilterSchema = z
  .object({
    q: searchField(100).catch(''),
    quand: z.enum(ENROLLED_WHEN).catch('en-cours'),
    page: pageSchema,
  })
  .transform(({ q, quand, page }) => ({ text: q, when: quand, page }))

export type EnrolledFilter = z.output<typeof enrolledFilterSchema>
