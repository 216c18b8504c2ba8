import type { Centimes } from '@/lib/core/money'
import { AMOUNT } from '@/lib/payfip/rules/order'

/** Why an invoice is not to be paid online. */
export type NotPayable = 'TRANSMITTED' | 'PAID' | 'NOT_OPEN' | 'TOO_SMALL' | 'TOO_LARGE'

/**
 * Why a sum left of an invoice can't be paid online, or null when it can. `isSet`: whether PayFiP is, in the settings;
 * `isTransmitted`: the Trésor public collects it.
 */
export function notPayable(left: Centimes, isSet: boolean, isTransmitted: boolean): NotPayable | null {
  if (isTransmitted) return 'TRANSMITTED'
  if (left <= 0) return 'PAID'
  if (!isSet) return 'NOT_OPEN'
  if (left < AMOUNT.min) return 'TOO_SMALL'
  return left > AMOUNT.max ? 'TOO_LARGE' : null
}

/** The reference of the nth attempt to pay an invoice (`refdet`): « 2026000042P1 », one of a kind. */
export function attemptReference(invoice: { year: number; number: number }, nth: number): string {
  return `${invoice.year}${String(invoice.number).padStart(6, '0')}P${nth}`
}
