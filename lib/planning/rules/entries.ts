import { daysFromTo, weekdayOf, type Day, type WallTime } from '@/lib/core/day'
import { isOpen, type Calendar, type Opening } from '@/lib/activity/rules/calendar'
import { deadlineInstant, type DeadlineRule } from '@/lib/activity/rules/deadline'
import type { Deadlines, Entry } from './explain'
import type { StoredState } from './states'

/** The rules of an activity, as far as the planning needs them. */
export type ActivityRules = Opening & {
  startsAt: WallTime
  autoAccepts: boolean
  bookingDeadline: DeadlineRule
  absenceDeadline: DeadlineRule
}

/** The terms of a child in an activity. `child` and `activity` are positions in their lists. */
export type EnrollmentSpan = {
  child: number
  activity: number
  startsOn: Day
  endsOn: Day
  weekdays: readonly number[]
}

export type StoredBooking = {
  child: number
  activity: number
  day: Day
  state: StoredState
  own: boolean
  reason: string | null
}

export type LaidEntry = Omit<Entry, 'placesLeft'> & { child: number; activity: number; day: Day }

export type Period = { from: Day; to: Day }

/**
 * The entries of a period, by day, then activity, then child: enrollments laid over the calendar give
 * « Inscrit », bookings stand in their place. A closure of one activity gives « Fermé »; a day closed for
 * everybody (holidays) shows by itself and gives an entry only where something was booked. `isElsewhere` tells
 * the days of a child's other family.
 */
export function layEntries(
  period: Period,
  activities: readonly Opening[],
  calendar: Calendar,
  enrollments: readonly EnrollmentSpan[],
  bookings: readonly StoredBooking[],
  isElsewhere: (child: number, day: Day) => boolean,
): LaidEntry[] {
  const entries: LaidEntry[] = bookings.map((booking) => ({
    ...layBooking(booking, activities[booking.activity]!, calendar),
    elsewhere: isElsewhere(booking.child, booking.day),
  }))
  const taken = new Set(bookings.map(keyOf))
  for (const { child, activity, startsOn, endsOn, weekdays } of enrollments) {
    const from = startsOn > period.from ? startsOn : period.from
    const to = endsOn < period.to ? endsOn : period.to
    for (const day of daysFromTo(from, to)) {
      if (!weekdays.includes(weekdayOf(day)) || taken.has(keyOf({ child, activity, day }))) continue
      const opening = isOpen(activities[activity]!, day, calendar)
      const elsewhere = isElsewhere(child, day)
      const cell = { child, activity, day, own: true, elsewhere, reason: null }
      if (opening.open) entries.push({ ...cell, state: elsewhere ? 'ELSEWHERE' : 'ENROLLED', closedBy: null })
      else if (opening.cause === 'CLOSURE')
        entries.push({ ...cell, state: 'CLOSED', closedBy: opening.reason })
    }
  }
  return entries.sort(byDayActivityChild)
}

/** A booking as the parent sees it: on a day closed since, « Fermé », unless the child was there. */
function layBooking(
  booking: StoredBooking,
  activity: Opening,
  calendar: Calendar,
): Omit<LaidEntry, 'elsewhere'> {
  const opening = isOpen(activity, booking.day, calendar)
  if (opening.open || booking.state === 'PRESENT' || booking.state === 'NO_SHOW')
    return { ...booking, closedBy: null }
  return { ...booking, state: 'CLOSED', closedBy: opening.reason }
}

/** Until when an activity's day can be booked, and an absence declared. */
export function deadlinesOf(activity: ActivityRules, day: Day, calendar: Calendar): Deadlines {
  const on = { day, startsAt: activity.startsAt, calendar }
  return {
    booking: deadlineInstant(activity.bookingDeadline, on),
    absence: deadlineInstant(activity.absenceDeadline, on),
  }
}

function keyOf({ child, activity, day }: { child: number; activity: number; day: Day }): string {
  return `${day} ${child} ${activity}`
}

function byDayActivityChild(a: LaidEntry, b: LaidEntry): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.activity - b.activity || a.child - b.child
}
