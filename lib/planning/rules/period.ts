import { weekdayOf, type Day } from '@/lib/core/day'
import { dayLimitsSentence, type Deadlines, type DayLimits } from '@/lib/activity/rules/terms'
import { deadlinesOf, type ActivityRules, type LaidEntry, type Laid } from './entries'
import { explain } from './explain'
import type { Billing, Entry, Possible, Terms } from './entry'
import type { Places } from './grid'
import { askedDays, limitPeriodOf, type AskedDays } from './limits'
import { targetsOf, type EntryState, type ParentAction } from './states'

export const REQUEST_KINDS = ['RESERVATION', 'ABSENCE'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** The longest period of a request, in days: a school year. */
export const LONGEST_PERIOD = 400
/** How far a request may reach, in days from today. */
export const FARTHEST_DAY = 800

/** Why a child does not come, in the order of the form. */
export const ABSENCE_REASONS = ['ILLNESS', 'APPOINTMENT', 'FAMILY', 'HOLIDAYS', 'OTHER'] as const

/** What becomes of a day that a period request asks for. ALREADY: nothing is left to ask for. */
export const PERIOD_OUTCOMES = ['ACCEPTED', 'PENDING', 'WAITLISTED', 'IMPOSSIBLE', 'ALREADY'] as const
export type PeriodOutcome = (typeof PERIOD_OUTCOMES)[number]

/** A request for a period. Children and activities are positions in their lists. */
export type PeriodAsked = {
  kind: RequestKind
  /** An absence for illness: past its deadline it can still be reported, with a medical proof. */
  sick: boolean
  children: readonly number[]
  activities: readonly number[]
  weekdays: readonly number[]
}

/** One child on one day of an activity, in a period request. */
export type PlannedDay = {
  child: number
  activity: number
  day: Day
  groupId: number | null
  outcome: PeriodOutcome
  from: EntryState
  /** The state that follows; `from` itself where nothing is done. */
  to: EntryState
  /** What is done; null where nothing is. */
  action: ParentAction | null
  billing: Billing
  /** On a waiting list, from 1. */
  rank: number | null
  /** Why it is impossible. */
  reason: string | null
}

export type PeriodLaid = Omit<Laid, 'activities' | 'bookings'> & {
  activities: readonly (ActivityRules & Terms)[]
  bookings: readonly (Laid['bookings'][number] & { billing: Billing })[]
}

export type PlacesOf = (activity: number, groupId: number, day: Day) => Places

/**
 * What becomes of each day that a period request asks for, by day, then activity, then child. `explain` judges each of
 * them after those before it: places taken by the same request, days counted for the limits, links between activities
 * of the request. A least number of days is judged on all that is asked for. The preview and the operation share it.
 *
 * @param entries those of the period, laid from `laid`
 * @param placesOf the true places of a group's day, shown to parents or not
 */
export function planPeriod(
  laid: PeriodLaid,
  entries: readonly LaidEntry[],
  placesOf: PlacesOf,
  asked: PeriodAsked,
  at: Date,
): PlannedDay[] {
  const wanted = wantedEntries(laid, entries, asked)
  const deadlines = new Map<string, Deadlines>()
  const deadlinesAt = (activity: number, day: Day): Deadlines => {
    const key = `${activity} ${day}`
    const known = deadlines.get(key)
    if (known) return known
    const found = deadlinesOf(laid.activities[activity]!, day, laid.calendar)
    deadlines.set(key, found)
    return found
  }
  const tooFew = new Map<string, string>()
  for (;;) {
    const { plan, tracker } = planOnce(laid, wanted, placesOf, deadlinesAt, asked, tooFew, at)
    const found = asked.kind === 'RESERVATION' ? minimumsMissed(laid, plan, tracker) : []
    // What is given up frees places and days for the rest: plan again without it.
    if (found.length === 0) return plan.sort(byDayActivityChild)
    for (const [key, reason] of found) tooFew.set(key, reason)
  }
}

/** The entries that are asked for, in the order in which they are judged: what others depend on comes first. */
function wantedEntries(
  { activities }: PeriodLaid,
  entries: readonly LaidEntry[],
  asked: PeriodAsked,
): LaidEntry[] {
  const depth = activities.map((_, index) => depthOf(activities, index, new Set()))
  // An absence gives up first what depends on the rest.
  const sign = asked.kind === 'ABSENCE' ? -1 : 1
  const isWeekday = new Set(asked.weekdays)
  return entries
    .filter(
      ({ child, activity, day }) =>
        asked.children.includes(child) &&
        asked.activities.includes(activity) &&
        isWeekday.has(weekdayOf(day)),
    )
    .sort(
      (a, b) =>
        (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) ||
        sign * (depth[a.activity]! - depth[b.activity]!) ||
        a.activity - b.activity ||
        a.child - b.child,
    )
}

/** How many activities stand, one on the other, below an activity. */
function depthOf(activities: readonly ActivityRules[], index: number, above: Set<number>): number {
  const { id, requires } = activities[index]!
  if (above.has(id)) return 0
  const below = requires.map((other) => activities.findIndex((one) => one.id === other))
  return Math.max(
    0,
    ...below
      .filter((other) => other >= 0)
      .map((other) => 1 + depthOf(activities, other, new Set([...above, id]))),
  )
}

/** One pass over what is asked for. `tooFew` holds the periods in which a minimum is missed, and why. */
function planOnce(
  laid: PeriodLaid,
  wanted: readonly LaidEntry[],
  placesOf: PlacesOf,
  deadlinesAt: (activity: number, day: Day) => Deadlines,
  asked: PeriodAsked,
  tooFew: ReadonlyMap<string, string>,
  at: Date,
): { plan: PlannedDay[]; tracker: AskedDays } {
  const tracker = askedDays(laid.activities, laid.calendar, [...laid.bookings, ...laid.around])
  const places = new Map<string, Places>()
  const placesAt = ({ activity, groupId, day }: LaidEntry): Places => {
    if (groupId === null) return { left: null, waiting: 0 }
    const key = `${groupId} ${day}`
    const known = places.get(key) ?? placesOf(activity, groupId, day)
    places.set(key, known)
    return known
  }
  const plan = wanted.flatMap((one): PlannedDay[] => {
    const { child, activity, day, groupId } = one
    const { left, waiting } = placesAt(one)
    const bars = tracker.barsOn(child, activity, day, false)
    const entry: Entry = {
      ...one,
      barred: one.kept ?? bars.barred,
      needed: bars.needed,
      placesLeft: left,
      waiting,
    }
    const judge = asked.kind === 'RESERVATION' ? judgeBooking : judgeAbsence
    const judged = judge(entry, laid.activities[activity]!, deadlinesAt(activity, day), asked, at)
    if (!judged) return []
    const missed = tooFew.get(limitKey(laid, one))
    const verdict = missed && judged.action ? impossible(missed) : judged
    if (verdict.action && groupId !== null) {
      if (asked.kind === 'ABSENCE') tracker.remove(one)
      else tracker.add(one)
      if (verdict.to === 'BOOKED')
        places.set(`${groupId} ${day}`, { left: left === null ? null : left - 1, waiting })
      if (verdict.to === 'WAITLISTED') places.set(`${groupId} ${day}`, { left, waiting: waiting + 1 })
    }
    return [{ child, activity, day, groupId, from: one.state, ...verdict, to: verdict.to ?? one.state }]
  })
  return { plan, tracker }
}

type Judged = Pick<PlannedDay, 'outcome' | 'action' | 'billing' | 'rank' | 'reason'> & { to?: EntryState }

function judgeBooking(entry: Entry, terms: Terms, deadlines: Deadlines, _: PeriodAsked, at: Date): Judged {
  const closed = entry.state === 'CLOSED'
  if (!closed && targetsOf(entry.state, 'BOOK').length === 0) return ALREADY
  // A closed day is judged as the plain day that it would be: its closure comes first.
  const state = closed ? 'ENROLLED' : entry.state
  return judged({ ...entry, state }, terms, deadlines, ['BOOK'], at)
}

/** Null for a day on which nothing is booked. */
function judgeAbsence(
  entry: Entry,
  terms: Terms,
  deadlines: Deadlines,
  { sick }: PeriodAsked,
  at: Date,
): Judged | null {
  const { state } = entry
  if (state === 'ABSENT' || state === 'ABSENCE_REQUESTED') return ALREADY
  if (state === 'REQUESTED' || state === 'WAITLISTED' || state === 'OFFERED')
    return impossible(NOT_BOOKED_YET)
  if (state !== 'BOOKED') return null
  // A proof makes a late absence free: it goes before an absence that is billed.
  const actions = sick ? (['DECLARE_SICK', 'DECLARE_ABSENCE'] as const) : (['DECLARE_ABSENCE'] as const)
  return judged(entry, terms, deadlines, actions, at)
}

const NOT_BOOKED_YET =
  'La place n’est pas encore réservée : pour y renoncer, annulez la demande dans « Mes demandes ».'

function judged(
  entry: Entry,
  terms: Terms,
  deadlines: Deadlines,
  actions: readonly ParentAction[],
  at: Date,
): Judged {
  const { possible, forbidden } = explain(entry, terms, deadlines, 'parent', at)
  for (const action of actions) {
    const found = possible.find((one) => one.action === action)
    if (found) return { ...outcomeOf(found, entry), action }
  }
  const obstacle = forbidden.find(({ action }) => action === actions.at(-1))
  return impossible(obstacle?.reason ?? 'Ce n’est pas possible dans cet état.')
}

function outcomeOf({ to, billing }: Possible, { waiting }: Entry): Omit<Judged, 'action'> {
  if (to === 'WAITLISTED') return { outcome: 'WAITLISTED', to, billing, rank: waiting + 1, reason: null }
  const pending = to === 'REQUESTED' || to === 'ABSENCE_REQUESTED'
  return { outcome: pending ? 'PENDING' : 'ACCEPTED', to, billing, rank: null, reason: null }
}

const ALREADY: Judged = { outcome: 'ALREADY', action: null, billing: 'STANDARD', rank: null, reason: null }

function impossible(reason: string): Judged {
  return { outcome: 'IMPOSSIBLE', action: null, billing: 'STANDARD', rank: null, reason }
}

/** The periods in which a child would have fewer days of an activity than it asks for, and why it is then impossible. */
function minimumsMissed(
  laid: PeriodLaid,
  plan: readonly PlannedDay[],
  tracker: AskedDays,
): [key: string, reason: string][] {
  const missed = new Map<string, string>()
  for (const one of plan) {
    const limits = laid.activities[one.activity]!.dayLimits
    const key = limitKey(laid, one)
    if (!limits || limits.min === null || !one.action || missed.has(key)) continue
    const count = tracker.countIn(one.child, one.activity, limitPeriodOf(limits.per, one.day, laid.calendar))
    if (count < limits.min) missed.set(key, tooFewReason(limits, count))
  }
  return [...missed]
}

function tooFewReason(limits: DayLimits, count: number): string {
  return `${dayLimitsSentence(limits)} Il n’y en aurait que ${count} : demandez plus de jours.`
}

/** What a child's days of an activity are counted in: empty where they are not. */
function limitKey(
  { activities, calendar }: PeriodLaid,
  { child, activity, day }: LaidEntry | PlannedDay,
): string {
  const limits = activities[activity]!.dayLimits
  return limits ? `${child} ${activity} ${limitPeriodOf(limits.per, day, calendar).from}` : ''
}

function byDayActivityChild(a: PlannedDay, b: PlannedDay): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.activity - b.activity || a.child - b.child
}

/** Whether a day is accepted, or waits, at more than the usual cost: a late reservation, an absence that stays billed. */
export function costsMore(
  { outcome, billing }: Pick<PlannedDay, 'outcome' | 'billing'>,
  kind: RequestKind,
): boolean {
  if (kind === 'ABSENCE') return outcome === 'ACCEPTED' && billing === 'STANDARD'
  return billing === 'SURCHARGED'
}
