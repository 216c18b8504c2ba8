import {
  addDays,
  addMonths,
  dayInParis,
  formatDay,
  formatTime,
  instantInParis,
  timeInParis,
  type Day,
  type WallTime,
} from '@/lib/core/day'
import { isSchoolDay, isWorkingDay, type Calendar } from './calendar'

/** Which days count between the deadline and the day: all, Monday to Friday, or days with class. */
export type DayCounting = 'CALENDAR' | 'WORKING' | 'SCHOOL'

/**
 * Until when a day can be booked or its absence declared. A closed set of kinds, stored as JSON
 * (PRODUCT §6 « Rules »); a new kind is a new entry here and in `DEADLINE_KINDS`.
 */
export type DeadlineRule =
  { kind: 'NONE' } | { kind: 'DAYS_BEFORE'; days: number; time: WallTime; counting: DayCounting }

type RuleOf<Kind extends DeadlineRule['kind']> = Extract<DeadlineRule, { kind: Kind }>

/** A day of an activity: `startsAt` is when the activity begins. */
type ActivityOnDay = { day: Day; startsAt: WallTime; calendar: Calendar }

const DEADLINE_KINDS: {
  [Kind in DeadlineRule['kind']]: {
    instant: (rule: RuleOf<Kind>, on: ActivityOnDay) => Date
    sentence: (rule: RuleOf<Kind>) => string
  }
} = {
  NONE: {
    instant: (_, on) => instantInParis(on.day, on.startsAt),
    sentence: () => 'Possible jusqu’au début de l’activité.',
  },
  DAYS_BEFORE: {
    instant: (rule, on) => wallDeadline(daysBefore(rule, on), rule.time),
    sentence: (rule) => `Possible jusqu’${daysBeforeWords(rule)}, à ${formatTime(rule.time)}.`,
  },
}

/**
 * The last instant at which a rule accepts, on the wall clock of Paris: hh:mm:00 included; 23:59 means
 * midnight, the end of that day. Without rule, the beginning of the activity.
 */
export function deadlineInstant(rule: DeadlineRule, on: ActivityOnDay): Date {
  return kindOf(rule).instant(rule, on)
}

/** One French sentence that says what a rule means, the same on the agents' form and in the help. */
export function deadlineSentence(rule: DeadlineRule): string {
  return kindOf(rule).sentence(rule)
}

/** Whether an instant is within a deadline: the second of hh:mm:00 still is. */
export function isWithin(deadline: Date, at: Date): boolean {
  return Math.floor(at.getTime() / 1000) <= Math.floor(deadline.getTime() / 1000)
}

/** A deadline in words: « mardi 1er décembre à 10 h 00 », « vendredi 27 novembre à minuit ». */
export function formatDeadline(deadline: Date): string {
  const time = timeInParis(deadline)
  const on = dayInParis(deadline)
  if (time === '00:00') return `${formatDay(addDays(on, -1), 'weekday')} à minuit`
  return `${formatDay(on, 'weekday')} à ${formatTime(time)}`
}

/** One rule is one function: TypeScript can't see that a rule meets the entry of its own kind. */
function kindOf(rule: DeadlineRule) {
  return DEADLINE_KINDS[rule.kind] as {
    instant: (rule: DeadlineRule, on: ActivityOnDay) => Date
    sentence: (rule: DeadlineRule) => string
  }
}

function wallDeadline(on: Day, time: WallTime): Date {
  return time === '23:59' ? instantInParis(addDays(on, 1), '00:00' as WallTime) : instantInParis(on, time)
}

function daysBefore(rule: RuleOf<'DAYS_BEFORE'>, { day, calendar }: ActivityOnDay): Day {
  if (rule.counting === 'CALENDAR') return addDays(day, -rule.days)
  const counts = rule.counting === 'WORKING' ? isWorkingDay : (on: Day) => isSchoolDay(on, calendar)
  const oldest = addMonths(day, -12)
  let found = day
  for (let left = rule.days; left > 0 && found > oldest;) {
    found = addDays(found, -1)
    if (counts(found)) left -= 1
  }
  return found
}

/** How days are counted, in words: one, several, and which days. */
export const COUNTING_WORDS = {
  CALENDAR: ['jour', 'jours', ''],
  WORKING: ['jour ouvré', 'jours ouvrés', ' (du lundi au vendredi, hors jours fériés)'],
  SCHOOL: ['jour d’école', 'jours d’école', ' (lundi, mardi, jeudi et vendredi, hors vacances)'],
} as const

function daysBeforeWords({ days, counting }: RuleOf<'DAYS_BEFORE'>): string {
  if (days === 0) return 'au jour même'
  if (days === 1 && counting === 'CALENDAR') return 'à la veille'
  const [one, many, precision] = COUNTING_WORDS[counting]
  return `à ${days} ${days === 1 ? one : many} avant${precision}`
}
