import { easterOf } from '@/lib/activity/rules/calendar'
import { addDays, daysBetween, weekdayOf, type Day } from '@/lib/core/day'

/** What a family is told before its account is debited, in days, unless the two agreed on less (REFERENCE §6.2). */
export const USUAL_NOTICE = 14

/** The fewest days of notice that a collectivité may set: banks want the file a working day before. */
export const LEAST_NOTICE = 2

/** How far ahead debits are prepared, in days: a family forgets what it was told long before. */
const FARTHEST = 60

/** The fixed days on which TARGET, the payment system of the euro, is closed. */
const CLOSED = ['01-01', '05-01', '12-25', '12-26']

/** Whether banks exchange debits on a day: a working day of TARGET, which knows neither weekends nor these holidays. */
export function isTargetDay(on: Day): boolean {
  const easter = easterOf(Number(on.slice(0, 4)))
  const isHoliday = CLOSED.includes(on.slice(5)) || on === addDays(easter, -2) || on === addDays(easter, 1)
  return weekdayOf(on) <= 5 && !isHoliday
}

/** The day itself, or the next one on which banks exchange debits. */
export function nextTargetDay(on: Day): Day {
  return isTargetDay(on) ? on : nextTargetDay(addDays(on, 1))
}

/** The first day on which debits prepared today can be collected: families are told `notice` days before. */
export function firstCollectionDay(today: Day, notice: number): Day {
  return nextTargetDay(addDays(today, notice))
}

/** Why debits can't be collected on a day: too early for the notice, too far, or no working day of the banks. */
export type DateProblem = 'TOO_EARLY' | 'TOO_FAR' | 'CLOSED'

/** What is wrong with a day of collection, null when nothing is. */
export function dateProblem(on: Day, today: Day, notice: number): DateProblem | null {
  const ahead = daysBetween(today, on)
  if (ahead < notice) return 'TOO_EARLY'
  if (ahead > FARTHEST) return 'TOO_FAR'
  return isTargetDay(on) ? null : 'CLOSED'
}
