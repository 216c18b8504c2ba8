import { z } from 'zod'
import { parseDay, parseWallTime, type Day, type WallTime } from '@/lib/core/day'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import type { Grade } from '@/lib/generated/prisma/enums.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** Ticked weekdays, one at least, in their order. */
export const weekdaysField = z
  .array(z.coerce.number().pipe(z.literal([...WEEKDAYS])), 'Cochez au moins un jour.')
  .min(1, 'Cochez au moins un jour.')
  .transform((weekdays) => [...new Set(weekdays)].sort())

/** An hour of the wall clock. */
export const timeField = z.string('Indiquez une heure.').transform((text, context): WallTime => {
  const time = parseWallTime(text.trim())
  if (time) return time
  context.addIssue({ code: 'custom', message: 'Écrivez l’heure ainsi : 09:30.' })
  return z.NEVER
})

/** A day that exists. */
export const dayField = z.string('Indiquez une date.').transform((text, context): Day => {
  const on = parseDay(text)
  if (on) return on
  context.addIssue({ code: 'custom', message: 'Indiquez une date qui existe.' })
  return z.NEVER
})

/** Places a day; null, as many as come. */
export const capacityField = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,5}$/.test(text), 'Indiquez un nombre de places, ou laissez vide.')
  .transform((text) => (text === '' ? null : Number(text)))

const GRADES = Object.keys(GRADE_LABELS) as Grade[]

/** Ticked classes in their order; none stands for all. */
export const gradesField = z
  .array(z.enum(GRADES))
  .default([])
  .transform((ticked) => GRADES.filter((grade) => ticked.includes(grade)))

/** The id of an activity, a group or a closure. */
export const idField = z.coerce.number().int().positive().max(2_147_483_647)
