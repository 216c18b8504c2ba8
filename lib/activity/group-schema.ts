import { z } from 'zod'
import { capacityField, dayField, gradesField, idField } from './fields'

const ageField = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^(\d{1,2})?$/.test(text), 'Indiquez un âge en années, ou laissez vide.')
  .transform((text) => (text === '' ? null : Number(text)))

/** A group of an activity; without `id`, a new one. */
export const groupSchema = z
  .object({
    id: idField.optional(),
    activityId: idField,
    name: z.string().trim().max(40, 'Le nom tient en 40 caractères.'),
    position: z
      .string()
      .trim()
      .regex(/^\d{1,3}$/, 'Indiquez un rang : 1 pour le premier.')
      .transform(Number),
    capacity: capacityField,
    minAge: ageField,
    maxAge: ageField,
    grades: gradesField,
  })
  .refine(({ minAge, maxAge }) => minAge === null || maxAge === null || minAge <= maxAge, {
    path: ['maxAge'],
    message: 'Le dernier âge vient après le premier.',
  })

export type GroupInput = z.output<typeof groupSchema>

export const groupRemovalSchema = z.object({ activityId: idField, groupId: idField })

/** The places of one day of a group; none, those of the group. */
export const dayCapacitySchema = z.object({
  activityId: idField,
  groupId: idField,
  day: dayField,
  capacity: capacityField,
})

export type DayCapacityInput = z.output<typeof dayCapacitySchema>
