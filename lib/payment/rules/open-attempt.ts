import type { Alert, AttemptState } from '@/lib/payfip/rules/attempt'

/** Minutes during which a payment page opens, once (REFERENCE §1.8). */
const PAGE_MINUTES = 15

/** An attempt that holds its invoice, as the one who looks at it sees it. */
export type OpenAttempt = {
  state: Extract<AttemptState, 'CREATED' | 'AWAITING'>
  createdAt: Date
  abandonedAt: Date | null
  alert: Alert | null
  /** Whether this account began it: the payment page shows the address of whoever did. */
  isOwn: boolean
}

/**
 * What may be done of an invoice whose payment is open: GO_ON to its page, or wait, and why: it is being sent (STARTING),
 * an agent has to look at it (CHECKED), the other parent began it (OTHER), it was abandoned or its page is closed.
 */
export type OpenPayment = 'GO_ON' | 'STARTING' | 'CHECKED' | 'OTHER' | 'ABANDONED' | 'WAITING'

/** The one rule of the page and of « Payer ». */
export function openPayment(attempt: OpenAttempt, at: Date): OpenPayment {
  if (attempt.alert) return 'CHECKED'
  if (!attempt.isOwn) return 'OTHER'
  if (attempt.state === 'CREATED') return 'STARTING'
  if (attempt.abandonedAt) return 'ABANDONED'
  return at.getTime() - attempt.createdAt.getTime() < PAGE_MINUTES * 60_000 ? 'GO_ON' : 'WAITING'
}
