import { formatDeadline } from '@/lib/activity/rules/deadline'
import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import { daysWords, groupDays, runWords, type EntryNames } from './messages'
import {
  eventWords,
  REFUSED_STATES,
  type EventName,
  type EventReturn,
  type EventScope,
  type EventState,
} from './rules/events'
import type { StoredState } from './rules/states'

/** Where an event stands, in a word. */
export const EVENT_STATE_WORDS = {
  COMING: 'À\u00a0venir',
  NOW: 'En cours',
  OVER: 'Passé',
  CANCELLED: 'Annulé',
} as const satisfies Record<EventState, string>

/** What an event makes of bookings, by the state that they had: titles of columns. */
export const EFFECT_WORDS: Partial<Record<StoredState, string>> = {
  BOOKED: 'Réservé',
  ABSENCE_REQUESTED: 'Absence demandée',
  ABSENT: 'Absence facturée',
  NO_SHOW: 'Absent non prévenu',
  REQUESTED: 'Demande en attente',
  WAITLISTED: 'Liste d’attente',
  OFFERED: 'Place proposée',
  PRESENT: 'Déjà présent',
}

/** Whom an event concerns: « École Jean-Moulin, CE1, CE2 », « Toutes les écoles, toutes les classes ». */
export function scopeWords({ grades }: Pick<EventScope, 'grades'>, school: string | null): string {
  const classes =
    grades.length > 0 ? grades.map((grade) => GRADE_LABELS[grade]).join(', ') : 'toutes les classes'
  return `${school ?? 'Toutes les écoles'}, ${classes}`
}

/** The same on a day sheet, with the group of its activity: « Petits, toutes les écoles, CE1 ». */
export function sheetScopeWords(
  event: Pick<EventScope, 'grades'> & { school: string | null; group: string | null },
): string {
  const words = scopeWords(event, event.school)
  const told = event.school ? words : words[0]!.toLocaleLowerCase('fr-FR') + words.slice(1)
  return [event.group, told].filter(Boolean).join(', ')
}

/** What a cancellation gave back, in sentences. */
export function returnWords({ booked, offered, left }: EventReturn): string {
  const part = (count: number, one: string, many: string) =>
    count === 0 ? [] : [count > 1 ? `${count} journées ${many}` : `1 journée ${one}`]
  const parts = [
    ...part(booked, 'à nouveau réservée', 'à nouveau réservées'),
    ...part(offered, 'proposée à sa famille, à confirmer', 'proposées aux familles, à confirmer'),
    ...part(left, 'restée libérée, non facturée', 'restées libérées, non facturées'),
  ]
  return parts.length === 0 ? 'Aucune réservation n’était à rendre.' : `${parts.join(' ; ')}.`
}

/** « le jeudi 3 décembre », « du 3 au 4 décembre ». */
export function spanWords({ startsOn, endsOn }: { startsOn: Day; endsOn: Day }): string {
  return startsOn === endsOn ? `le ${formatDay(startsOn, 'weekday')}` : runWords(startsOn, endsOn)
}

type EventOfMail = EventName & { startsOn: Day; endsOn: Day }

/** What a family's day was before the event. */
export type ReleasedLine = EntryNames & { before: StoredState }

/** An event that released a family's days: one mail for all of them. */
export function eventMail(event: EventOfMail, lines: readonly ReleasedLine[], url: string): MailContent {
  const isRefused = ({ before }: ReleasedLine) => (REFUSED_STATES as readonly StoredState[]).includes(before)
  const booked = lines.filter(({ before }) => before === 'BOOKED')
  const refused = lines.filter(isRefused)
  const absent = lines.filter((line) => line.before !== 'BOOKED' && !isRefused(line))
  return {
    subject: `${event.name}, ${spanWords(event)} : ${subjectWords(lines)}`,
    paragraphs: [
      `${sentence(eventWords(event))}, ${spanWords(event)}.`,
      ...part(booked, [
        'Cette réservation est annulée, elle n’est pas facturée :',
        'Ces réservations sont annulées, elles ne sont pas facturées :',
      ]),
      ...part(absent, ['Cette absence n’est pas facturée :', 'Ces absences ne sont pas facturées :']),
      ...part(refused, [
        'Cette demande n’a pas pu être acceptée :',
        'Ces demandes n’ont pas pu être acceptées :',
      ]),
      'Vous n’avez rien à faire.',
    ],
    button: { label: 'Voir le planning', url },
  }
}

/** What became of a family's day once the event was cancelled; `until` when a place is held for it. */
export type RestoredLine = EntryNames & ({ outcome: 'BOOKED' | 'LEFT' } | { outcome: 'OFFERED'; until: Date })

/** An event that was cancelled: what is booked again, what is to be confirmed, what is not. One mail for all days. */
export function eventCancelledMail(
  event: EventOfMail,
  lines: readonly RestoredLine[],
  url: string,
): MailContent {
  const offers = lines.flatMap((line) => (line.outcome === 'OFFERED' ? [line] : []))
  const limits = [...new Set(offers.map(({ until }) => until.getTime()))].sort((a, b) => a - b)
  return {
    subject: `Annulé : ${event.name}, ${spanWords(event)}`,
    paragraphs: [
      `« ${event.name} » n’a pas lieu : l’événement prévu ${spanWords(event)} est annulé.`,
      ...part(
        lines.filter(({ outcome }) => outcome === 'BOOKED'),
        ['Cette réservation est rétablie :', 'Ces réservations sont rétablies :'],
      ),
      ...limits.flatMap((limit) =>
        part(
          offers.filter(({ until }) => until.getTime() === limit),
          [
            `Cette place est gardée pour vous. Confirmez-la sur le planning jusqu’au ${formatDeadline(new Date(limit))} :`,
            `Ces places sont gardées pour vous. Confirmez-les sur le planning jusqu’au ${formatDeadline(new Date(limit))} :`,
          ],
        ),
      ),
      ...part(
        lines.filter(({ outcome }) => outcome === 'LEFT'),
        [
          'Cette journée n’est pas rétablie, et n’est pas facturée. Si vous en avez besoin, réservez-la à nouveau sur le planning :',
          'Ces journées ne sont pas rétablies, et ne sont pas facturées. Si vous en avez besoin, réservez-les à nouveau sur le planning :',
        ],
      ),
    ],
    button: { label: 'Voir le planning', url },
  }
}

/** A title, in one or several, and the days under it; nothing without days. */
function part(lines: readonly EntryNames[], [one, many]: readonly [one: string, many: string]): string[] {
  return lines.length === 0 ? [] : [lines.length > 1 ? many : one, ...groupDays(lines).map(daysWords)]
}

function subjectWords(lines: readonly EntryNames[]): string {
  const children = [...new Set(lines.map(({ firstName }) => firstName))]
  return new Intl.ListFormat('fr-FR').format(children)
}

function sentence(words: string): string {
  return words[0]!.toLocaleUpperCase('fr-FR') + words.slice(1)
}
