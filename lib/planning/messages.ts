import { formatDay, formatInstant, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import type { EntryState, RequestState } from './rules/states'

/** What a text about an entry names: the child first. */
export type EntryNames = { firstName: string; activity: string; day: Day }

/** « Lina, Cantine, jeudi 3 décembre ». */
export function entryWords({ firstName, activity, day }: EntryNames): string {
  return `${firstName}, ${activity}, ${formatDay(day, 'weekday')}`
}

const DONE_WORDS: Partial<Record<EntryState, string>> = {
  REQUESTED: 'Demande envoyée',
  WAITLISTED: 'Sur liste d’attente',
  BOOKED: 'Réservé',
  ABSENCE_REQUESTED: 'Absence demandée',
  ABSENT: 'Absence enregistrée',
  ENROLLED: 'Annulé',
}

/** What just happened to an entry, in one line. */
export function doneMessage(names: EntryNames, state: EntryState, number: number | null): string {
  const what = `${DONE_WORDS[state] ?? 'Enregistré'} : ${entryWords(names)}.`
  return number === null ? what : `${what} Demande n° ${number}.`
}

export type RequestMail = {
  kind: 'RESERVATION' | 'ABSENCE'
  number: number
  askedAt: Date
  /** One line for each entry: « Lina, Cantine, jeudi 3 décembre ». */
  entries: string[]
}

/** What a request asks for, in a word. */
export const KIND_WORDS = { RESERVATION: 'réservation', ABSENCE: 'absence' } as const

/** The accusé de réception of a request (CRPA L.112-11), decided at once or not. */
export function receiptMail(
  request: RequestMail,
  outcomeState: 'ACCEPTED' | 'WAITING' | 'PENDING',
  url: string,
): MailContent {
  const { kind, number, askedAt, entries } = request
  const what = entries.join(' ; ')
  const accepted = outcomeState === 'ACCEPTED'
  const outcome = {
    RESERVATION: accepted ? 'La réservation est acceptée.' : 'La place est prise quand le service accepte.',
    ABSENCE: accepted ? 'L’absence est enregistrée.' : 'D’ici là, la place reste réservée.',
  }[kind]
  if (outcomeState === 'WAITING')
    return {
      subject: `Liste d’attente : ${what} (n° ${number})`,
      paragraphs: [
        `Votre demande de ${KIND_WORDS[kind]} n° ${number} a été reçue le ${formatInstant(askedAt)} :`,
        ...entries,
        'Il n’y a plus de place : votre enfant est sur la liste d’attente. Une place qui se libère est donnée dans l’ordre, et vous êtes prévenu par e-mail.',
        'Ce message est votre accusé de réception : gardez-le, avec son numéro.',
      ],
      button: { label: 'Voir mes demandes', url },
    }
  const state = accepted ? (kind === 'ABSENCE' ? 'Absence enregistrée' : 'Réservé') : 'Demande reçue'
  return {
    subject: `${state} : ${what} (n° ${number})`,
    paragraphs: [
      `Votre demande de ${KIND_WORDS[kind]} n° ${number} a été reçue le ${formatInstant(askedAt)} :`,
      ...entries,
      accepted ? outcome : `Le service vous répond par e-mail. ${outcome}`,
      'Ce message est votre accusé de réception : gardez-le, avec son numéro.',
    ],
    button: { label: 'Voir mes demandes', url },
  }
}

/** The agents' answer to a request. */
export function decisionMail(request: RequestMail, reason: string | null, url: string): MailContent {
  const { kind, number, askedAt, entries } = request
  const refused = reason !== null
  const stillBooked = kind === 'ABSENCE' ? ['La réservation reste en place.'] : []
  return {
    subject: `${refused ? 'Demande refusée' : 'Demande acceptée'} : ${entries.join(' ; ')} (n° ${number})`,
    paragraphs: [
      `Votre demande de ${KIND_WORDS[kind]} n° ${number} du ${formatInstant(askedAt)} est ${refused ? 'refusée' : 'acceptée'} :`,
      ...entries,
      ...(refused ? [`Motif : ${reason}`, ...stillBooked] : []),
    ],
    button: { label: 'Voir le planning', url },
  }
}

/** The states of a request on the screen. */
export const REQUEST_STATE_WORDS: Record<RequestState, string> = {
  PENDING: 'En attente',
  WAITING: 'Liste d’attente',
  ACCEPTED: 'Acceptée',
  REFUSED: 'Refusée',
  WITHDRAWN: 'Annulée par vous',
  CANCELLED: 'Réservation annulée',
}

/** Why an offer that ended shows as refused. */
export const OFFER_ENDED = 'La place proposée n’a pas été confirmée à temps.'

/** A place freed for the next in line, booked at once. `entry` is « Lina, Cantine, jeudi 3 décembre ». */
export function placeGivenMail(entry: string, url: string): MailContent {
  return {
    subject: `Une place s’est libérée, c’est réservé : ${entry}`,
    paragraphs: [
      'Une place s’est libérée et c’était votre tour sur la liste d’attente :',
      entry,
      'La place est réservée. Si vous n’en avez plus besoin, annulez-la sur le planning.',
    ],
    button: { label: 'Voir le planning', url },
  }
}

/** A place freed for the next in line, to be confirmed until an instant. */
export function offerMail(entry: string, until: Date, url: string): MailContent {
  return {
    subject: `Une place vous est proposée : ${entry}`,
    paragraphs: [
      'Une place s’est libérée et c’est votre tour sur la liste d’attente :',
      entry,
      `Elle est gardée pour vous jusqu’au ${formatInstant(until)} : confirmez-la sur le planning. Sans réponse, elle va à la famille suivante.`,
    ],
    button: { label: 'Confirmer la place', url },
  }
}

/** An offer that nobody answered in time. */
export function offerEndedMail(entry: string, url: string): MailContent {
  return {
    subject: `La place proposée est passée à la famille suivante : ${entry}`,
    paragraphs: ['La place qui vous était proposée n’a pas été confirmée à temps :', entry],
    button: { label: 'Voir le planning', url },
  }
}
