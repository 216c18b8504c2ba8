import type { Day } from '@/lib/core/day'

/** A quotient from a day on; null: taken back. */
export type QuotientSince = { since: Day; quotient: number | null }

/**
 * The quotient that a month is billed at: the one of its first day, for a change counts from the month after, never
 * backwards. Of a family that had never given one, the first that it gives.
 *
 * @param changes in any order
 */
export function quotientFor(changes: readonly QuotientSince[], firstOfMonth: Day): number | null {
  const dated = [...changes].sort((a, b) => (a.since < b.since ? -1 : 1))
  return (dated.findLast(({ since }) => since <= firstOfMonth) ?? dated[0])?.quotient ?? null
}
