import {
  addDays,
  addMonths,
  dayInParis,
  firstOfMonth,
  formatDay,
  formatTime,
  instantInParis,
  lastOfMonth,
  mondayOf,
  timeInParis,
  type Day,
  type WallTime,
  type Weekday,
} from '@/lib/core/day'
import { isSchoolDay, isWorkingDay, schoolHolidaysOn, type Calendar } from './calendar'

/**
 * Which days count between the deadline and the day: all, clear days (« jours francs »: neither the day of the
 * request nor the day itself), Monday to Friday, or days with class.
 */
export const COUNTINGS = ['CALENDAR', 'CLEAR', 'WORKING', 'SCHOOL'] as const
export type DayCounting = (typeof COUNTINGS)[number]

/** What a deadline is counted from: the day, the Monday of its week, the first of its month or of its school holidays. */
export const ANCHORS = ['DAY', 'WEEK', 'MONTH', 'HOLIDAYS'] as const
export type Anchor = (typeof ANCHORS)[number]

/**
 * Until when a day can be booked or its absence declared. A closed set of kinds, stored as JSON
 * (PRODUCT §6 « Rules »); a new kind is a new entry here and in `DEADLINE_KINDS`.
 * WEEKDAY_BEFORE is a weekday of the week that lies `weeks` before, MONTH_DAY a day (the last one where the month is
 * shorter) of the month that lies `months` before.
 */
export type DeadlineRule =
  | { kind: 'NONE' }
  | { kind: 'DAYS_BEFORE'; days: number; time: WallTime; counting: DayCounting; from: Anchor }
  | { kind: 'HOURS_BEFORE'; hours: number }
  | { kind: 'WEEKDAY_BEFORE'; weekday: Weekday; weeks: number; time: WallTime; from: Anchor }
  | { kind: 'MONTH_DAY'; dayOfMonth: number; months: number; time: WallTime; from: Anchor }

type RuleOf<Kind extends DeadlineRule['kind']> = Extract<DeadlineRule, { kind: Kind }>

/** A day of an activity: `startsAt` is when the activity begins. */
export type ActivityOnDay = { day: Day; startsAt: WallTime; calendar: Calendar }

const DEADLINE_KINDS: {
  [Kind in DeadlineRule['kind']]: {
    instant: (rule: RuleOf<Kind>, on: ActivityOnDay) => Date
    /** « jusqu’ » and what follows it. */
    until: (rule: RuleOf<Kind>) => string
  }
} = {
  NONE: {
    instant: (_, on) => instantInParis(on.day, on.startsAt),
    until: () => 'jusqu’au début de l’activité',
  },
  DAYS_BEFORE: {
    instant: (rule, on) => wallDeadline(daysBefore(rule, anchorDay(rule.from, on), on.calendar), rule.time),
    until: (rule) => `jusqu’${daysBeforeWords(rule)}, ${clockWords(rule.time)}`,
  },
  HOURS_BEFORE: {
    instant: (rule, on) => hoursBefore(rule.hours, on),
    until: ({ hours }) => `jusqu’à ${hours} ${hours === 1 ? 'heure' : 'heures'} avant le début de l’activité`,
  },
  WEEKDAY_BEFORE: {
    instant: ({ weekday, weeks, time, from }, on) =>
      wallDeadline(addDays(mondayOf(anchorDay(from, on)), weekday - 1 - 7 * weeks), time),
    until: (rule) =>
      `jusqu’au ${WEEKDAY_WORDS[rule.weekday]} ${weeksBeforeWords(rule)}, ${clockWords(rule.time)}`,
  },
  MONTH_DAY: {
    instant: ({ dayOfMonth, months, time, from }, on) => {
      const first = addMonths(firstOfMonth(anchorDay(from, on)), -months)
      const last = lastOfMonth(first)
      const found = addDays(first, dayOfMonth - 1)
      return wallDeadline(found < last ? found : last, time)
    },
    until: (rule) =>
      `jusqu’au ${rule.dayOfMonth === 1 ? '1er' : rule.dayOfMonth} ${monthsBeforeWords(rule)}, ${clockWords(rule.time)}`,
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
  return `Possible ${deadlineWords(rule)}.`
}

/** What a rule means, to be put in a sentence: « jusqu’à la veille, à 12 h 00 ». */
export function deadlineWords(rule: DeadlineRule): string {
  return kindOf(rule).until(rule)
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
    until: (rule: DeadlineRule) => string
  }
}

function wallDeadline(on: Day, time: WallTime): Date {
  return time === '23:59' ? instantInParis(addDays(on, 1), '00:00' as WallTime) : instantInParis(on, time)
}

function anchorDay(from: Anchor, { day, calendar }: ActivityOnDay): Day {
  if (from === 'WEEK') return mondayOf(day)
  if (from === 'MONTH') return firstOfMonth(day)
  if (from === 'HOLIDAYS') return schoolHolidaysOn(day, calendar)?.startsOn ?? day
  return day
}

function daysBefore(rule: RuleOf<'DAYS_BEFORE'>, anchor: Day, calendar: Calendar): Day {
  if (rule.counting === 'CALENDAR') return addDays(anchor, -rule.days)
  if (rule.counting === 'CLEAR') return addDays(anchor, -rule.days - 1)
  const counts = rule.counting === 'WORKING' ? isWorkingDay : (on: Day) => isSchoolDay(on, calendar)
  const oldest = addMonths(anchor, -12)
  let found = anchor
  for (let left = rule.days; left > 0 && found > oldest;) {
    found = addDays(found, -1)
    if (counts(found)) left -= 1
  }
  return found
}

/** Hours of the wall clock: 72 hours before 11:45 is 11:45, whatever night the clock changed. */
function hoursBefore(hours: number, { day, startsAt }: ActivityOnDay): Date {
  const [hour, minute] = startsAt.split(':').map(Number) as [number, number]
  const minutes = hour * 60 + minute - hours * 60
  const days = Math.floor(minutes / 1440)
  const left = minutes - days * 1440
  const pad = (value: number) => String(value).padStart(2, '0')
  return instantInParis(addDays(day, days), `${pad(Math.floor(left / 60))}:${pad(left % 60)}` as WallTime)
}

/** How days are counted, in words: one, several, and which days. */
export const COUNTING_WORDS = {
  CALENDAR: ['jour', 'jours', ''],
  CLEAR: ['jour franc', 'jours francs', ''],
  WORKING: ['jour ouvré', 'jours ouvrés', ' (du lundi au vendredi, hors jours fériés)'],
  SCHOOL: ['jour d’école', 'jours d’école', ' (lundi, mardi, jeudi et vendredi, hors vacances)'],
} as const satisfies Record<DayCounting, readonly [one: string, many: string, precision: string]>

/** What a deadline is counted from, in words. */
export const ANCHOR_WORDS = {
  DAY: 'le jour réservé',
  WEEK: 'le lundi de sa semaine',
  MONTH: 'le premier jour du mois',
  HOLIDAYS: 'le premier jour des vacances',
} as const satisfies Record<Anchor, string>

export const WEEKDAY_WORDS = {
  1: 'lundi',
  2: 'mardi',
  3: 'mercredi',
  4: 'jeudi',
  5: 'vendredi',
  6: 'samedi',
  7: 'dimanche',
} as const satisfies Record<Weekday, string>

function clockWords(time: WallTime): string {
  return time === '23:59' ? 'à minuit' : `à ${formatTime(time)}`
}

function daysBeforeWords({ days, counting, from }: RuleOf<'DAYS_BEFORE'>): string {
  const anchored = from === 'DAY' ? '' : ` ${ANCHOR_WORDS[from]}`
  if (days === 0 && counting === 'CALENDAR') return from === 'DAY' ? 'au jour même' : `au${anchored.slice(3)}`
  if (days === 1 && counting === 'CALENDAR')
    return from === 'DAY' ? 'à la veille' : `à la veille du${anchored.slice(3)}`
  const [one, many, precision] = COUNTING_WORDS[counting]
  return `à ${days} ${days > 1 ? many : one} avant${anchored}${precision}`
}

function weeksBeforeWords({ weeks, from }: RuleOf<'WEEKDAY_BEFORE'>): string {
  if (from === 'DAY' || from === 'WEEK') {
    if (weeks === 0) return 'de la même semaine'
    return weeks === 1 ? 'de la semaine précédente' : `${weeks} semaines avant`
  }
  const week = `la semaine ${from === 'MONTH' ? 'du premier jour du mois' : 'du premier jour des vacances'}`
  if (weeks === 0) return `de ${week}`
  return weeks === 1 ? `qui précède ${week}` : `${weeks} semaines avant ${week}`
}

function monthsBeforeWords({ months, from }: RuleOf<'MONTH_DAY'>): string {
  const of = from === 'HOLIDAYS' ? ' le début des vacances' : ''
  if (months === 0) return of ? 'du mois où commencent les vacances' : 'du même mois'
  if (months === 1) return of ? 'du mois qui précède celui des vacances' : 'du mois précédent'
  return `du mois, ${months} mois avant${of}`
}
