import { formatInstant } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import type { PeriodOutcome, RequestKind } from './rules/period'
import { daysWords, groupDays, KIND_WORDS, type EntryNames } from './messages'

/** Days of a request that had the same answer. */
export type ReceiptPart = {
  outcome: Exclude<PeriodOutcome, 'ALREADY'>
  entries: EntryNames[]
  /** Why these days are impossible. */
  reason?: string | null
}

export type RequestMail = { kind: RequestKind; number: number; askedAt: Date }

const PART_TITLES: Record<RequestKind, Record<ReceiptPart['outcome'], string>> = {
  RESERVATION: {
    ACCEPTED: 'Réservé :',
    PENDING: 'En attente de la réponse du service :',
    WAITLISTED: 'Sur liste d’attente :',
    IMPOSSIBLE: 'Impossible :',
  },
  ABSENCE: {
    ACCEPTED: 'Absence enregistrée :',
    PENDING: 'En attente de la réponse du service :',
    WAITLISTED: 'Sur liste d’attente :',
    IMPOSSIBLE: 'Impossible :',
  },
}

const PART_SENTENCES: Record<RequestKind, Record<ReceiptPart['outcome'], string>> = {
  RESERVATION: {
    ACCEPTED: 'La réservation est acceptée.',
    PENDING: 'Le service vous répond par e-mail. La place est prise quand le service accepte.',
    WAITLISTED:
      'Il n’y a plus de place : votre enfant est sur la liste d’attente. Une place qui se libère est donnée dans l’ordre, et vous êtes prévenu par e-mail.',
    IMPOSSIBLE: 'Ces jours n’ont pas été demandés.',
  },
  ABSENCE: {
    ACCEPTED: 'L’absence est enregistrée.',
    PENDING: 'Le service vous répond par e-mail. D’ici là, la place reste réservée.',
    WAITLISTED: '',
    IMPOSSIBLE: 'Ces jours n’ont pas été demandés.',
  },
}

/** What a request with this outcome is, in the subject of its receipt. */
const SUBJECTS: Record<RequestKind, Record<'ACCEPTED' | 'PENDING' | 'WAITLISTED', string>> = {
  RESERVATION: { ACCEPTED: 'Réservé', PENDING: 'Demande reçue', WAITLISTED: 'Liste d’attente' },
  ABSENCE: { ACCEPTED: 'Absence enregistrée', PENDING: 'Demande reçue', WAITLISTED: 'Demande reçue' },
}

/** The accusé de réception of a request (CRPA L.112-11), decided at once or not. */
export function receiptMail(request: RequestMail, parts: readonly ReceiptPart[], url: string): MailContent {
  const { kind, number, askedAt } = request
  const answers = [...new Set(parts.map(({ outcome }) => outcome))]
  const only = answers.length === 1
  const done = parts.filter(({ outcome }) => outcome !== 'IMPOSSIBLE')
  const main = done.every(({ outcome }) => outcome === done[0]!.outcome) ? done[0]!.outcome : 'PENDING'
  const what = subjectWords(done.flatMap(({ entries }) => entries))
  return {
    subject: `${SUBJECTS[kind][main as 'ACCEPTED']} : ${what} (n° ${number})`,
    paragraphs: [
      `Votre demande de ${KIND_WORDS[kind]} n° ${number} a été reçue le ${formatInstant(askedAt)} :`,
      ...answers.flatMap((outcome) => [
        ...(only ? [] : [PART_TITLES[kind][outcome]]),
        ...parts.filter((part) => part.outcome === outcome).flatMap(partLines),
        PART_SENTENCES[kind][outcome],
      ]),
      'Ce message est votre accusé de réception : gardez-le, avec son numéro.',
    ],
    button: { label: 'Voir mes demandes', url },
  }
}

function partLines({ entries, reason }: ReceiptPart): string[] {
  return groupDays(entries).map((days) => (reason ? `${daysWords(days)}. ${reason}` : daysWords(days)))
}

/** Days in a subject: their groups where there are two at most, else how many for whom. */
function subjectWords(entries: readonly EntryNames[]): string {
  const groups = groupDays(entries)
  if (groups.length <= 2) return groups.map(daysWords).join(' ; ')
  const children = [...new Set(groups.map(({ firstName }) => firstName))]
  return `${entries.length} journées pour ${new Intl.ListFormat('fr-FR').format(children)}`
}

/** The agents' answer to days of a request. `rest`: other days of it still wait. */
export function decisionMail(
  request: RequestMail & { entries: EntryNames[]; rest: boolean },
  reason: string | null,
  url: string,
): MailContent {
  const { kind, number, askedAt, entries, rest } = request
  const refused = reason !== null
  const one = entries.length === 1
  const stillBooked =
    kind === 'ABSENCE'
      ? [one ? 'La réservation reste en place.' : 'Les réservations de ces jours restent en place.']
      : []
  const answer = refused ? 'refusée' : 'acceptée'
  return {
    subject: `Demande ${answer}${rest ? ' en partie' : ''} : ${subjectWords(entries)} (n° ${number})`,
    paragraphs: [
      `Votre demande de ${KIND_WORDS[kind]} n° ${number} du ${formatInstant(askedAt)} est ${answer}${rest ? ' pour une partie des jours' : ''} :`,
      ...groupDays(entries).map(daysWords),
      ...(refused ? [`Motif : ${reason}`, ...stillBooked] : []),
      ...(rest ? ['Les autres jours de la demande attendent encore une réponse.'] : []),
    ],
    button: { label: 'Voir le planning', url },
  }
}

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
      `Elle est gardée pour vous jusqu’au ${formatInstant(until)} : confirmez-la avec ce bouton, sans vous connecter. Sans réponse, elle va à la famille suivante.`,
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
