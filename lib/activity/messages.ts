import { formatDay, type Day } from '@/lib/core/day'
import type { ActivityIcon, OpeningKind } from '@/lib/generated/prisma/enums.ts'

/** When an activity can open, in the words of the form. */
export const OPENING_WORDS = {
  SCHOOL_DAYS: 'Les jours d’école et les mercredis, hors vacances',
  HOLIDAYS: 'Pendant les vacances scolaires',
  ALL_DAYS: 'Toute l’année',
} as const satisfies Record<OpeningKind, string>

/** The icons an activity may have, by what they stand for. */
export const ICON_WORDS = {
  MEAL: 'Repas',
  MORNING: 'Matin',
  EVENING: 'Soir',
  WEDNESDAY: 'Mercredi',
  HOLIDAY: 'Vacances',
} as const satisfies Record<ActivityIcon, string>

const WEEKDAY_WORDS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

/** The seven weekdays as choices of a form, Monday first. */
export const WEEKDAY_OPTIONS = WEEKDAY_WORDS.map((label, index) => ({ value: String(index + 1), label }))

/** « lundi, mardi, jeudi et vendredi ». */
export function weekdayWords(weekdays: readonly number[]): string {
  const words = [...weekdays].sort().map((weekday) => WEEKDAY_WORDS[weekday - 1]!)
  return new Intl.ListFormat('fr-FR').format(words)
}

/** What a lowered capacity leaves: how many bookings are above it, and that nobody loses a place. */
export function overfullSentence({ days, most, on }: { days: number; most: number; on: Day }): string {
  const bookings = most > 1 ? `${most} réservations` : '1 réservation'
  const where =
    days > 1
      ? `${days} jours à venir ont plus de réservations que de places : jusqu’à ${bookings} de trop, le ${formatDay(on, 'weekday')}`
      : `Le ${formatDay(on, 'weekday')}, il y a ${bookings} de trop pour les places`
  return `${where}. Personne ne perd sa place ; rien de plus n’est accepté tant qu’il n’y a pas de place libre.`
}
