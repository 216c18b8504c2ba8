import { groupBy } from '@/lib/core/group-by'
import type { Charge } from './charges'

/**
 * What must be added to charges that were invoiced to come to those of today: an issued invoice never changes, what moved
 * after it is a line of the next one. Taken back, a charge has a negative quantity. A reason worded anew is no correction.
 */
export function correctionsOf(invoiced: readonly Charge[], today: readonly Charge[]): Charge[] {
  const keyOf = ({ childId, activityId, day, kind, price }: Charge) =>
    [childId, activityId, day, kind, price].join('\n')
  const before = groupBy(invoiced, keyOf)
  const after = groupBy(today, keyOf)
  const sum = (some: readonly Charge[] = []) => some.reduce((total, { quantity }) => total + quantity, 0)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const quantity = sum(after.get(key)) - sum(before.get(key))
    const known = (after.get(key) ?? before.get(key))![0]!
    return quantity === 0 ? [] : [{ ...known, quantity }]
  })
}
