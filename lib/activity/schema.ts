import { z } from 'zod'
import { parseDay, parseWallTime, type Day, type WallTime } from '@/lib/core/day'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

const weekdaysField = z
  .array(z.coerce.number().pipe(z.literal([...WEEKDAYS])), 'Cochez au moins un jour.')
  .min(1, 'Cochez au moins un jour.')
  .transform((weekdays) => [...new Set(weekdays)].sort())

const timeField = z.string('Indiquez une heure.').transform((text, context): WallTime => {
  const time = parseWallTime(text.trim())
  if (time) return time
  context.addIssue({ code: 'custom', message: 'Écrivez l’heure ainsi : 09:30.' })
  return z.NEVER
})

const dayField = z.string('Indiquez une date.').transform((text, context): Day => {
  const on = parseDay(text)
  if (on) return on
  context.addIssue({ code: 'custom', message: 'Indiquez une date qui existe.' })
  return z.NEVER
})

/** The fields of a deadline in the form: its rule, or errors under the fields' own names. */
function deadlineFields() {
  return z
    .object({
      kind: z.enum(['NONE', 'DAYS_BEFORE'], 'Choisissez une règle.'),
      days: z.string().trim().default(''),
      time: z.string().trim().default(''),
      counting: z.enum(['CALENDAR', 'WORKING', 'SCHOOL']).default('CALENDAR'),
    })
    .transform(({ kind, days, time, counting }, context) => {
      if (kind === 'NONE') return { kind }
      const number = /^\d{1,3}$/.test(days) ? Number(days) : NaN
      const at = parseWallTime(time)
      const issue = (part: string, message: string) =>
        context.addIssue({ code: 'custom', path: [part], message })
      if (!(number <= 365)) issue('days', 'Indiquez un nombre de jours, de 0 à 365.')
      if (!at) issue('time', 'Écrivez l’heure ainsi : 09:30.')
      return at && number <= 365 ? { kind, days: number, time: at, counting, from: 'DAY' as const } : z.NEVER
    })
}

/** « booking.days » becomes { booking: { days } }: the names of a form are flat. */
function nest(form: unknown): unknown {
  const nested: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(form as Record<string, unknown>)) {
    const [outer, inner] = key.split('.') as [string, string?]
    if (inner === undefined) nested[outer] = value
    else nested[outer] = { ...(nested[outer] as object | undefined), [inner]: value }
  }
  return nested
}

/** An activity as the agents' form sends it; without `id`, a new one. */
export const activitySchema = z.preprocess(
  nest,
  z
    .object({
      id: z.coerce.number().int().positive().optional(),
      name: z.string().trim().min(1, 'Donnez un nom à l’activité.').max(60, 'Le nom tient en 60 caractères.'),
      icon: z.enum(['MEAL', 'MORNING', 'EVENING', 'WEDNESDAY', 'HOLIDAY'], 'Choisissez une icône.'),
      opensOn: z.enum(['SCHOOL_DAYS', 'HOLIDAYS', 'ALL_DAYS'], 'Choisissez quand l’activité ouvre.'),
      weekdays: weekdaysField,
      startsAt: timeField,
      endsAt: timeField,
      capacity: z
        .string()
        .trim()
        .default('')
        .refine((text) => /^\d{0,5}$/.test(text), 'Indiquez un nombre de places, ou laissez vide.')
        .transform((text) => (text === '' ? null : Number(text))),
      showsPlacesLeft: z.string().optional().transform(Boolean),
      autoAccepts: z
        .enum(['1', '0'], 'Choisissez comment les demandes sont acceptées.')
        .transform((v) => v === '1'),
      booking: deadlineFields(),
      absence: deadlineFields(),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ['endsAt'],
      message: 'La fin vient après le début.',
    }),
)

export type ActivityInput = z.output<typeof activitySchema>

/** A closure; without activity, of all. */
export const closureSchema = z
  .object({
    activityId: z
      .string()
      .regex(/^\d{0,9}$/, 'Choisissez une activité.')
      .transform((text) => (text === '' ? null : Number(text))),
    name: z
      .string()
      .trim()
      .min(1, 'Dites pourquoi : les parents le lisent.')
      .max(80, 'Le nom tient en 80 caractères.'),
    startsOn: dayField,
    endsOn: dayField,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'Le dernier jour vient après le premier.',
  })

export type ClosureInput = z.output<typeof closureSchema>

export const closureIdSchema = z.object({ closureId: z.coerce.number().int().positive().max(2_147_483_647) })

/** A child's enrollment in an activity, from one day to another, on some weekdays. */
export const enrollmentSchema = z
  .object({
    childId: z.uuid('Cet enfant n’existe pas.'),
    activityId: z.coerce
      .number('Choisissez une activité.')
      .int()
      .positive('Choisissez une activité.')
      .max(2_147_483_647, 'Choisissez une activité.'),
    startsOn: dayField,
    endsOn: dayField,
    weekdays: weekdaysField,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'Le dernier jour vient après le premier.',
  })

export type EnrollmentInput = z.output<typeof enrollmentSchema>

/** The last day of an enrollment, moved earlier. */
export const enrollmentEndSchema = z.object({ enrollmentId: z.uuid(), endsOn: dayField })

export type EnrollmentEnd = z.output<typeof enrollmentEndSchema>
