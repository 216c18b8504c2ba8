import { z } from 'zod'
import { capacityField, idField, timeField, weekdaysField } from './fields'
import {
  readDayLimits,
  readDeadline,
  readLateAbsence,
  readLateBooking,
  readWaiting,
  type Read,
  type RuleText,
} from './rule-fields'

/** The fields of one rule: the rule, or errors under the fields' own names. */
function ruleField<Value>(read: (text: RuleText) => Read<Value>) {
  return z
    .record(z.string(), z.string())
    .default({})
    .transform((text, context): Value => {
      const found = read(text)
      if ('value' in found) return found.value
      for (const [part, message] of Object.entries(found.errors))
        context.addIssue({ code: 'custom', path: [part], message })
      return z.NEVER
    })
}

/** « bookingDeadline.days » becomes { bookingDeadline: { days } }: the names of a form are flat. */
function nest(form: unknown): unknown {
  const nested: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(form as Record<string, unknown>)) {
    const [outer, inner] = key.split('.') as [string, string?]
    if (inner === undefined) nested[outer] = value
    else nested[outer] = { ...(nested[outer] as object | undefined), [inner]: value }
  }
  return nested
}

const yesNo = (error: string) => z.enum(['1', '0'], error).transform((text) => text === '1')

const linkedField = z
  .array(idField)
  .default([])
  .transform((ids) => [...new Set(ids)])

/** An activity as the agents' form sends it; without `id`, a new one, which `capacity` is for. */
export const activitySchema = z.preprocess(
  nest,
  z
    .object({
      id: idField.optional(),
      name: z.string().trim().min(1, 'Donnez un nom à l’activité.').max(60, 'Le nom tient en 60 caractères.'),
      icon: z.enum(['MEAL', 'MORNING', 'EVENING', 'WEDNESDAY', 'HOLIDAY'], 'Choisissez une icône.'),
      opensOn: z.enum(['SCHOOL_DAYS', 'HOLIDAYS', 'ALL_DAYS'], 'Choisissez quand l’activité ouvre.'),
      weekdays: weekdaysField,
      startsAt: timeField,
      endsAt: timeField,
      capacity: capacityField,
      openToAll: yesNo('Choisissez qui peut réserver.'),
      needsDocuments: z.string().optional().transform(Boolean),
      showsPlacesLeft: z.string().optional().transform(Boolean),
      isChildcare: z.string().optional().transform(Boolean),
      autoAccepts: yesNo('Choisissez comment les demandes sont acceptées.'),
      bookingOpens: ruleField(readDeadline),
      bookingDeadline: ruleField(readDeadline),
      lateBooking: ruleField(readLateBooking),
      absenceDeadline: ruleField(readDeadline),
      lateAbsence: ruleField(readLateAbsence),
      dayLimits: ruleField(readDayLimits),
      waiting: ruleField(readWaiting),
      excludes: linkedField,
      requires: linkedField,
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ['endsAt'],
      message: 'La fin vient après le début.',
    }),
)

export type ActivityInput = z.output<typeof activitySchema>
