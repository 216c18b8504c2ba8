import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { dayNote } from '@/lib/activity/rules/calendar'
import { daysFromTo, type Day } from '@/lib/core/day'
import { custodyFamilyOn } from '@/lib/family/custody-rules'
import { layEntries, type LaidEntry, type Period } from './rules/entries'
import {
  packEntries,
  unpackEntries,
  type GridActivity,
  type GridChild,
  type GridEntry,
  type Places,
  type PlanningGrid,
} from './rules/grid'
import type { EntryState } from './rules/states'
import { scopeOf } from '@/lib/core/scope'
import { unpaidBlock, type UnpaidBlock } from '@/lib/recovery/rules/blocking'
import { readPlanning, type PlanningRead } from './sql'
import { readRequestLines, type RequestFilter, type RequestLine } from './request-sql'

export type DayNote = { text: string; closed: boolean }

/** What the planning of a period shows. `notes` holds the holidays and closures by day. */
export type PlanningOfPeriod = PlanningGrid & { notes: Record<Day, DayNote> }

/** The planning of all the children of a parent, from one day to another: one statement. */
export async function planningOfPeriod(parent: Parent, period: Period, at: Date): Promise<PlanningOfPeriod> {
  const read = await readPlanning(db, parent, period)
  return { ...gridOf(read, period, at), notes: notesOf(period, read) }
}

/** One entry with its child and its activity, as the planning shows them. */
export type EntryView = { entry: GridEntry; child: GridChild; activity: GridActivity }

/** One entry of a parent's planning; null when the child is not theirs, or neither enrolled nor booked that day. */
export async function entryOf(
  parent: Parent,
  { childId, activityId, day }: { childId: string; activityId: number; day: Day },
  at: Date,
): Promise<EntryView | null> {
  const period = { from: day, to: day }
  const grid = gridOf(await readPlanning(db, parent, period), period, at)
  const entry = unpackEntries(grid).find(
    (one) => grid.children[one.child]!.id === childId && grid.activities[one.activity]!.id === activityId,
  )
  return entry
    ? { entry, child: grid.children[entry.child]!, activity: grid.activities[entry.activity]! }
    : null
}

function gridOf(read: PlanningRead, period: Period, at: Date): PlanningGrid {
  const entries = entriesOf(read, period)
  return {
    ...period,
    now: at.getTime(),
    children: read.children.map(({ id, firstName, lastName, colour, school, familyId }) => {
      const unpaid = unpaidOf(read, familyId)
      return { id, firstName, lastName, colour, school, ...(unpaid && { unpaid }) }
    }),
    activities: read.activities.map(
      ({ id, name, icon, autoAccepts, waitingList, latePolicy, lateAbsences }) => ({
        ...{ id, name, icon, autoAccepts, waitingList, latePolicy, lateAbsences },
      }),
    ),
    ...packEntries(period, entries, read.activities, read.calendar, shownPlaces(read)),
  }
}

/** The entries of what was read, as the parent's families have them. */
export function entriesOf(read: PlanningRead, period: Period): LaidEntry[] {
  const entries = layEntries(period, read, (child, day) => {
    const family = custodyOf(read, child, day)
    return family !== null && !read.familyIds.includes(family)
  })
  if (read.blocking.length === 0) return entries
  const unpaid = read.children.map(({ familyId }) => unpaidOf(read, familyId))
  return entries.map((entry) => ({ ...entry, unpaid: unpaid[entry.child] }))
}

/** What keeps a family from asking for reservations, from an instant on. */
function unpaidOf({ blocking }: PlanningRead, familyId: string): UnpaidBlock | undefined {
  const found = blocking.find((one) => one.familyId === familyId)
  return found && unpaidBlock(found)
}

/** The family that has a child on a day, by the custody rules; null when none says. */
export function custodyOf({ children, calendar }: PlanningRead, child: number, day: Day): string | null {
  const { custody } = children[child]!
  return custody.length === 0 ? null : custodyFamilyOn(custody, day, calendar.holidays)
}

/** States after which a day is booked anew. */
const BOOKABLE_AGAIN: readonly EntryState[] = ['REFUSED', 'ABSENT']

/** The family that has booked a child's day, or that the parent books it for. */
export function familyOfEntry(
  read: PlanningRead,
  { child, day, elsewhere }: Pick<LaidEntry, 'child' | 'day' | 'elsewhere'>,
  booking: PlanningRead['bookings'][number] | undefined,
): string {
  if (booking?.own && !BOOKABLE_AGAIN.includes(booking.state)) return booking.familyId
  const custody = custodyOf(read, child, day)
  return custody && !elsewhere ? custody : read.children[child]!.familyId
}

/** What a parent may know of a day's places: those left where the activity shows them, else only that it is full. */
export function shownPlaces(
  read: PlanningRead,
): (activity: number, groupId: number | null, day: Day) => Places {
  const placesOf = countedPlaces(read)
  return (activity, groupId, day) => {
    if (groupId === null) return { left: null, waiting: 0 }
    const { left, waiting } = placesOf(activity, groupId, day)
    const shown = left === null || read.activities[activity]!.showsPlacesLeft || left <= 0
    return { left: shown ? left : null, waiting }
  }
}

/** Places left in a group on a day (null: not counted), and how many wait for one. */
export function countedPlaces(read: PlanningRead): (activity: number, groupId: number, day: Day) => Places {
  const counters = new Map(read.days.map((one) => [`${one.groupId} ${one.day}`, one]))
  return (activity, groupId, day) => {
    const counter = counters.get(`${groupId} ${day}`)
    const group = read.activities[activity]!.groups.find(({ id }) => id === groupId)
    const capacity = counter ? counter.capacity : (group?.capacity ?? null)
    return {
      left: capacity === null ? null : Math.max(0, capacity - (counter?.booked ?? 0)),
      waiting: counter?.waiting ?? 0,
    }
  }
}

/** What a request may be about: a parent's children and the activities open to them around a day. One statement. */
export async function requestChoices(
  parent: Parent,
  today: Day,
): Promise<{ people: GridChild[]; activities: Pick<GridActivity, 'id' | 'name' | 'icon'>[] }> {
  const read = await readPlanning(db, parent, { from: today, to: today })
  const { children, activities } = read
  return {
    people: children.map(({ id, firstName, lastName, colour, school, familyId }) => ({
      ...{ id, firstName, lastName, colour, school, unpaid: unpaidOf(read, familyId) },
    })),
    activities: activities.map(({ id, name, icon }) => ({ id, name, icon })),
  }
}

function notesOf({ from, to }: Period, { calendar }: PlanningRead): Record<Day, DayNote> {
  const notes: Record<Day, DayNote> = {}
  for (const day of daysFromTo(from, to)) {
    const note = dayNote(day, calendar)
    if (note) notes[day] = note
  }
  return notes
}

const PAGE_SIZE = 20

export type RequestList = {
  lines: RequestLine[]
  page: number
  pages: number
  total: number
  /** The parent's children, and all activities, for the filters. */
  children: { id: string; firstName: string }[]
  activities: { id: number; name: string }[]
}

/** « Mes demandes »: a page of the requests of a parent's families. */
export async function requestsOf(parent: Parent, filter: Omit<RequestFilter, 'size'>): Promise<RequestList> {
  const [{ lines, total }, children, activities] = await Promise.all([
    readRequestLines(db, parent, { ...filter, size: PAGE_SIZE }),
    db.child.findMany({
      where: scopeOf(parent).child,
      orderBy: [{ birthDate: 'asc' }, { id: 'asc' }],
      select: { id: true, firstNames: true },
    }),
    db.activity.findMany({ orderBy: { position: 'asc' }, select: { id: true, name: true } }),
  ])
  return {
    lines,
    ...{ total, activities },
    page: filter.page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    children: children.map(({ id, firstNames }) => ({ id, firstName: firstNames.split(/[ ,]/)[0]! })),
  }
}

export type { RequestLine }

/** The most rows of a file of requests. */
const FILE_SIZE = 10_000

/** The requests of a parent's families, as the list is filtered and sorted, for a file. */
export async function allRequestsOf(
  parent: Parent,
  filter: Omit<RequestFilter, 'size'>,
): Promise<RequestLine[]> {
  const { lines } = await readRequestLines(db, parent, { ...filter, page: 1, size: FILE_SIZE })
  return lines
}
