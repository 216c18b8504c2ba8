import { isOpen, type Calendar } from '@/lib/activity/rules/calendar'
import { deadlineInstant } from '@/lib/activity/rules/deadline'
import { addDays, dayInParis, daysBetween, daysFromTo, type Day } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import { deadlinesOf, type ActivityRules, type LaidEntry, type Period } from './entries'
import type { PlacesOf } from './period'
import { bookableDays, habitKey, type Habits, type ReminderLaid } from './reminders'

/**
 * Which openings parents are told of (docs/decisions/reminders.md): those of the last `newHours`. Days that open together
 * over `blockDays` or more are news each time; less is a rolling opening (a day each day, a week each week), news when
 * nothing had opened for `quietDays`. `backDays` and `horizonDays`: the days looked at, before and after today; a rule
 * opens a year ahead at most.
 */
export const OPENINGS = { newHours: 72, blockDays: 7, quietDays: 28, backDays: 35, horizonDays: 400 } as const

const HOUR = 3_600_000

/** A day of an activity whose reservations have just opened. `group`: from the first to the last that opened with it. */
export type OpenedDay = {
  activityId: number
  day: Day
  kind: 'OPENING'
  group: Period
  /** Until when it can be booked. */
  limit: Date
  /** The days after it open little by little. */
  rolls: boolean
  /** Of a rolling opening, a day that opened shortly before: who could book that one is told nothing more. */
  before: Day | null
}

/** The days of activities that have just opened together at an instant; not of activities of holidays, which close first. */
export function openedDays(activities: readonly ActivityRules[], calendar: Calendar, at: Date): OpenedDay[] {
  const today = dayInParis(at)
  const days = daysFromTo(addDays(today, -OPENINGS.backDays), addDays(today, OPENINGS.horizonDays))
  const since = at.getTime() - OPENINGS.newHours * HOUR
  return activities.flatMap((activity) => {
    const { id, bookingOpens, opensOn, startsAt } = activity
    if (bookingOpens.kind === 'NONE' || opensOn === 'HOLIDAYS') return []
    const openings = [
      ...groupBy(
        days.filter((day) => isOpen(activity, day, calendar).open),
        (day) => deadlineInstant(bookingOpens, { day, startsAt, calendar }).getTime(),
      ),
    ].sort(([a], [b]) => a - b)
    return openings.flatMap(([opens, opened], index) => {
      if (opens > at.getTime() || opens <= since) return []
      const group = { from: opened[0]!, to: opened.at(-1)! }
      const rolls = daysBetween(group.from, group.to) < OPENINGS.blockDays
      const last = openings[index - 1]
      const isQuiet = !last || daysApart(last[0], opens) >= OPENINGS.quietDays
      return opened.map((day) => ({
        ...{ activityId: id, day, kind: 'OPENING' as const, group, rolls },
        limit: deadlinesOf(activity, day, calendar).booking,
        before: rolls && !isQuiet ? last[1].at(-1)! : null,
      }))
    })
  })
}

function daysApart(from: number, to: number): number {
  return daysBetween(dayInParis(new Date(from)), dayInParis(new Date(to)))
}

/** How an opening is known: by its activity and the first day that it opens. */
export const openingKey = (activityId: number, first: Day) => `${activityId} ${first}`

/**
 * The days that a parent is to be told of: « Inscrit », just opened, and bookable as `explain` says of all of them
 * together. Nothing of an opening in which the family booked already, nor twice of one; of a rolling one only where the
 * child's enrollment begins with it.
 *
 * @param entries those of the days that opened, laid from `laid`
 * @param told the openings that the parent was told of, by `openingKey`
 */
export function daysToAnnounce(
  laid: ReminderLaid,
  entries: readonly LaidEntry[],
  placesOf: PlacesOf,
  opened: readonly OpenedDay[],
  { usual, told }: Pick<Habits, 'usual'> & { told: ReadonlySet<string> },
  at: Date,
): { child: number; activity: number; due: OpenedDay }[] {
  const openedOn = new Map(opened.map((one) => [`${one.activityId} ${one.day}`, one]))
  const keyOf = ({ activityId, group }: OpenedDay) => openingKey(activityId, group.from)
  const booked = laid.bookings.filter(({ state, own }) => own && state !== 'REFUSED')
  const isHandled = (one: OpenedDay) =>
    told.has(keyOf(one)) ||
    booked.some(
      ({ activity, day }) =>
        laid.activities[activity]!.id === one.activityId && one.group.from <= day && day <= one.group.to,
    )
  const handled = new Set(opened.filter(isHandled).map(keyOf))
  const isAsked = ({ child, activity }: LaidEntry, { before }: OpenedDay) => {
    const { id, openToAll } = laid.activities[activity]!
    // What is open to all interests those who have come.
    if (openToAll) return before === null && usual.has(habitKey(laid.children[child]!.id, id))
    return before === null || !isEnrolled(laid, child, activity, before)
  }
  return bookableDays(
    laid,
    entries.flatMap((entry) => {
      const due = openedOn.get(`${laid.activities[entry.activity]!.id} ${entry.day}`)
      if (!due || entry.state !== 'ENROLLED' || handled.has(keyOf(due)) || !isAsked(entry, due)) return []
      return [{ entry, due }]
    }),
    placesOf,
    at,
  )
}

function isEnrolled({ enrollments }: ReminderLaid, child: number, activity: number, on: Day): boolean {
  return enrollments.some(
    (one) => one.child === child && one.activity === activity && one.startsOn <= on && on <= one.endsOn,
  )
}
