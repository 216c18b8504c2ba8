import { addDays, daysBetween, type Day } from '@/lib/core/day'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { deadlinesOf, type ActivityRules, type LaidEntry, type Period } from './entries'
import type { EventName } from './events'
import type { Deadlines } from '@/lib/activity/rules/terms'
import type { Entry, Terms } from './entry'
import { ENTRY_STATES } from './states'

export type GridChild = {
  id: string
  firstName: string
  lastName: string
  colour: number
  school: string | null
  /** Of the family that books for the child. */
  unpaid?: Entry['unpaid']
}

export type ActivityIcon = 'MEAL' | 'MORNING' | 'EVENING' | 'WEDNESDAY' | 'HOLIDAY'

export type GridActivity = { id: number; name: string; icon: ActivityIcon } & Terms

/** What an entry says beyond its state; only what is there crosses. */
type EntryExtra = {
  /** The reason of a refusal or of a closure. */
  text?: string
  /** The booking is the other family's. */
  foreign?: 1
  /** The day is the other family's. */
  elsewhere?: 1
  barred?: string
  needed?: string
  /** Position in `events`. */
  event?: number
  rank?: number
  /** Unix minutes. */
  offered?: number
}

/** An entry on the wire: child, slot (position in `slots`), state (position in ENTRY_STATES), and what else it says. */
export type EntryTuple =
  | readonly [child: number, slot: number, state: number]
  | readonly [child: number, slot: number, state: number, extra: EntryExtra]

/**
 * A group's day of an activity on the wire: activity, day (from the period's first), places left (-1: not counted or not
 * shown), then in Unix minutes the beginning and the two usual deadlines, then what is rare: how many wait, and the
 * opening of reservations, the limit of late ones and of medical proofs (0: none).
 */
export type SlotTuple = readonly [
  activity: number,
  day: number,
  placesLeft: number,
  start: number,
  booking: number,
  absence: number,
  ...rare: number[],
]

/** All that the planning's grid needs, small enough to cross to the browser. */
export type PlanningGrid = {
  from: Day
  to: Day
  /** When it was read, in milliseconds. */
  now: number
  children: GridChild[]
  activities: GridActivity[]
  /** The events that keep a child away on one of the days. */
  events: EventName[]
  entries: EntryTuple[]
  slots: SlotTuple[]
}

/** An entry with all that `explain` needs, and its place in the grid. */
export type GridEntry = Entry & {
  child: number
  activity: number
  day: Day
  deadlines: Deadlines
  event: EventName | null
}

const MINUTE = 60_000

/** What may be known of the places of a group's day. */
export type Places = { left: number | null; waiting: number }

/** Puts entries into tuples. `placesOf` gives what a parent may know of the places of a group's day. */
export function packEntries(
  period: Period,
  entries: readonly LaidEntry[],
  activities: readonly ActivityRules[],
  calendar: Calendar,
  placesOf: (activity: number, groupId: number | null, day: Day) => Places,
): Pick<PlanningGrid, 'entries' | 'slots' | 'events'> {
  const slots: SlotTuple[] = []
  const events: EventName[] = []
  const positions = new Map<string, number>()
  const tuples = entries.map((entry): EntryTuple => {
    const { child, activity, day, groupId } = entry
    const key = `${activity} ${groupId} ${day}`
    let slot = positions.get(key)
    if (slot === undefined) {
      slot = slots.length
      positions.set(key, slot)
      const deadlines = deadlinesOf(activities[activity]!, day, calendar)
      slots.push(
        packSlot(activity, daysBetween(period.from, day), placesOf(activity, groupId, day), deadlines),
      )
    }
    const state = ENTRY_STATES.indexOf(entry.state)
    const extra = extraOf(entry, events)
    return extra ? [child, slot, state, extra] : [child, slot, state]
  })
  return { entries: tuples, slots, events }
}

function packSlot(activity: number, day: number, { left, waiting }: Places, deadlines: Deadlines): SlotTuple {
  const { start, booking, absence, opens, late, proof } = deadlines
  const rare = [waiting, minutes(opens), minutes(late), minutes(proof)]
  while (rare.at(-1) === 0) rare.pop()
  return [activity, day, left ?? -1, minutes(start), minutes(booking), minutes(absence), ...rare]
}

/** What is rare of an entry. Its event takes a place in `events`, if it has none yet. */
function extraOf(entry: LaidEntry, events: EventName[]): EntryExtra | null {
  const text = entry.closedBy ?? entry.reason
  const extra: EntryExtra = {
    ...(text !== null && { text }),
    ...(!entry.own && { foreign: 1 as const }),
    ...(entry.elsewhere && { elsewhere: 1 as const }),
    ...(entry.barred !== null && { barred: entry.barred }),
    ...(entry.needed !== null && { needed: entry.needed }),
    ...(entry.event !== null && { event: positionOf(entry.event, events) }),
    ...(entry.rank !== null && { rank: entry.rank }),
    ...(entry.offeredUntil !== null && { offered: minutes(entry.offeredUntil) }),
  }
  return Object.keys(extra).length > 0 ? extra : null
}

function positionOf({ name, kind }: EventName, events: EventName[]): number {
  const known = events.findIndex((one) => one.name === name && one.kind === kind)
  return known >= 0 ? known : events.push({ name, kind }) - 1
}

/** Reads the tuples of a grid back, in their order. */
export function unpackEntries(grid: PlanningGrid): GridEntry[] {
  const slots = grid.slots.map(([activity, day, left, start, booking, absence, ...rare]) => {
    const [waiting = 0, opens = 0, late = 0, proof = 0] = rare
    return {
      activity,
      day: addDays(grid.from, day),
      placesLeft: left < 0 ? null : left,
      waiting,
      deadlines: {
        start: instant(start)!,
        booking: instant(booking)!,
        absence: instant(absence)!,
        opens: instant(opens),
        late: instant(late),
        proof: instant(proof),
      },
    }
  })
  return grid.entries.map(([child, slot, stateIndex, extra = {}]) => {
    const state = ENTRY_STATES[stateIndex]!
    const { text = null, barred = null, needed = null, rank = null, offered = 0 } = extra
    return {
      ...slots[slot]!,
      child,
      state,
      own: extra.foreign === undefined,
      elsewhere: extra.elsewhere !== undefined,
      reason: state === 'CLOSED' ? null : text,
      closedBy: state === 'CLOSED' ? text : null,
      ...{ barred, needed, rank },
      unpaid: grid.children[child]?.unpaid,
      event: extra.event === undefined ? null : grid.events[extra.event]!,
      offeredUntil: instant(offered),
    }
  })
}

/** Deadlines and limits of offers are whole minutes. */
function minutes(at: Date | null): number {
  return at === null ? 0 : Math.floor(at.getTime() / MINUTE)
}

function instant(unixMinutes: number): Date | null {
  return unixMinutes === 0 ? null : new Date(unixMinutes * MINUTE)
}
