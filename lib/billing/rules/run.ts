import { addDays, addMonths, firstOfMonth, lastOfMonth, type Day } from '@/lib/core/day'
import { ofMonth } from '../messages'
import {
  chargesOf,
  linesOf,
  type BilledActivity,
  type BilledBooking,
  type Charge,
  type FamilyMonth,
  type Line,
} from './charges'
import { correctionsOf } from './corrections'
import type { Payer } from './price'

/** How many months back what moved is corrected on the next invoice; older than that, an agent writes a credit note. */
export const CORRECTED_MONTHS = 3

/** A waiting day may have begun before the month: how far back billing reads for it. */
const WAITING_DAYS_BACK = 31

/** The month that is billed next: the one that has just ended. */
export function monthToBill(today: Day): Day {
  return addMonths(firstOfMonth(today), -1)
}

/** The fewest days that families are given to pay, unless the agent says otherwise. */
const DAYS_TO_PAY = 15

/** When the invoices of a month are due, unless the agent says otherwise: at the end of a month, two weeks ahead at least. */
export function usualDueDay(month: Day, today: Day): Day {
  const usual = lastOfMonth(addMonths(month, 1))
  const soonest = addDays(today, DAYS_TO_PAY)
  return usual >= soonest ? usual : lastOfMonth(soonest)
}

/** From when on the bookings of an activity count for a month: packages and waiting days may have begun before it. */
export function readsFrom(
  month: Day,
  activities: readonly BilledActivity[],
  periodOf: FamilyMonth['periodOf'],
): Day {
  const rules = activities.flatMap(({ tariffs }) => tariffs.map((one) => one.rules))
  const starts = [
    month,
    ...(rules.some(({ waitingDays }) => waitingDays > 0) ? [addDays(month, -WAITING_DAYS_BACK)] : []),
    ...(rules.some(({ unit }) => unit.kind === 'PACKAGE' && unit.per === 'PERIOD')
      ? [periodOf(month).startsOn]
      : []),
  ]
  return starts.sort()[0]!
}

/** A line of an issued invoice, as corrections read it. */
export type InvoicedLine = Pick<
  Line,
  'childId' | 'activityId' | 'kind' | 'quantity' | 'price' | 'how' | 'days'
>

/** A day of a child's activity. */
export type BilledCell = Pick<Charge, 'childId' | 'activityId' | 'day'>

/** A month that was issued and in which days moved since: at whose prices, and what was billed of it until now, if anything. */
export type InvoicedMonth = {
  month: Day
  payer: Payer
  lines: readonly InvoicedLine[]
  movedDays: readonly BilledCell[]
}

/** All that a family's invoice is made from. `bookings` reach back to what `readsFrom` says, or to the corrected months. */
export type FamilyToBill = {
  payer: Payer
  childIds: readonly string[]
  bookings: readonly BilledBooking[]
  moved: readonly InvoicedMonth[]
}

export type DraftLine = Line & { isCorrection: boolean }

/** The lines of a family's invoice: the month, then what has moved in earlier ones since they were invoiced. */
export function draftLines(
  month: Day,
  { payer, childIds, bookings, moved }: FamilyToBill,
  activities: readonly BilledActivity[],
  periodOf: FamilyMonth['periodOf'],
): DraftLine[] {
  const chargesIn = (from: Day, by: Payer) =>
    chargesOf({ payer: by, childIds, activities, bookings, month: { from, to: lastOfMonth(from) }, periodOf })
  const own = linesOf(chargesIn(month, payer)).map((line) => ({ ...line, isCorrection: false }))
  const corrections = moved.flatMap((earlier) => {
    const billed = earlier.lines.flatMap(chargesOfLine)
    const isMoved = ({ childId, activityId, day, kind }: Charge) =>
      // A package lies on a first day, which may be another one now.
      kind === 'PACKAGE' ||
      earlier.movedDays.some(
        (one) => one.childId === childId && one.activityId === activityId && one.day === day,
      )
    const corrections = correctionsOf(billed, chargesIn(earlier.month, earlier.payer)).filter(isMoved)
    return linesOf(corrections).map((line) => ({
      ...line,
      how: `régularisation ${ofMonth(earlier.month)} · ${line.how}`,
      isCorrection: true,
    }))
  })
  return [...own, ...corrections]
}

/** The charges that a line stands for: each of its days has the same quantity. */
function chargesOfLine({ days, quantity, ...line }: InvoicedLine): Charge[] {
  return days.map((on) => ({ ...line, day: on, quantity: quantity / days.length }))
}
