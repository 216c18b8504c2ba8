import {
  addDays,
  addMonths,
  firstOfMonth,
  formatDay,
  lastOfMonth,
  mondayOf,
  parseDay,
  weekdayOf,
  type Day,
} from '@/lib/core/day'
import type { Period } from './entries'

/** The views of the planning, as its address names them: month, five and seven days. */
export const VIEWS = ['mois', 'semaine', 'semaine-7'] as const
export type View = (typeof VIEWS)[number]

/**
 * What the address of the planning says. Without `view`, the month on a wide screen and the week on a phone.
 * `children` and `activities` are those shown; null shows all.
 */
export type PlanningAddress = {
  view: View | null
  date: Day | null
  children: string[] | null
  activities: number[] | null
}

type Parameters = Record<string, string | string[] | undefined>

/** Reads an address; what is not understood counts as absent. */
export function parseAddress(parameters: Parameters): PlanningAddress {
  const view = VIEWS.find((one) => one === parameters.vue) ?? null
  const date = typeof parameters.date === 'string' ? parseDay(parameters.date) : null
  const children = list(parameters.enfants)
  const activities = list(parameters.activites)?.map(Number).filter(Number.isInteger) ?? null
  return { view, date: date && date >= '2000' && date < '2100' ? date : null, children, activities }
}

/** The address that shows the same with some changes. */
export function planningHref(address: PlanningAddress, changes: Partial<PlanningAddress> = {}): string {
  const { view, date, children, activities } = { ...address, ...changes }
  const query = new URLSearchParams()
  if (view) query.set('vue', view)
  if (date) query.set('date', date)
  if (children) query.set('enfants', children.join(','))
  if (activities) query.set('activites', activities.join(','))
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `/famille/planning?${text}` : '/famille/planning'
}

/** The day that a view is about: the one asked for, or today; at the week-end, the week to come. */
export function anchorOf(date: Day | null, view: View, today: Day): Day {
  if (date) return date
  return view === 'semaine' && weekdayOf(today) > 5 ? addDays(mondayOf(today), 7) : today
}

/** The days that a view shows: whole weeks for the month. */
export function periodOf(view: View, anchor: Day): Period {
  const monday = mondayOf(anchor)
  if (view === 'semaine') return { from: monday, to: addDays(monday, 4) }
  if (view === 'semaine-7') return { from: monday, to: addDays(monday, 6) }
  return { from: mondayOf(firstOfMonth(anchor)), to: addDays(mondayOf(lastOfMonth(anchor)), 6) }
}

/** The smallest period that holds several. */
export function unionOf(...periods: Period[]): Period {
  const days = periods.flatMap(({ from, to }) => [from, to]).sort()
  return { from: days[0]!, to: days.at(-1)! }
}

/** The anchor of the view before (-1) or after (1). */
export function stepFrom(view: View, anchor: Day, step: -1 | 1): Day {
  return view === 'mois' ? addMonths(firstOfMonth(anchor), step) : addDays(mondayOf(anchor), 7 * step)
}

/** What a view shows, in words: « Décembre 2026 », « 30 nov. – 4 déc. ». */
export function periodTitle(view: View, anchor: Day): string {
  if (view === 'mois') {
    const month = formatDay(anchor, 'month')
    return month[0]!.toLocaleUpperCase('fr-FR') + month.slice(1)
  }
  const { from, to } = periodOf(view, anchor)
  return `${formatDay(from, 'short')} – ${formatDay(to, 'short')}`
}

function list(value: string | string[] | undefined): string[] | null {
  if (value === undefined) return null
  return [value]
    .flat()
    .flatMap((one) => one.split(','))
    .filter(Boolean)
}
