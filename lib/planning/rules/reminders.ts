import { isOpen, schoolHolidaysOn, type Calendar } from '@/lib/activity/rules/calendar'
import { isWithin } from '@/lib/activity/rules/deadline'
import { addDays, dayInParis, daysFromTo, mondayOf, weekdayOf, type Day } from '@/lib/core/day'
import { deadlinesOf, type ActivityRules, type LaidEntry, type Period } from './entries'
import { planPeriod, type PlacesOf, type PeriodLaid } from './period'

/**
 * When parents are reminded of days to book (docs/decisions/reminders.md): `windowHours` before the limit of a day,
 * `periodDays` before the first limit of holidays. `usualDays`: how far back a family's habits are looked for;
 * `horizonDays`: how far ahead days are looked at.
 */
export const REMINDERS = { windowHours: 48, periodDays: 7, usualDays: 60, horizonDays: 100 } as const

const HOUR = 3_600_000

/**
 * LIMIT: days of a week of which one is about to close. HOLIDAYS: holidays of which a family has booked nothing
 * (« vous n'avez pas encore réservé »). OPENING: days whose reservations have just opened (openings.ts).
 */
export type ReminderKind = 'LIMIT' | 'HOLIDAYS' | 'OPENING'

/** A day of an activity that reminders speak of now. `group`: its week, or its holidays. */
export type DueDay = {
  activityId: number
  day: Day
  kind: Exclude<ReminderKind, 'OPENING'>
  group: Period
  /** Until when it can be booked. */
  limit: Date
  /** Its limit is near: a day that is not makes nobody be written to. */
  isNear: boolean
}

/** The days of activities that reminders speak of at an instant: those of weeks, or holidays, of which a limit is near. */
export function dueDays(activities: readonly ActivityRules[], calendar: Calendar, at: Date): DueDay[] {
  const today = dayInParis(at)
  const found = activities.flatMap((activity) =>
    daysFromTo(today, addDays(today, REMINDERS.horizonDays)).flatMap((day) => {
      if (!isOpen(activity, day, calendar).open) return []
      const { opens, booking } = deadlinesOf(activity, day, calendar)
      if (!isWithin(booking, at) || (opens !== null && at < opens)) return []
      const holidays = activity.opensOn === 'HOLIDAYS' ? schoolHolidaysOn(day, calendar) : null
      const hours = holidays ? REMINDERS.periodDays * 24 : REMINDERS.windowHours
      return [
        {
          activityId: activity.id,
          day,
          kind: holidays ? ('HOLIDAYS' as const) : ('LIMIT' as const),
          group: holidays ? { from: holidays.startsOn, to: holidays.endsOn } : weekOf(day),
          limit: booking,
          isNear: booking.getTime() - at.getTime() <= hours * HOUR,
        },
      ]
    }),
  )
  const near = new Set(found.filter(({ isNear }) => isNear).map(groupKey))
  return found.filter((one) => near.has(groupKey(one)))
}

/** A day of a child that a parent is reminded of. Child and activity are positions in their lists. */
export type RemindedDay = { child: number; activity: number; due: DueDay }

/** What is known of a parent's days. Ids are of children and activities. */
export type Habits = {
  /** The weekdays on which a child has been booked in an activity, of late or to come. */
  usual: ReadonlyMap<string, readonly number[]>
  /** The days that the parent was reminded of already, by `dayKey`. */
  reminded: ReadonlySet<string>
}

export const habitKey = (childId: string, activityId: number) => `${childId} ${activityId}`
export const dayKey = (childId: string, activityId: number, day: Day) => `${childId} ${activityId} ${day}`

export type ReminderLaid = PeriodLaid & {
  children: readonly { id: string }[]
}

/**
 * The days that a parent is to be reminded of: « Inscrit », and bookable as `explain` says of all of them together.
 * Of a week, those on which the child usually comes, if the limit of one of them is near; of holidays, all days, if
 * nothing was booked in them. Never a day twice, nor holidays.
 *
 * @param entries those of the days that are due, laid from `laid`
 */
export function remindedDays(
  laid: ReminderLaid,
  entries: readonly LaidEntry[],
  placesOf: PlacesOf,
  due: readonly DueDay[],
  { usual, reminded }: Habits,
  at: Date,
): RemindedDay[] {
  const dueOn = new Map(due.map((one) => [`${one.activityId} ${one.day}`, one]))
  const idOf = ({ child, activity }: { child: number; activity: number }) =>
    [laid.children[child]!.id, laid.activities[activity]!.id] as const
  const handled = handledHolidays(laid, due, reminded)
  const candidates = entries.flatMap((entry) => {
    const [childId, activityId] = idOf(entry)
    const found = dueOn.get(`${activityId} ${entry.day}`)
    if (!found || entry.state !== 'ENROLLED' || reminded.has(dayKey(childId, activityId, entry.day)))
      return []
    const weekdays = usual.get(habitKey(childId, activityId))
    const isAsked =
      found.kind === 'LIMIT'
        ? weekdays?.includes(weekdayOf(entry.day))
        : // What is open to all interests those who have come.
          !handled.has(groupKey(found)) &&
          (weekdays !== undefined || !laid.activities[entry.activity]!.openToAll)
    return isAsked ? [{ entry, due: found }] : []
  })
  const bookable = bookableDays(laid, candidates, placesOf, at)
  const keyOf = (one: RemindedDay) => `${one.child} ${groupKey(one.due)}`
  const near = new Set(bookable.filter(({ due }) => due.isNear).map(keyOf))
  return bookable.filter((one) => near.has(keyOf(one)))
}

/**
 * Of days that a parent might book, those that `explain` lets be booked when all of them are asked for together, with a
 * place: what it says is never a waiting list.
 *
 * @param candidates at most one for each entry
 */
export function bookableDays<Due extends { activityId: number; day: Day }>(
  laid: PeriodLaid,
  candidates: readonly { entry: LaidEntry; due: Due }[],
  placesOf: PlacesOf,
  at: Date,
): { child: number; activity: number; due: Due }[] {
  const dueOf = new Map(candidates.map(({ entry, due }) => [entryKey(entry), due]))
  const plan = planPeriod(
    laid,
    candidates.map(({ entry }) => entry),
    placesOf,
    {
      ...{ kind: 'RESERVATION', sick: false, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      children: laid.children.map((_, child) => child),
      activities: laid.activities.map((_, activity) => activity),
    },
    at,
  )
  return plan.flatMap((one) =>
    one.outcome === 'ACCEPTED' || one.outcome === 'PENDING'
      ? [{ child: one.child, activity: one.activity, due: dueOf.get(entryKey(one))! }]
      : [],
  )
}

function entryKey({ child, activity, day }: { child: number; activity: number; day: Day }): string {
  return `${child} ${activity} ${day}`
}

/** The holidays that a family has looked at: something is booked or asked for in them, or a reminder was sent. */
function handledHolidays(
  { activities, bookings }: ReminderLaid,
  due: readonly DueDay[],
  reminded: ReadonlySet<string>,
): Set<string> {
  const touched = bookings
    .filter(({ state, own }) => own && state !== 'REFUSED')
    .map(({ activity, day }) => ({ activityId: activities[activity]!.id, day }))
  for (const key of reminded) {
    const [, activityId, day] = key.split(' ') as [string, string, Day]
    touched.push({ activityId: Number(activityId), day })
  }
  const isTouched = ({ activityId, group: { from, to } }: DueDay) =>
    touched.some((one) => one.activityId === activityId && from <= one.day && one.day <= to)
  return new Set(due.filter((one) => one.kind === 'HOLIDAYS' && isTouched(one)).map(groupKey))
}

/** The days that must be known to tell what is due: whole holidays, bookings before today included. */
export function spanOf(due: readonly { kind: ReminderKind; day: Day; group: Period }[]): Period {
  const days = due
    .flatMap(({ kind, day, group }) => (kind === 'HOLIDAYS' ? [group.from, group.to] : [day]))
    .sort()
  return { from: days[0]!, to: days.at(-1)! }
}

function weekOf(day: Day): Period {
  const monday = mondayOf(day)
  return { from: monday, to: addDays(monday, 6) }
}

function groupKey({ activityId, kind, group }: DueDay): string {
  return `${activityId} ${kind} ${group.from}`
}
