import { addDays, formatPeriod, type Day } from '@/lib/core/day'
import { schoolHolidaysOn, type Calendar } from '@/lib/activity/rules/calendar'
import type { PackagePeriod } from './charges'

/**
 * The period that a package pays: the school holidays that hold a day, or what lies between two of them.
 * Where the calendar ends, the period does half a year after.
 */
export function packagePeriod(on: Day, calendar: Calendar): PackagePeriod {
  const holidays = schoolHolidaysOn(on, calendar)
  if (holidays) return holidays
  const before = calendar.holidays.map(({ endsOn }) => endsOn).filter((last) => last < on)
  const after = calendar.holidays.map(({ startsOn }) => startsOn).filter((first) => first > on)
  const startsOn = before.length > 0 ? addDays(before.sort().at(-1)!, 1) : addDays(on, -FAR_DAYS)
  const endsOn = after.length > 0 ? addDays(after.sort()[0]!, -1) : addDays(on, FAR_DAYS)
  return { name: formatPeriod({ startsOn, endsOn }, 'short'), startsOn, endsOn }
}

const FAR_DAYS = 182
