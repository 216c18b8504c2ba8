import 'server-only'
import type { Parent } from '@/lib/core/actor'
import type { Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { dayNote } from '@/lib/activity/rules/calendar'
import { daysFromTo } from '@/lib/core/day'
import { layEntries, type Period } from './rules/entries'
import { packEntries, type PlanningGrid } from './rules/grid'
import { readPlanning, type PlanningRead } from './sql'

export type DayNote = { text: string; closed: boolean }

/** What the planning of a period shows. `notes` holds the holidays and closures by day. */
export type PlanningOfPeriod = PlanningGrid & { notes: Record<Day, DayNote> }

/** The planning of all the children of a parent, from one day to another: one statement. */
export async function planningOfPeriod(parent: Parent, period: Period, at: Date): Promise<PlanningOfPeriod> {
  const read = await readPlanning(db, parent, period)
  return { ...gridOf(read, period, at), notes: notesOf(period, read) }
}

function gridOf(read: PlanningRead, period: Period, at: Date): PlanningGrid {
  const entries = layEntries(period, read.activities, read.calendar, read.enrollments, read.bookings)
  return {
    ...period,
    now: at.getTime(),
    children: read.children.map(({ id, firstName, lastName, colour, school }) => ({
      id,
      firstName,
      lastName,
      colour,
      school,
    })),
    activities: read.activities.map(({ id, name, icon, autoAccepts }) => ({ id, name, icon, autoAccepts })),
    ...packEntries(period, entries, read.activities, read.calendar, shownPlaces(read)),
  }
}

/** What a parent may know of the places left: all where the activity shows them, else only that it is full. */
export function shownPlaces(read: PlanningRead): (activity: number, day: Day) => number | null {
  const left = placesLeft(read)
  return (activity, day) => {
    const places = left(activity, day)
    return places === null || read.activities[activity]!.showsPlacesLeft || places <= 0 ? places : null
  }
}

/** Places left of an activity's day; null when they are not counted. */
export function placesLeft(read: PlanningRead): (activity: number, day: Day) => number | null {
  const counters = new Map(read.days.map((one) => [`${one.activity} ${one.day}`, one]))
  return (activity, day) => {
    const counter = counters.get(`${activity} ${day}`)
    const capacity = counter ? counter.capacity : read.activities[activity]!.capacity
    return capacity === null ? null : Math.max(0, capacity - (counter?.booked ?? 0))
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
