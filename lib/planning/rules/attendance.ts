import type { TariffRules } from '@/lib/billing/rules/price'
import { addDays, formatDay, formatTime, type Day, type WallTime } from '@/lib/core/day'
import type { Billing } from './entry'
import type { ActivityIcon } from './grid'
import { targetsOf, type AttendanceAction, type EntryState } from './states'

/** How many days a sheet may still be marked after its day: last month's is corrected before it is billed. */
export const MARKED_DAYS = 31

/** Why the sheet of a day can't be marked, in words; null when it can. */
export function markingObstacle(on: Day, today: Day): string | null {
  if (on > today) return `Le pointage ouvre le jour même, ${formatDay(on, 'weekday')}.`
  if (on < addDays(today, -MARKED_DAYS))
    return `Le pointage se corrige pendant ${MARKED_DAYS} jours : cette feuille ne change plus.`
  return null
}

/** A child on the sheet: `before` is what stood before the mark, null where no mark stands or none was kept. */
export type OnSheet = { state: EntryState; before: EntryState | null }

/**
 * Where a mark leads. The undo gives back what stood before; who was not expected is taken off the sheet, never missing.
 *
 * @returns null where the table knows no such step
 */
export function markTarget({ state, before }: OnSheet, action: AttendanceAction): EntryState | null {
  const expected = before ?? 'BOOKED'
  if (action === 'MARK_MISSING' && expected !== 'BOOKED') return null
  const to = { MARK_PRESENT: 'PRESENT', MARK_MISSING: 'NO_SHOW', UNMARK: expected } as const
  return targetsOf(state, action).includes(to[action]) ? to[action] : null
}

/** Who comes without having asked in time, or after having given the day up. */
const UNEXPECTED: readonly EntryState[] = ['ENROLLED', 'REFUSED', 'ABSENT']

/**
 * What a child who is there is billed: a surcharge when nobody expected it, else what stood. A day that a collective event
 * had released is billed as it was booked: the family had not given it up.
 */
export function presenceBilling(state: EntryState, billing: Billing, released = false): Billing {
  return UNEXPECTED.includes(state) && !released ? 'SURCHARGED' : billing
}

/** Whether a child marked present had not been expected. */
export function cameUnexpected({ state, before }: OnSheet): boolean {
  return state === 'PRESENT' && UNEXPECTED.includes(before ?? 'BOOKED')
}

/** The hour that a sheet asks for: when a child came, or left. */
export type HourAsked = 'arrivedAt' | 'leftAt'

/** Which hour the price of an activity depends on: in the morning the arrival, else the departure; null where none does. */
export function hourAsked(icon: ActivityIcon, rules: TariffRules | null): HourAsked | null {
  if (!rules || (rules.unit.kind !== 'TIME' && !rules.lateLeaving)) return null
  return icon === 'MORNING' && rules.unit.kind === 'TIME' ? 'arrivedAt' : 'leftAt'
}

/** Why an hour can't be, in words; null when it can. One may leave after the end, not come after it. */
export function hourObstacle(
  hour: HourAsked,
  time: WallTime,
  { startsAt, endsAt }: { startsAt: WallTime; endsAt: WallTime },
): string | null {
  if (hour === 'arrivedAt' && time > endsAt)
    return `L’activité finit à ${formatTime(endsAt)} : l’arrivée ne vient pas après.`
  if (hour === 'leftAt' && time < startsAt)
    return `L’activité commence à ${formatTime(startsAt)} : le départ ne vient pas avant.`
  return null
}

/** The figures above a sheet. `unexpected` are among the present. */
export type SheetCounts = {
  expected: number
  present: number
  missing: number
  toMark: number
  unexpected: number
}

/** Counts a sheet: expected are those who hold a place, an offered one excepted, and who came without one not. */
export function countSheet(children: readonly OnSheet[]): SheetCounts {
  const count = (of: (child: OnSheet) => boolean) => children.filter(of).length
  const present = count(({ state }) => state === 'PRESENT')
  const missing = count(({ state }) => state === 'NO_SHOW')
  const toMark = count(({ state }) => state === 'BOOKED' || state === 'ABSENCE_REQUESTED')
  const unexpected = count(cameUnexpected)
  return { expected: present - unexpected + missing + toMark, present, missing, toMark, unexpected }
}
