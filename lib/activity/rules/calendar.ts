import { addDays, day, weekdayOf, type Day } from '@/lib/core/day'

/** A named run of days, both ends included. */
export type NamedPeriod = { name: string; startsOn: Day; endsOn: Day }

/** Closed days of one activity or, without activity, of all. */
export type Closure = NamedPeriod & { activityId: number | null }

/** What the collectivité's calendar says: school holidays of its zone, and its closures. */
export type Calendar = { holidays: readonly NamedPeriod[]; closures: readonly Closure[] }

/** When an activity can open: class days, days without class, or both; weekdays narrow it. */
export type OpeningKind = 'SCHOOL_DAYS' | 'HOLIDAYS' | 'ALL_DAYS'

export type Opening = { id: number; opensOn: OpeningKind; weekdays: readonly number[] }

/** CLOSURE is one of the activity alone; GENERAL_CLOSURE closes everything. */
type ClosedCause =
  'WEEKDAY' | 'PUBLIC_HOLIDAY' | 'GENERAL_CLOSURE' | 'CLOSURE' | 'SCHOOL_HOLIDAY' | 'CLASS_DAY'

export type OpeningVerdict = { open: true } | { open: false; cause: ClosedCause; reason: string }

/** Weekdays with class: Monday, Tuesday, Thursday, Friday (the week of four days, the rule in most towns). */
const CLASS_WEEKDAYS: readonly number[] = [1, 2, 4, 5]

const FIXED_HOLIDAYS = [
  ['01-01', '1er janvier'],
  ['05-01', '1er mai'],
  ['05-08', '8 mai'],
  ['07-14', '14 juillet'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', '11 novembre'],
  ['12-25', 'Noël'],
] as const

/** Holidays that move with Easter, in days after it. */
const EASTER_HOLIDAYS = [
  [1, 'lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'lundi de Pentecôte'],
] as const

const byYear = new Map<number, ReadonlyMap<Day, string>>()

/** Easter Sunday of a Gregorian year (Meeus, Jones and Butcher; REFERENCE §5.3). */
export function easterOf(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  const pad = (value: number) => String(value).padStart(2, '0')
  return day(`${year}-${pad(Math.floor(n / 31))}-${pad((n % 31) + 1)}`)
}

/** The eleven public holidays of metropolitan France in a year, by day. */
export function publicHolidays(year: number): ReadonlyMap<Day, string> {
  const known = byYear.get(year)
  if (known) return known
  const easter = easterOf(year)
  const holidays = new Map<Day, string>([
    ...FIXED_HOLIDAYS.map(([date, name]) => [day(`${year}-${date}`), name] as const),
    ...EASTER_HOLIDAYS.map(([after, name]) => [addDays(easter, after), name] as const),
  ])
  byYear.set(year, holidays)
  return holidays
}

/** The name of the public holiday on a day, or null. */
function publicHolidayOn(on: Day): string | null {
  return publicHolidays(Number(on.slice(0, 4))).get(on) ?? null
}

/** The school holidays that hold a day, or null. Days past the known calendar have class. */
export function schoolHolidaysOn(on: Day, calendar: Calendar): NamedPeriod | null {
  return calendar.holidays.find((period) => holds(period, on)) ?? null
}

/** Monday to Friday, no public holiday. */
export function isWorkingDay(on: Day): boolean {
  return weekdayOf(on) <= 5 && publicHolidayOn(on) === null
}

/** A day with class: Monday, Tuesday, Thursday or Friday, outside school and public holidays. */
export function isSchoolDay(on: Day, calendar: Calendar): boolean {
  return (
    CLASS_WEEKDAYS.includes(weekdayOf(on)) &&
    publicHolidayOn(on) === null &&
    schoolHolidaysOn(on, calendar) === null
  )
}

/** Whether an activity opens on a day and, when it does not, why, in words for the screen. */
export function isOpen(activity: Opening, on: Day, calendar: Calendar): OpeningVerdict {
  if (!activity.weekdays.includes(weekdayOf(on)))
    return { open: false, cause: 'WEEKDAY', reason: 'Pas d’accueil ce jour de la semaine' }
  const publicHoliday = publicHolidayOn(on)
  if (publicHoliday)
    return { open: false, cause: 'PUBLIC_HOLIDAY', reason: `Jour férié\u00a0: ${publicHoliday}` }
  const closure = calendar.closures.find(
    (period) => (period.activityId === null || period.activityId === activity.id) && holds(period, on),
  )
  if (closure) {
    const cause = closure.activityId === null ? 'GENERAL_CLOSURE' : 'CLOSURE'
    return { open: false, cause, reason: closure.name }
  }
  const holiday = schoolHolidaysOn(on, calendar)
  if (activity.opensOn === 'SCHOOL_DAYS' && holiday)
    return { open: false, cause: 'SCHOOL_HOLIDAY', reason: holiday.name }
  if (activity.opensOn === 'HOLIDAYS' && !holiday)
    return { open: false, cause: 'CLASS_DAY', reason: 'Ouvert pendant les vacances scolaires seulement' }
  return { open: true }
}

/** What a day is for everybody: public holiday, closure of all activities or school holidays; null on plain days. */
export function dayNote(on: Day, calendar: Calendar): { text: string; closed: boolean } | null {
  const publicHoliday = publicHolidayOn(on)
  if (publicHoliday) return { text: `Jour férié\u00a0: ${publicHoliday}`, closed: true }
  const closure = calendar.closures.find((period) => period.activityId === null && holds(period, on))
  if (closure) return { text: closure.name, closed: true }
  const holiday = schoolHolidaysOn(on, calendar)
  return holiday ? { text: holiday.name, closed: false } : null
}

function holds(period: NamedPeriod, on: Day): boolean {
  return period.startsOn <= on && on <= period.endsOn
}
