import { z } from 'zod'
import { dayField, idField, weekdaysField } from './fields'

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

export const closureIdSchema = z.object({ closureId: idField })

/** A group that an agent chooses; none, the first that takes the child. */
export const chosenGroupField = z
  .string()
  .regex(/^\d{0,9}$/, 'Choisissez un groupe.')
  .default('')
  .transform((text) => (text === '' ? null : Number(text)))

/** A child's enrollment in an activity, from one day to another, on some weekdays. */
export const enrollmentSchema = z
  .object({
    childId: z.uuid('Cet enfant n’existe pas.'),
    activityId: z.coerce
      .number('Choisissez une activité.')
      .int()
      .positive('Choisissez une activité.')
      .max(2_147_483_647, 'Choisissez une activité.'),
    groupId: chosenGroupField,
    startsOn: dayField,
    endsOn: dayField,
    weekdays: weekdaysField,
    /** Comes now and then: the tariff may have another price for it. */
    isOccasional: z.string().transform(Boolean).optional(),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'Le dernier jour vient après le premier.',
  })

export type EnrollmentInput = z.output<typeof enrollmentSchema>

/** The group of an enrollment, changed. */
export const enrollmentGroupSchema = z.object({ enrollmentId: z.uuid(), groupId: chosenGroupField })

/** Whether an enrolled child comes now and then, from a day on. */
export const enrollmentFrequencySchema = z.object({
  enrollmentId: z.uuid(),
  from: dayField,
  isOccasional: z.enum(['true', 'false']).transform((text) => text === 'true'),
})

export type EnrollmentFrequency = z.output<typeof enrollmentFrequencySchema>

/** The last day of an enrollment, moved earlier, and how many bookings after it the agent was told are released. */
export const enrollmentEndSchema = z.object({
  enrollmentId: z.uuid(),
  endsOn: dayField,
  released: z.coerce.number().int().min(0).max(10_000),
})

export type EnrollmentEnd = z.output<typeof enrollmentEndSchema>
