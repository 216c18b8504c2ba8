import type { Centimes } from '@/lib/core/money'

/**
 * An issued invoice or credit note (its total is negative), and the invoice that a credit note corrects. `transmitted`: what
 * the Trésor public collects of it, which is no more to be paid here.
 */
export type Issued = { id: string; total: Centimes; correctsId: string | null; transmitted?: Centimes }

/** Money received, or given back when negative; without invoice, on account (avance). */
export type Received = { invoiceId: string | null; amount: Centimes }

/** What a family owes: of each invoice what is left to pay, and in all (negative: the collectivité owes it). */
export type Account = { left: ReadonlyMap<string, Centimes>; balance: Centimes }

/**
 * A family's account. Payments and credit notes go to their invoice; what they leave over, and what was paid on account,
 * pays the oldest invoices. Nothing of this is stored: the balance is the sum of the totals less that of the payments and of
 * what the Trésor public collects.
 *
 * @param issued the oldest first
 */
export function accountOf(issued: readonly Issued[], received: readonly Received[]): Account {
  const balance =
    issued.reduce((sum, { total, transmitted = 0 }) => sum + total - transmitted, 0) -
    received.reduce((sum, { amount }) => sum + amount, 0)
  const left = new Map<string, Centimes>(
    issued.filter(({ total }) => total > 0).map(({ id, total }) => [id, total]),
  )
  const credits = [
    ...issued
      .filter(({ total }) => total < 0)
      .map(({ correctsId, total }) => ({ to: correctsId, amount: -total })),
    ...issued.map(({ id, transmitted = 0 }) => ({ to: id, amount: transmitted })),
    ...received.map(({ invoiceId, amount }) => ({ to: invoiceId, amount })),
  ]
  let spare = 0
  for (const { to, amount } of credits) {
    if (to !== null && left.has(to)) left.set(to, left.get(to)! - amount)
    else spare += amount
  }
  for (const [id, amount] of left)
    if (amount < 0) {
      spare -= amount
      left.set(id, 0)
    }
  for (const [id, amount] of left) {
    const paid = Math.max(0, Math.min(amount, spare))
    left.set(id, amount - paid)
    spare -= paid
  }
  return { left, balance }
}
