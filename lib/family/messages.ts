import type { Relation, RequestKind, RequestState } from '@/lib/generated/prisma/enums.ts'

/** What a guardian is to a child. */
export const RELATION_LABELS = {
  MOTHER: 'mère',
  FATHER: 'père',
  GUARDIAN: 'responsable légal',
} as const satisfies Record<Relation, string>

export const REQUEST_KINDS = {
  RESERVATION: 'Réservation',
  ABSENCE: 'Absence',
} as const satisfies Record<RequestKind, string>

export const REQUEST_STATES = {
  PENDING: 'En attente',
  ACCEPTED: 'Acceptée',
  REFUSED: 'Refusée',
  WITHDRAWN: 'Retirée',
  CANCELLED: 'Annulée',
} as const satisfies Record<RequestState, string>

const WEEKDAYS = ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'] as const

/** Weekdays in short: « lun., mar., jeu. » (1 Monday … 7 Sunday). */
export function weekdaysInWords(weekdays: readonly number[]): string {
  return [...weekdays]
    .sort()
    .map((weekday) => WEEKDAYS[weekday - 1])
    .join(', ')
}
