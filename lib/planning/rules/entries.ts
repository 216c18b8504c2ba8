import { daysFromTo, weekdayOf, type Day, type WallTime } from '@/lib/core/day'
import { isOpen, type Calendar, type Opening } from '@/lib/activity/rules/calendar'
import { groupOn, notTakenReason, type Group, type GroupedChild } from '@/lib/activity/rules/groups'
import { deadlinesOn, type DeadlineTerms, type Deadlines } from '@/lib/activity/rules/terms'
import { barredBy, eventOn, type CollectiveEvent, type EventChild, type EventName } from './events'
import { lackingReason, type LackingDocument } from './documents'
import type { Entry } from './entry'
import { askedDays, type Asked, type DayRules } from './limits'
import type { StoredState } from './states'

/** The rules of an activity, as far as the planning needs them. */
export type ActivityRules = Opening &
  DeadlineTerms &
  DayRules & {
    startsAt: WallTime
    autoAccepts: boolean
    openToAll: boolean
    needsDocuments: boolean
    groups: readonly Group[]
  }

/** The terms of a child in an activity. `child` and `activity` are positions in their lists. */
export type EnrollmentSpan = {
  child: number
  activity: number
  startsOn: Day
  endsOn: Day
  weekdays: readonly number[]
  groupId: number | null
}

export type StoredBooking = {
  child: number
  activity: number
  groupId: number
  day: Day
  state: StoredState
  own: boolean
  reason: string | null
  rank: number | null
  /** ISO 8601. */
  offeredUntil: string | null
}

/**
 * An entry of the planning without what depends on the places of its day. `groupId` is null where no group takes the child;
 * `event` keeps the child away that day.
 */
export type LaidEntry = Omit<Entry, 'placesLeft' | 'waiting'> & {
  child: number
  activity: number
  day: Day
  groupId: number | null
  event: EventName | null
  /** Why the child can’t be booked, whatever else is asked for; null when only that may forbid it. */
  kept: string | null
}

/** What the entries of a period are laid from. `asked` holds the bookings outside the period that limits count. */
export type Laid = {
  children: readonly (GroupedChild & EventChild & { lacking: readonly LackingDocument[] })[]
  activities: readonly ActivityRules[]
  calendar: Calendar
  events: readonly CollectiveEvent[]
  enrollments: readonly EnrollmentSpan[]
  bookings: readonly StoredBooking[]
  around: readonly Asked[]
}

export type Period = { from: Day; to: Day }

/**
 * The entries of a period, by day, then activity, then child: enrollments laid over the calendar give
 * « Inscrit », bookings stand in their place. A closure of one activity gives « Fermé »; a day closed for
 * everybody (holidays) shows by itself and gives an entry only where something was booked. `isElsewhere` tells
 * the days of a child's other family.
 */
export function layEntries(
  period: Period,
  { children, activities, calendar, events, enrollments, bookings, around }: Laid,
  isElsewhere: (child: number, day: Day) => boolean,
): LaidEntry[] {
  const { barsOn } = askedDays(activities, calendar, [...bookings, ...around])
  const groupOf = (child: number, activity: number, day: Day, enrolledIn: number | null) =>
    groupOn(children[child]!, activities[activity]!.groups, day, enrolledIn)
  /** What no hour and no place changes: the child is kept away, no group takes it, or what else is asked forbids it. */
  const bars = (child: number, activity: number, day: Day, groupId: number | null) => {
    const { id, groups, needsDocuments } = activities[activity]!
    const event = eventOn(events, children[child]!, { activityId: id, groupId }, day)
    const { barred, needed } = barsOn(child, activity, day, true)
    const kept = event
      ? barredBy(event)
      : groupId === null
        ? notTakenReason(groups)
        : needsDocuments
          ? lackingReason(children[child]!.lacking, day)
          : null
    return { event: event && { name: event.name, kind: event.kind }, kept, barred: kept ?? barred, needed }
  }
  const entries = bookings.map((booking): LaidEntry => {
    const { child, activity, day, state } = booking
    // A day given up is booked anew in the group that the child is in by now.
    const again = state === 'ABSENT' || state === 'REFUSED'
    const groupId = again ? (groupOf(child, activity, day, booking.groupId)?.id ?? null) : booking.groupId
    return {
      ...layBooking(booking, activities[activity]!, calendar),
      ...bars(child, activity, day, groupId),
      groupId,
      elsewhere: isElsewhere(child, day),
    }
  })
  const taken = new Set(bookings.map(keyOf))
  const spans = [...enrollments, ...openSpans(period, children, activities)]
  for (const { child, activity, groupId: enrolledIn, startsOn, endsOn, weekdays } of spans) {
    const from = startsOn > period.from ? startsOn : period.from
    const to = endsOn < period.to ? endsOn : period.to
    const rules = activities[activity]!
    for (const day of daysFromTo(from, to)) {
      if (!weekdays.includes(weekdayOf(day)) || taken.has(keyOf({ child, activity, day }))) continue
      const opening = isOpen(rules, day, calendar)
      if (!opening.open && opening.cause !== 'CLOSURE') continue
      const group = groupOf(child, activity, day, enrolledIn)
      if (!group && rules.openToAll) continue
      taken.add(keyOf({ child, activity, day }))
      const elsewhere = isElsewhere(child, day)
      const groupId = group?.id ?? null
      entries.push({
        ...{ child, activity, day, own: true, elsewhere, reason: null, rank: null, offeredUntil: null },
        state: opening.open ? (elsewhere ? 'ELSEWHERE' : 'ENROLLED') : 'CLOSED',
        closedBy: opening.open ? null : opening.reason,
        groupId,
        ...bars(child, activity, day, groupId),
        needed: null,
      })
    }
  }
  return entries.sort(byDayActivityChild)
}

/** An activity open to all is as if every child were enrolled, on all its days. */
function openSpans(
  { from, to }: Period,
  children: readonly GroupedChild[],
  activities: readonly ActivityRules[],
): EnrollmentSpan[] {
  return activities.flatMap(({ openToAll, weekdays }, activity) =>
    openToAll
      ? children.map((_, child) => ({ child, activity, startsOn: from, endsOn: to, weekdays, groupId: null }))
      : [],
  )
}

/** A booking as the parent sees it: on a day closed since, « Fermé », unless the child was there. */
function layBooking(
  { groupId: _, offeredUntil, ...booking }: StoredBooking,
  activity: Opening,
  calendar: Calendar,
): Omit<LaidEntry, 'elsewhere' | 'groupId' | 'kept' | 'barred' | 'needed' | 'event'> {
  const opening = isOpen(activity, booking.day, calendar)
  const laid = { ...booking, offeredUntil: offeredUntil === null ? null : new Date(offeredUntil) }
  if (opening.open || booking.state === 'PRESENT' || booking.state === 'NO_SHOW')
    return { ...laid, closedBy: null }
  return { ...laid, state: 'CLOSED', closedBy: opening.reason }
}

/** Until when an activity's day can be booked, and an absence declared. */
export function deadlinesOf(activity: ActivityRules, day: Day, calendar: Calendar): Deadlines {
  return deadlinesOn(activity, { day, startsAt: activity.startsAt, calendar })
}

function keyOf({ child, activity, day }: { child: number; activity: number; day: Day }): string {
  return `${day} ${child} ${activity}`
}

function byDayActivityChild(a: LaidEntry, b: LaidEntry): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.activity - b.activity || a.child - b.child
}
