import type { BookingState, ChangeState, CustodyKind, DocumentState } from '@/lib/generated/prisma/enums.ts'

/** The states of a booking, in a word: those of the planning's legend. */
export const BOOKING_WORDS = {
  REQUESTED: 'Demande en attente',
  BOOKED: 'Réservé',
  WAITLISTED: 'Liste d’attente',
  OFFERED: 'Place proposée',
  REFUSED: 'Refusé',
  ABSENCE_REQUESTED: 'Absence demandée',
  ABSENT: 'Absent',
  PRESENT: 'Présent',
  NO_SHOW: 'Absent non prévenu',
} as const satisfies Record<BookingState, string>

/** The states of a change and of a document. */
export const STATE_WORDS = {
  PENDING: 'En attente',
  ACCEPTED: 'Accepté',
  REFUSED: 'Refusé',
  WITHDRAWN: 'Retiré',
} as const satisfies Record<ChangeState & DocumentState, string>

export const REQUEST_KIND_WORDS = { RESERVATION: 'Réservation', ABSENCE: 'Absence' } as const

/** What the screens of the export say. */
export const EXPORT_MESSAGES = {
  title: 'Copie de vos données',
  format: {
    pdf: 'Un document à lire et à imprimer (PDF)',
    zip: 'Tout, avec vos documents, photos et mandats (archive ZIP)',
    json: 'Un fichier pour un autre logiciel (JSON)',
  },
  wrongPassword: 'Ce mot de passe n’est pas le vôtre. Vérifiez-le, puis recommencez.',
  tooMany: 'Trop d’essais de mot de passe : attendez un quart d’heure, puis recommencez.',
  noFormat: 'Choisissez PDF, ZIP ou JSON.',
} as const

/** Which days of a custody rule are a family's: the one that the rule names first, or the other. */
export const CUSTODY_DAYS = {
  WEEKS: { first: 'les semaines paires', other: 'les semaines impaires' },
  HOLIDAYS: {
    first: 'la première moitié les années paires, la seconde les années impaires',
    other: 'la seconde moitié les années paires, la première les années impaires',
  },
  DAYS: { first: 'tous ces jours', other: 'aucun de ces jours' },
} as const satisfies Record<CustodyKind, { first: string; other: string }>

/** Who read, as a family is told: never the name of an agent. */
export const READER_WORDS = {
  CITIZEN: 'un responsable de la famille',
  AGENT: 'un agent de la collectivité',
  SYSTEM: 'le portail',
} as const

/** What was read, by the action of the journal. */
export const READING_WORDS: Readonly<Record<string, string>> = {
  'dossier.read': 'lecture de données protégées du dossier',
  'health.read': 'lecture des données de santé',
  'document.read': 'ouverture d’un document',
  'family.export': 'copie des données de la famille',
}
