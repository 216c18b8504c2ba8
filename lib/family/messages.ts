import type { MailContent } from '@/lib/core/mail-layout'
import type { CustodyKind, Relation, RequestKind, RequestState } from '@/lib/generated/prisma/enums.ts'

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
  WAITING: 'Liste d’attente',
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

/** What a rule of a custody calendar shares. */
export const CUSTODY_LABELS = {
  WEEKS: 'Une semaine sur deux',
  HOLIDAYS: 'La moitié des vacances scolaires',
  DAYS: 'Des jours particuliers',
} as const satisfies Record<CustodyKind, string>

/** Tells a parent that a child's custody calendar changed: which days are whose is read on the planning only. */
export function custodyMail(firstName: string, url: string): MailContent {
  return {
    subject: `${firstName} : le calendrier de garde a changé`,
    paragraphs: [
      `La mairie a modifié le calendrier de garde de ${firstName}. Il dit quel parent réserve et paie chaque jour.`,
      'Les réservations déjà faites ne changent pas. Le planning montre les jours que vous pouvez réserver.',
    ],
    button: { label: 'Voir le planning', url },
  }
}
