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

/** Reads what is asked once, then answers for any day (PRODUCT §6 « Rules »: days per week or period, links). */
export function barsFrom(
  activities: readonly DayRules[],
  calendar: Calendar,
  asked: Iterable<Asked>,
): BarsOn {
  const byDay = new Map<string, Set<number>>()
  const byActivity = new Map<string, Day[]>()
  for (const { child, activity, day, state } of asked) {
    if (!countsAsAsked(state)) continue
    push(byDay, `${child} ${day}`, activity)
    const days = byActivity.get(`${child} ${activity}`)
    if (days) days.push(day)
    else byActivity.set(`${child} ${activity}`, [day])
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
    const days = (byActivity.get(`${child} ${index}`) ?? []).filter(
      (other) => other !== day && period.from <= other && other <= period.to,
    ).length
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

  return (child, activity, day, minimum) => ({
    barred: barred(child, activity, day, minimum),
    needed: needed(child, activity, day),
  })
}

/** The days over which a limit counts: the week, the month, or the school holidays (outside them, the week). */
export function limitPeriodOf(per: DayLimits['per'], on: Day, calendar: Calendar): Period {
  if (per === 'MONTH') return { from: firstOfMonth(on), to: lastOfMonth(on) }
  const holidays = per === 'HOLIDAYS' ? schoolHolidaysOn(on, calendar) : null
  if (holidays) return { from: holidays.startsOn, to: holidays.endsOn }
  return { from: mondayOf(on), to: addDays(mondayOf(on), 6) }
}

function push(sets: Map<string, Set<number>>, key: string, value: number): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}
