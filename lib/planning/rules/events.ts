import { daysBetween, type Day } from '@/lib/core/day'
import type { NamedPeriod } from '@/lib/activity/rules/calendar'
import type { Grade } from '@/lib/generated/prisma/enums.ts'
import type { StoredState } from './states'

/** What keeps children away: a school outing, a strike, an absent teacher. It is why their absence is not billed. */
export const EVENT_KINDS = ['OUTING', 'STRIKE', 'TEACHER'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** An activity, or one group of it. */
export type EventTarget = { activityId: number; groupId: number | null }

/** Whom an event concerns: without a school or grades, all. */
export type EventScope = {
  targets: readonly EventTarget[]
  schoolId: number | null
  grades: readonly Grade[]
}

/** An event that was not cancelled, as the planning needs it. */
export type CollectiveEvent = NamedPeriod & EventScope & { kind: EventKind }

/** What a day says of an event. */
export type EventName = Pick<CollectiveEvent, 'name' | 'kind'>

/** A child as events know it. */
export type EventChild = { schoolId: number | null; grade: Grade | null }

/** What an event is, in the words of the screens. */
export const EVENT_KIND_WORDS = {
  OUTING: 'Sortie scolaire',
  STRIKE: 'Grève',
  TEACHER: 'Absence d’un enseignant',
} as const satisfies Record<EventKind, string>

/** « Sortie au musée (sortie scolaire) »; a name that says the kind already stands alone. */
export function eventWords({ name, kind }: EventName): string {
  const word = EVENT_KIND_WORDS[kind].toLocaleLowerCase('fr-FR')
  return name.toLocaleLowerCase('fr-FR').includes(word) ? name : `${name} (${word})`
}

/** Why a day can't be booked for a child whom an event keeps away. */
export function barredBy(event: EventName): string {
  return `Pas de réservation possible ce jour-là : ${eventWords(event)}.`
}

/** The longest event, in days: for longer, a closure. */
export const LONGEST_EVENT = 31
/** How many days ago an event may have been: before last month's days are billed (as day sheets, rules/attendance.ts). */
export const EVENT_BACK = 31
/** How far ahead it may be, in days. */
export const EVENT_AHEAD = 800

/**
 * The event that keeps a child away from an activity's day, the first declared; null when there is none. The SQL of
 * lib/planning/event-sql.ts, `concerned`, says the same of bookings.
 *
 * @param groupId the group that has the child that day; null where none takes it
 */
export function eventOn(
  events: readonly CollectiveEvent[],
  child: EventChild,
  { activityId, groupId }: EventTarget,
  on: Day,
): CollectiveEvent | null {
  const found = events.find(
    ({ startsOn, endsOn, schoolId, grades, targets }) =>
      startsOn <= on &&
      on <= endsOn &&
      (schoolId === null || schoolId === child.schoolId) &&
      (grades.length === 0 || (child.grade !== null && grades.includes(child.grade))) &&
      targets.some(
        (target) =>
          target.activityId === activityId && (target.groupId === null || target.groupId === groupId),
      ),
  )
  return found ?? null
}

/** Targets without groups of activities that are there whole, each once. */
export function plainTargets(targets: readonly EventTarget[]): EventTarget[] {
  const whole = new Set(targets.flatMap(({ activityId, groupId }) => (groupId === null ? [activityId] : [])))
  const kept = targets.filter(({ activityId, groupId }) => groupId === null || !whole.has(activityId))
  return [...new Map(kept.map((target) => [`${target.activityId} ${target.groupId}`, target])).values()]
}

/** A field of the form and what is wrong with it; null when the days can be those of an event. */
export function periodObstacle(
  { startsOn, endsOn }: Pick<NamedPeriod, 'startsOn' | 'endsOn'>,
  today: Day,
): { field: 'startsOn' | 'endsOn'; message: string } | null {
  if (daysBetween(startsOn, today) > EVENT_BACK)
    return {
      field: 'startsOn',
      message: `Un événement se déclare jusqu’à ${EVENT_BACK} jours après : ce jour est trop ancien.`,
    }
  if (daysBetween(today, startsOn) > EVENT_AHEAD)
    return { field: 'startsOn', message: 'Choisissez un jour des deux années à venir.' }
  if (daysBetween(startsOn, endsOn) >= LONGEST_EVENT)
    return {
      field: 'endsOn',
      message: `Un événement dure ${LONGEST_EVENT} jours au plus. Pour une durée plus longue, fermez l’activité.`,
    }
  return null
}

/** Where an event stands. */
export const EVENT_STATES = ['COMING', 'NOW', 'OVER', 'CANCELLED'] as const
export type EventState = (typeof EVENT_STATES)[number]

export function eventState(
  { startsOn, endsOn, isCancelled }: Pick<NamedPeriod, 'startsOn' | 'endsOn'> & { isCancelled: boolean },
  today: Day,
): EventState {
  if (isCancelled) return 'CANCELLED'
  if (endsOn < today) return 'OVER'
  return startsOn > today ? 'COMING' : 'NOW'
}

/** What an event does to bookings: by day and by the state that they had. Children marked present stay so. */
export type EventEffect = {
  families: number
  children: number
  days: { day: Day; counts: Partial<Record<StoredState, number>> }[]
}

/** What a cancellation gave back: booked again, offered, and left as the event had left it. */
export type EventReturn = { booked: number; offered: number; left: number }

/** States that were a child's absence or reservation, and are now an absence that is not billed. */
export const EXCUSED_STATES = [
  'BOOKED',
  'ABSENCE_REQUESTED',
  'ABSENT',
  'NO_SHOW',
] as const satisfies StoredState[]
/** States that waited for a place or an answer, and are refused. */
export const REFUSED_STATES = ['REQUESTED', 'WAITLISTED', 'OFFERED'] as const satisfies StoredState[]

/** How many bookings of an effect had one of these states, on all its days. */
export function countEffect({ days }: EventEffect, states: readonly StoredState[]): number {
  return days.reduce(
    (sum, { counts }) => sum + states.reduce((all, state) => all + (counts[state] ?? 0), 0),
    0,
  )
}
