import {
  CalendarX2,
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CircleOff,
  CircleX,
  Gift,
  House,
  Hourglass,
  ListOrdered,
  UserX,
  type LucideIcon,
} from 'lucide-react'

type EntryLook = {
  /** The word on the screen; a caller may say more (« Liste d’attente, rang 3 »). */
  word: string
  /** One sentence for the legend. */
  meaning: string
  icon: LucideIcon
  /** Ground, text and border of the badge or of the cell. */
  className: string
  /** The activity's name is struck. */
  struck?: boolean
}

/** The look of an entry of the planning, by state: a colour, an icon and a word, never the colour alone. */
const ENTRY_LOOK = {
  ENROLLED: {
    word: 'Inscrit',
    meaning: 'Inscrit à l’activité, mais pas attendu ce jour-là.',
    icon: CircleDashed,
    className: 'border-dashed border-control bg-card text-enrolled',
  },
  REQUESTED: {
    word: 'Demande en attente',
    meaning: 'Votre demande attend la réponse de la mairie.',
    icon: Hourglass,
    className: 'border-transparent bg-warning-soft text-warning',
  },
  BOOKED: {
    word: 'Réservé',
    meaning: 'La place est réservée, votre enfant est attendu.',
    icon: CircleCheck,
    className: 'border-transparent bg-success-soft text-success',
  },
  WAITLISTED: {
    word: 'Liste d’attente',
    meaning: 'Complet : la première place libre revient au premier de la liste.',
    icon: ListOrdered,
    className: 'border-transparent bg-waiting-soft text-waiting',
  },
  OFFERED: {
    word: 'Place proposée',
    meaning: 'Une place est gardée pour vous jusqu’à l’heure indiquée.',
    icon: Gift,
    className: 'border-2 border-waiting bg-card text-waiting',
  },
  REFUSED: {
    word: 'Refusé',
    meaning: 'La demande est refusée, le motif est indiqué.',
    icon: CircleX,
    className: 'border-transparent bg-danger-soft text-danger',
  },
  ABSENCE_REQUESTED: {
    word: 'Absence demandée',
    meaning: 'L’absence attend la réponse de la mairie, la place reste réservée.',
    icon: Hourglass,
    className: 'border-dashed border-absent bg-absent-soft text-absent',
  },
  ABSENT: {
    word: 'Absent',
    meaning: 'L’absence est enregistrée, la place est rendue.',
    icon: CircleOff,
    className: 'border-transparent bg-absent-soft text-absent',
    struck: true,
  },
  PRESENT: {
    word: 'Présent',
    meaning: 'Votre enfant était là.',
    icon: CircleCheckBig,
    className: 'border-transparent bg-success text-white',
  },
  NO_SHOW: {
    word: 'Absent non prévenu',
    meaning: 'Votre enfant était attendu et n’est pas venu.',
    icon: UserX,
    className: 'border-transparent bg-danger text-white',
  },
  CLOSED: {
    word: 'Fermé',
    meaning: 'Rien n’est ouvert ce jour-là : fermeture, jour férié.',
    icon: CalendarX2,
    className: 'hatch border-line text-muted',
  },
  ELSEWHERE: {
    word: 'Chez l’autre parent',
    meaning: 'D’après le calendrier de garde, c’est l’autre famille qui réserve et qui paie.',
    icon: House,
    className: 'dotted border-line text-muted',
  },
} as const satisfies Record<string, EntryLook>

export type EntryState = keyof typeof ENTRY_LOOK

/** The look of a state, with its optional parts. */
export function entryLook(state: EntryState): EntryLook {
  return ENTRY_LOOK[state]
}
