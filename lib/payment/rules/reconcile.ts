import type { Day } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import type { Centimes } from '@/lib/core/money'

/** A payment online that the portal recorded; `amount` is 0 once it was reversed. */
export type RecordedPayment = {
  paymentId: string
  reference: string
  amount: Centimes
  receivedOn: Day
  payer: string
  isReversed: boolean
}

/** A line of the accountant's file. */
export type Transaction = { line: number; reference: string; amount: Centimes }

/** BOTH: the same sum on both sides. */
export type Verdict = 'BOTH' | 'AMOUNT' | 'ONLY_HERE' | 'ONLY_THERE'

/** A reference on both sides: its payments here, its lines there. */
export type ComparedPayment = {
  verdict: Verdict
  reference: string
  here: Centimes | null
  there: Centimes | null
  payments: RecordedPayment[]
  lines: number[]
}

/** Differences first. */
const ORDER: readonly Verdict[] = ['AMOUNT', 'ONLY_THERE', 'ONLY_HERE', 'BOTH']

/** A reference as it is compared: people and spreadsheets add spaces and change the case. */
export function sameReference(reference: string): string {
  return reference.replace(/\s+/g, '').toUpperCase()
}

/**
 * What the portal recorded beside what the accountant's file tells, reference by reference. A line without reference stands
 * alone.
 */
export function reconcile(
  recorded: readonly RecordedPayment[],
  transactions: readonly Transaction[],
): ComparedPayment[] {
  const here = groupBy(recorded, ({ reference }) => sameReference(reference))
  const there = groupBy(transactions, ({ reference, line }) => sameReference(reference) || `#${line}`)
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((key): ComparedPayment => {
      const payments = here.get(key) ?? []
      const lines = there.get(key) ?? []
      const sum = (some: readonly { amount: Centimes }[]) =>
        some.length === 0 ? null : some.reduce((all, { amount }) => all + amount, 0)
      const sums = { here: sum(payments), there: sum(lines) }
      return {
        ...{ verdict: verdictOf(sums), payments, ...sums },
        reference: payments[0]?.reference ?? lines[0]!.reference,
        lines: lines.map(({ line }) => line),
      }
    })
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || compare(a.reference, b.reference))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function verdictOf({ here, there }: { here: Centimes | null; there: Centimes | null }): Verdict {
  if (there === null) return 'ONLY_HERE'
  if (here === null) return 'ONLY_THERE'
  return here === there ? 'BOTH' : 'AMOUNT'
}
