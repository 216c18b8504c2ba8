import { formatDay, formatTime, type Day, type WallTime } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import type { AbsenceReason } from '@/lib/generated/prisma/enums.ts'
import type { HourAsked } from './rules/attendance'
import type { PeriodOutcome, RequestKind } from './rules/period'
import { BOOKING_WORDS } from '@/lib/export/messages'
import type { EntryState, RequestSort, RequestState } from './rules/states'

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

/** Days of one child in one activity. */
export type DaysNamed = Omit<EntryNames, 'day'> & { days: Day[] }

/** Entries put together by child and activity, each with its days in their order. */
export function groupDays(entries: readonly EntryNames[]): DaysNamed[] {
  const groups = new Map<string, DaysNamed>()
  for (const { firstName, activity, day } of entries) {
    const key = `${firstName} ${activity}`
    const group = groups.get(key)
    if (group) group.days.push(day)
    else groups.set(key, { firstName, activity, days: [day] })
  }
  return [...groups.values()].map((group) => ({ ...group, days: group.days.sort() }))
}

/** « Lina, Cantine : 12 jours du 1er au 18 décembre »; of one day « Lina, Cantine, jeudi 3 décembre ». */
export function daysWords({ firstName, activity, days }: DaysNamed): string {
  if (days.length === 1) return entryWords({ firstName, activity, day: days[0]! })
  return `${firstName}, ${activity} : ${days.length} jours ${runWords(days[0]!, days.at(-1)!)}`
}

/** « du 1er au 18 décembre », « du 30 novembre au 18 décembre », with the years where they differ. */
export function runWords(from: Day, to: Day): string {
  if (from.slice(0, 4) !== to.slice(0, 4)) return `du ${formatDay(from, 'long')} au ${formatDay(to, 'long')}`
  const plain = (on: Day) => formatDay(on, 'long').replace(/ \d{4}$/, '')
  const first = plain(from)
  return `du ${from.slice(0, 7) === to.slice(0, 7) ? first.split(' ')[0]! : first} au ${plain(to)}`
}

/** What a request asks for, in a word. */
export const KIND_WORDS = { RESERVATION: 'réservation', ABSENCE: 'absence' } as const

/** The same as choices of a filter. */
export const KIND_TITLES = { RESERVATION: 'Réservations', ABSENCE: 'Absences' } as const

/** Why a child does not come, as the form asks it. */
export const ABSENCE_REASON_WORDS = {
  ILLNESS: 'Maladie',
  APPOINTMENT: 'Rendez-vous',
  FAMILY: 'Raison familiale',
  HOLIDAYS: 'Vacances, déplacement',
  OTHER: 'Autre raison',
} as const satisfies Record<AbsenceReason, string>

/** Days as they are read, a line for each month: « 1er, 3, 4 et 8 décembre 2026 ». */
export function daysByMonth(days: readonly Day[]): string[] {
  const list = new Intl.ListFormat('fr-FR')
  return [...groupBy(days, (on) => on.slice(0, 7)).values()].map((here) => {
    const numbers = here.map((on) => formatDay(on, 'long').split(' ')[0]!)
    return `${list.format(numbers)} ${formatDay(here[0]!, 'month')}`
  })
}

/** The orders of the list of requests. */
export const REQUEST_SORT_WORDS: Record<RequestSort, string> = {
  demande: 'Demande la plus récente',
  'demande-ancienne': 'Demande la plus ancienne',
  jour: 'Premier jour, le plus tôt',
  'jour-dernier': 'Premier jour, le plus tard',
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

/** Nothing of a request is left to withdraw: it was answered, or withdrawn before (from another tab, a second click). */
export const NOTHING_WAITS =
  'Plus rien n’attend dans cette demande : chaque journée a sa réponse ou est déjà annulée. Pour renoncer à une journée acceptée, ouvrez-la dans le planning.'

/** Why an offer that ended shows as refused. */
export const OFFER_ENDED = 'La place proposée n’a pas été confirmée à temps.'

/** What a count of outcomes counts: days of one child in one activity, else reservations or absences. */
export type CountedThing = 'DAY' | RequestKind

const THINGS: Record<CountedThing, [one: string, many: string, e: string]> = {
  DAY: ['jour', 'jours', ''],
  RESERVATION: ['réservation', 'réservations', 'e'],
  ABSENCE: ['absence', 'absences', 'e'],
}

/**
 * A count of outcomes in words, before the request is confirmed or once it is: « 12 jours seront acceptés », « 3 attendent
 * la réponse du service », « 1 impossible ». The first of a list names the thing.
 */
export function countWords(
  outcome: PeriodOutcome,
  count: number,
  { thing, done, named }: { thing: CountedThing; done: boolean; named: boolean },
): string {
  const [one, many, e] = THINGS[thing]
  const plural = count > 1
  const s = plural ? 's' : ''
  const verb = done ? (plural ? 'sont' : 'est') : plural ? 'seront' : 'sera'
  const ends: Record<PeriodOutcome, string> = {
    ACCEPTED: `${verb} accepté${e}${s}`,
    PENDING: `${done ? (plural ? 'attendent' : 'attend') : plural ? 'attendront' : 'attendra'} la réponse du service`,
    WAITLISTED: `${verb} en liste d’attente`,
    IMPOSSIBLE: `impossible${s}`,
    ALREADY: `déjà fait${e}${s}`,
  }
  return [String(count), named ? (plural ? many : one) : '', ends[outcome]].filter(Boolean).join(' ')
}

/** How many of the accepted days cost more than usual: « 2 avec majoration », of absences « 1 reste facturé ». */
export function costWords(count: number, kind: RequestKind, thing: CountedThing): string {
  if (kind === 'RESERVATION') return `${count} avec majoration`
  const e = THINGS[thing][2]
  return count > 1 ? `${count} restent facturé${e}s` : `${count} reste facturé${e}`
}

/** Why the link of a mail does nothing more. */
export const LINK_WORDS = {
  unknown: 'Ce lien n’est pas valable, ou ne l’est plus. Rien n’a été modifié.',
  used: 'Ce lien a déjà servi : il ne sert qu’une fois. Rien d’autre n’a été modifié.',
  expired: 'Ce lien a expiré : le délai est passé. Rien n’a été modifié.',
} as const

/** The state of a child on a day sheet, in a word. */
export function sheetWord(state: EntryState): string {
  if (state === 'ENROLLED' || state === 'ELSEWHERE' || state === 'CLOSED') return 'Inscrit'
  return BOOKING_WORDS[state]
}

/** What a tap on a day sheet did, in one line: whom, if it is one. */
export function markedMessage(marked: readonly { name: string; state: EntryState }[]): string {
  const [first] = marked
  if (!first) return 'C’était déjà fait.'
  if (marked.length === 1)
    return first.state === 'PRESENT' || first.state === 'NO_SHOW'
      ? `${first.name} : ${first.state === 'PRESENT' ? 'présent' : 'absent'}.`
      : `${first.name} : pointage annulé.`
  const present = marked.every(({ state }) => state === 'PRESENT')
  return present ? `${marked.length} enfants présents.` : `${marked.length} pointages annulés.`
}

/** What was written of when a child came or left: « Lina Delmas : parti(e) à 17 h 45. » */
export function hourMessage(name: string, hour: HourAsked, time: WallTime | null): string {
  if (time === null) return `${name} : heure effacée.`
  return `${name} : ${hour === 'arrivedAt' ? 'arrivé(e)' : 'parti(e)'} à ${formatTime(time)}.`
}

/** Why a tap changed nothing: somebody was faster, and where the child stands now. */
export function movedMeanwhile(name: string, state: EntryState): string {
  return `${name} a changé entre-temps, par un autre agent ou par la famille : « ${sheetWord(state)} ». Rien n’a été modifié.`
}
