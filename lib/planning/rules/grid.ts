import { addDays, daysBetween, type Day } from '@/lib/core/day'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { deadlinesOf, type ActivityRules, type LaidEntry, type Period } from './entries'
import type { Deadlines, Entry } from './explain'
import { ENTRY_STATES } from './states'

export type GridChild = {
  id: string
  firstName: string
  lastName: string
  colour: number
  school: string | null
}

export type ActivityIcon = 'MEAL' | 'MORNING' | 'EVENING' | 'WEDNESDAY' | 'HOLIDAY'

export type GridActivity = { id: number; name: string; icon: ActivityIcon; autoAccepts: boolean }

/**
 * An entry on the wire: child, activity, day (from the period's first), state (position in ENTRY_STATES),
 * then, where they say something, the reason (of a refusal or a closure) and marks: 1 for the other family's booking,
 * 2 for a day of the other family.
 */
export type EntryTuple =
  | readonly [child: number, activity: number, day: number, state: number]
  | readonly [
      child: number,
      activity: number,
      day: number,
      state: number,
      text: string | null,
      marks?: number,
    ]

/** A day of an activity on the wire: places left (-1: not counted or not shown), deadlines in Unix minutes. */
export type SlotTuple = readonly [
  activity: number,
  day: number,
  placesLeft: number,
  booking: number,
  absence: number,
]

/** All that the planning's grid needs, small enough to cross to the browser. */
export type PlanningGrid = {
  from: Day
  to: Day
  /** When it was read, in milliseconds. */
  now: number
  children: GridChild[]
  activities: GridActivity[]
  entries: EntryTuple[]
  slots: SlotTuple[]
}

/** An entry with all that `explain` needs, and its place in the grid. */
export type GridEntry = Entry & { child: number; activity: number; day: Day; deadlines: Deadlines }

const MINUTE = 60_000
const FOREIGN = 1
const ELSEWHERE = 2

/** Puts entries into tuples. `placesLeft` gives what a parent may know of the places of an activity's day. */
export function packEntries(
  period: Period,
  entries: readonly LaidEntry[],
  activities: readonly ActivityRules[],
  calendar: Calendar,
  placesLeft: (activity: number, day: Day) => number | null,
): Pick<PlanningGrid, 'entries' | 'slots'> {
  const slots = new Map<string, SlotTuple>()
  const tuples = entries.map((entry): EntryTuple => {
    const { child, activity } = entry
    const offset = daysBetween(period.from, entry.day)
    const key = slotKey(activity, offset)
    if (!slots.has(key)) {
      const { booking, absence } = deadlinesOf(activities[activity]!, entry.day, calendar)
      const places = placesLeft(activity, entry.day) ?? -1
      slots.set(key, [activity, offset, places, booking.getTime() / MINUTE, absence.getTime() / MINUTE])
    }
    const state = ENTRY_STATES.indexOf(entry.state)
    const text = entry.closedBy ?? entry.reason
    const marks = (entry.own ? 0 : FOREIGN) + (entry.elsewhere ? ELSEWHERE : 0)
    if (marks > 0) return [child, activity, offset, state, text, marks]
    return text === null ? [child, activity, offset, state] : [child, activity, offset, state, text]
  })
  return { entries: tuples, slots: [...slots.values()] }
}

/** Reads the tuples of a grid back, in their order. */
export function unpackEntries(grid: PlanningGrid): GridEntry[] {
  const slots = new Map(grid.slots.map((slot) => [slotKey(slot[0], slot[1]), slot]))
  return grid.entries.map(([child, activity, offset, stateIndex, text = null, marks = 0]) => {
    const [, , placesLeft, booking, absence] = slots.get(slotKey(activity, offset))!
    const state = ENTRY_STATES[stateIndex]!
    return {
      child,
      activity,
      day: addDays(grid.from, offset),
      state,
      own: (marks & FOREIGN) === 0,
      elsewhere: (marks & ELSEWHERE) > 0,
      reason: state === 'CLOSED' ? null : text,
      closedBy: state === 'CLOSED' ? text : null,
      placesLeft: placesLeft < 0 ? null : placesLeft,
      deadlines: { booking: new Date(booking * MINUTE), absence: new Date(absence * MINUTE) },
    }
  })
}

function slotKey(activity: number, offset: number): string {
  return `${activity} ${offset}`
}
