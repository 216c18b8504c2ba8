import { tzOffset } from '@date-fns/tz'

/** A calendar day « YYYY-MM-DD », without hour or zone. */
export type Day = string & { readonly __day: true }

/** An hour of the wall clock « HH:MM », 00:00 to 23:59. */
export type WallTime = string & { readonly __wallTime: true }

/** ISO weekday: 1 Monday … 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const ZONE = 'Europe/Paris'
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The day that a text names, or null when it names none (30 February included) or one outside of 1800 to 2199. */
export function parseDay(text: string): Day | null {
  if (!/^(18|19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return null
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text ? (text as Day) : null
}

/** A day known to be well formed. @throws when it is not: for constants and values already checked. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  if (!parsed) throw new Error(`not a day: ${text}`)
  return parsed
}

/** The wall time that a text names (« 9:30 », « 09:30 »), or null. */
export function parseWallTime(text: string): WallTime | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? (`${match[1]!.padStart(2, '0')}:${match[2]}` as WallTime) : null
}

/** From a `@db.Date` column: such dates are midnight UTC, whatever the zone of the process. */
export function dayFromDb(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day
}

/** To a `@db.Date` column. */
export function dayToDb(value: Day): Date {
  return new Date(`${value}T00:00:00Z`)
}

const offsets = new Map<number, number | null>()

/** What the clocks of Paris add to UTC at an instant, in milliseconds. Looked up once a day: a planning asks for hundreds. */
function offsetAt(milliseconds: number): number {
  const offset = (at: number) => tzOffset(ZONE, new Date(at)) * MINUTE_MS
  const start = Math.floor(milliseconds / DAY_MS)
  let known = offsets.get(start)
  if (known === undefined) {
    const [first, last] = [offset(start * DAY_MS), offset((start + 1) * DAY_MS)]
    // Null: the clocks change that day.
    known = first === last ? first : null
    offsets.set(start, known)
  }
  return known ?? offset(milliseconds)
}

/** What the clocks of Paris show at an instant, as if they were those of UTC. */
function wallInParis(instant: Date): string {
  const milliseconds = instant.getTime()
  return new Date(milliseconds + offsetAt(milliseconds)).toISOString()
}

/** The day it is in Paris at an instant. */
export function dayInParis(instant: Date): Day {
  return wallInParis(instant).slice(0, 10) as Day
}

/**
 * The instant at which the wall clock of Paris shows this day and hour: the first one when it shows it twice; when it never
 * does, the one as long after the day before.
 */
export function instantInParis(value: Day, time: WallTime): Date {
  const wall = new Date(`${value}T${time}:00Z`).getTime()
  const [before, after] = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)]
  const found = [wall - before, wall - after].find((at) => offsetAt(at) === wall - at)
  return new Date(found ?? wall - before)
}

/** The day n days later (earlier when negative). */
export function addDays(value: Day, n: number): Day {
  return dayFromDb(new Date(dayToDb(value).getTime() + n * DAY_MS))
}

/** Whole days from one day to another, negative when the second comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dayToDb(to).getTime() - dayToDb(from).getTime()) / DAY_MS)
}

/** Every day from the first to the last, both included; none when the first comes after. */
export function daysFromTo(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n))
}

export function weekdayOf(value: Day): Weekday {
  return (dayToDb(value).getUTCDay() || 7) as Weekday
}

/** The Monday of the day's week. */
export function mondayOf(value: Day): Day {
  return addDays(value, 1 - weekdayOf(value))
}

/** The number of a day's week (ISO 8601: the week of a year's first Thursday is its first), 1 to 53. */
export function isoWeekOf(value: Day): number {
  const thursday = addDays(mondayOf(value), 3)
  const firstDay = `${thursday.slice(0, 4)}-01-01` as Day
  return Math.floor(daysBetween(firstDay, thursday) / 7) + 1
}

export function firstOfMonth(value: Day): Day {
  return `${value.slice(0, 7)}-01` as Day
}

export function lastOfMonth(value: Day): Day {
  return addDays(addMonths(firstOfMonth(value), 1), -1)
}

/** The same day n months later, or the last day of that month when it is shorter. */
export function addMonths(value: Day, n: number): Day {
  const [year, month, dayOfMonth] = value.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + n + 1, 0))
  last.setUTCDate(Math.min(dayOfMonth, last.getUTCDate()))
  return dayFromDb(last)
}

/** Full years from a birth date to a day. */
export function ageOn(birthDate: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}

const formats = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formatters = Object.fromEntries(
  Object.entries(formats).map(([name, options]) => [
    name,
    new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: 'UTC' }),
  ]),
) as Record<keyof typeof formats, Intl.DateTimeFormat>

/**
 * A day in French. full « mardi 24 novembre 2026 », weekday « mardi 24 novembre », long « 24 novembre 2026 »,
 * short « 24 nov. », numeric « 24/11/2026 », month « novembre 2026 »; the first of a month reads « 1er ».
 */
export function formatDay(value: Day, format: keyof typeof formats = 'full'): string {
  const text = formatters[format].format(dayToDb(value))
  return format === 'numeric' || format === 'month' ? text : text.replace(/(^|\s)1(?=\s)/, '$11er')
}

/** A run of days in French, « du 4 janv. au 8 janv. »; when it is one day, that day, in `alone`. */
export function formatPeriod(
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  format: keyof typeof formats,
  alone = format,
): string {
  if (startsOn === endsOn) return formatDay(startsOn, alone)
  return `du ${formatDay(startsOn, format)} au ${formatDay(endsOn, format)}`
}

/** An hour in French typography, never cut at the end of a line: « 10 h 00 » with non-breaking spaces. */
export function formatTime(time: WallTime): string {
  const [hour, minute] = time.split(':')
  return `${Number(hour)}\u00a0h\u00a0${minute}`
}

/** The wall time in Paris at an instant. */
export function timeInParis(instant: Date): WallTime {
  return wallInParis(instant).slice(11, 16) as WallTime
}

/** An instant in French, on the wall clock of Paris: « vendredi 20 novembre à 21 h 42 ». */
export function formatInstant(instant: Date, format: keyof typeof formats = 'weekday'): string {
  return `${formatDay(dayInParis(instant), format)} à ${formatTime(timeInParis(instant))}`
}
