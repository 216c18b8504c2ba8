import { firstOfMonth, formatDay, lastOfMonth, mondayOf, addDays, type Day } from '@/lib/core/day'
import { schoolHolidaysOn, type Calendar } from '@/lib/activity/rules/calendar'
import { dayLimitsSentence, type DayLimits } from '@/lib/activity/rules/terms'
import type { Period } from './entries'
import { countsAsAsked, type EntryState } from './states'

/** What is booked, or asked for, of one child: enough to count days and to look at the other activities of a day. */
export type Asked = { child: number; activity: number; day: Day; state: EntryState }

/** What an activity demands of a child's other days and activities. Ids are of activities. */
export type DayRules = {
  id: number
  name: string
  dayLimits: DayLimits | null
  excludes: readonly number[]
  requires: readonly number[]
}

/** Why a child's day can't be booked, or given up, because of what else is booked; null where nothing forbids it. */
export type Bars = { barred: string | null; needed: string | null }

/** Looks at a child's day in an activity. `minimum`: the least number of days is asked for too, of one more day. */
export type BarsOn = (child: number, activity: number, day: Day, minimum: boolean) => Bars

type Cell = Omit<Asked, 'state'>

/** What is asked for, which may grow and shrink, and what it forbids. */
export type AskedDays = {
  barsOn: BarsOn
  add: (cell: Cell) => void
  remove: (cell: Cell) => void
  /** How many days of a child in an activity are asked for, in a period. */
  countIn: (child: number, activity: number, period: Period) => number
}

/** Reads what is asked once, then answers for any day (PRODUCT §6 « Rules »: days per week or period, links). */
export function askedDays(
  activities: readonly DayRules[],
  calendar: Calendar,
  asked: Iterable<Asked>,
): AskedDays {
  const byDay = new Map<string, Set<number>>()
  const byActivity = new Map<string, Set<Day>>()
  const add = ({ child, activity, day }: Cell) => {
    push(byDay, `${child} ${day}`, activity)
    push(byActivity, `${child} ${activity}`, day)
  }
  const remove = ({ child, activity, day }: Cell) => {
    byDay.get(`${child} ${day}`)?.delete(activity)
    byActivity.get(`${child} ${activity}`)?.delete(day)
  }
  for (const one of asked) if (countsAsAsked(one.state)) add(one)
  const countIn = (child: number, activity: number, { from, to }: Period, but?: Day) => {
    let count = 0
    for (const day of byActivity.get(`${child} ${activity}`) ?? [])
      if (day !== but && from <= day && day <= to) count += 1
    return count
  }
  const indexOf = new Map(activities.map(({ id }, index) => [id, index]))
  const asks = (child: number, id: number, day: Day) => {
    const index = indexOf.get(id)
    return index !== undefined && (byDay.get(`${child} ${day}`)?.has(index) ?? false)
  }
  const nameOf = (id: number) => activities[indexOf.get(id) ?? -1]?.name ?? null

  function barred(child: number, index: number, day: Day, minimum: boolean): string | null {
    const { id, excludes, requires, dayLimits } = activities[index]!
    const excluded = activities.find(
      (other) => asks(child, other.id, day) && (excludes.includes(other.id) || other.excludes.includes(id)),
    )
    if (excluded) return `Ce jour-là, ${excluded.name} est déjà demandé : les deux ne vont pas ensemble.`
    const missing = requires.find((other) => !asks(child, other, day))
    if (missing !== undefined)
      return `Réservez d’abord ${nameOf(missing) ?? 'l’activité dont elle dépend'} le ${formatDay(day, 'weekday')}.`
    if (!dayLimits) return null
    const period = limitPeriodOf(dayLimits.per, day, calendar)
    const days = countIn(child, index, period, day)
    if (dayLimits.max !== null && days >= dayLimits.max)
      return `${dayLimitsSentence(dayLimits)} C’est déjà le cas.`
    if (minimum && dayLimits.min !== null && days + 1 < dayLimits.min)
      return `${dayLimitsSentence(dayLimits)} Faites une demande de réservation pour plusieurs jours à la fois.`
    return null
  }

  function needed(child: number, index: number, day: Day): string | null {
    const { id } = activities[index]!
    const dependent = activities.find((other) => other.requires.includes(id) && asks(child, other.id, day))
    return dependent ? `Ce jour-là, ${dependent.name} en dépend : annulez d’abord ${dependent.name}.` : null
  }

  const barsOn: BarsOn = (child, activity, day, minimum) => ({
    barred: barred(child, activity, day, minimum),
    needed: needed(child, activity, day),
  })
  return { barsOn, add, remove, countIn }
}

/** The days over which a limit counts: the week, the month, or the school holidays (outside them, the week). */
export function limitPeriodOf(per: DayLimits['per'], on: Day, calendar: Calendar): Period {
  if (per === 'MONTH') return { from: firstOfMonth(on), to: lastOfMonth(on) }
  const holidays = per === 'HOLIDAYS' ? schoolHolidaysOn(on, calendar) : null
  if (holidays) return { from: holidays.startsOn, to: holidays.endsOn }
  return { from: mondayOf(on), to: addDays(mondayOf(on), 6) }
}

function push<Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}
