import { addMonths, firstOfMonth, lastOfMonth, type Day } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import type { Centimes } from '@/lib/core/money'
import { amountOf, chargesOf, type BilledBooking, type Charge, type FamilyMonth } from './charges'
import { correctionsOf } from './corrections'
import { isQuotientMissing, type Payer } from './price'
import { quotientFor, type QuotientSince } from './quotient'

/** A family as an estimate reads it; `bookings` are those that stand, of the months and of the periods before them. */
export type FamilyToEstimate = Pick<FamilyMonth, 'childIds' | 'activities' | 'periodOf'> & {
  isResident: boolean
  quotients: readonly QuotientSince[]
  bookings: readonly BilledBooking[]
}

/** What bookings would add to a family's invoices, of one child, activity, kind and price; taken away when negative. */
export type EstimateLine = Omit<Charge, 'day'> & { amount: Centimes }

/** What a request would cost a family, beside what is booked. */
export type Estimate = {
  lines: EstimateLine[]
  total: Centimes
  /** The quotient of the first month. */
  quotient: number | null
  /** A price is the highest because the family gave no quotient. */
  lacksQuotient: boolean
}

/**
 * The charges of the months that bookings would stand in, less those without them: packages that are paid already and
 * reductions for siblings count as they will on the invoices.
 *
 * @param planned in place of what stands on their days
 * @returns null where nothing of it has a price
 */
export function estimateOf(family: FamilyToEstimate, planned: readonly BilledBooking[]): Estimate | null {
  const days = planned.map(({ day }) => day).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  const cellOf = ({ childId, activityId, day }: BilledBooking) => `${childId} ${activityId} ${day}`
  const cells = new Set(planned.map(cellOf))
  const after = [...family.bookings.filter((one) => !cells.has(cellOf(one))), ...planned]
  const months = monthsFromTo(first, last)
  const chargesWith = (bookings: readonly BilledBooking[]) =>
    months.flatMap((month) =>
      chargesOf({
        ...family,
        bookings,
        payer: payerIn(family, month),
        month: { from: month, to: lastOfMonth(month) },
      }),
    )
  const lines = linesOf(correctionsOf(chargesWith(family.bookings), chargesWith(after)))
  if (lines.length === 0) return null
  return {
    lines,
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    quotient: payerIn(family, months[0]!).quotient,
    lacksQuotient: lines.some(({ how }) => isQuotientMissing(how)),
  }
}

function payerIn({ quotients, isResident }: FamilyToEstimate, month: Day): Payer {
  return { quotient: quotientFor(quotients, month), isResident }
}

function monthsFromTo(first: Day, last: Day): Day[] {
  const months: Day[] = []
  for (let month = firstOfMonth(first); month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** Charges of all days together: a package that only moves to another day is none, nor is an absence that stays billed. */
function linesOf(charges: readonly Charge[]): EstimateLine[] {
  const keyOf = ({ childId, activityId, kind, price }: Charge) =>
    [childId, activityId, kind === 'ABSENCE' ? 'DAY' : kind, price].join('\n')
  return [...groupBy(charges, keyOf).values()].flatMap((some) => {
    const { day: _, ...line } = some[0]!
    const quantity = some.reduce((sum, one) => sum + one.quantity, 0)
    return quantity === 0 ? [] : [{ ...line, quantity, amount: amountOf({ ...line, quantity }) }]
  })
}
