import { addMonths, type Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'

/** What a month's invoices and credit notes bill of an activity; without activity, what an agent wrote. */
export type BilledOf = { month: Day; activity: string | null; amount: Centimes }

export type SpendingMonth = { month: Day; total: Centimes; amounts: Centimes[] }

/** What was billed month by month. `amounts` are in the order of `activities`; `highest` is the dearest month. */
export type Spending = { activities: string[]; months: SpendingMonth[]; highest: Centimes }

/** How many months the plot of spending shows. */
export const SPENDING_MONTHS = 12

const OTHER = 'Autres montants'

/**
 * What was billed in the months up to the last one, from the first that has something: twelve at most, without a hole.
 *
 * @param billed by activity in their order
 */
export function spendingOf(billed: readonly BilledOf[], last: Day): Spending {
  const first = addMonths(last, 1 - SPENDING_MONTHS)
  const shown = billed.filter(({ month }) => month >= first && month <= last)
  const activities = [...new Set(shown.map(({ activity }) => activity ?? OTHER))]
  const start = shown.map(({ month }) => month).sort()[0]
  const months: SpendingMonth[] = []
  for (let month = start; month && month <= last; month = addMonths(month, 1)) {
    const here = shown.filter((one) => one.month === month)
    const amounts = activities.map((name) =>
      here.reduce((sum, one) => sum + ((one.activity ?? OTHER) === name ? one.amount : 0), 0),
    )
    months.push({ month, amounts, total: amounts.reduce((sum, amount) => sum + amount, 0) })
  }
  // A bar shows what is billed; what is taken back is in the figures.
  const bars = months.map(({ amounts }) => amounts.reduce((sum, amount) => sum + Math.max(0, amount), 0))
  return { activities, months, highest: Math.max(0, ...bars) }
}
