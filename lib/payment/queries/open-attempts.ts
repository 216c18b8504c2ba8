import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { OPEN_STATES } from '@/lib/payfip/rules/attempt'

/** A payment online whose end is not known yet. */
export type OpenPaymentLine = {
  id: string
  invoice: { id: string; number: string }
  payer: string
  amount: Centimes
  reference: string
  createdAt: Date
  checkedAt: Date | null
  /** When the portal asks again by itself. */
  nextCheckAt: Date | null
}

const SHOWN = 200

const midnight = (on: Day) => instantInParis(on, '00:00' as WallTime)

/**
 * The payments online that wait for their end, all or those that were begun on some days, the oldest first; two hundred at
 * most. One statement.
 */
export async function openPayments(
  agent: AgentActor,
  days?: { from: Day; to: Day },
): Promise<OpenPaymentLine[]> {
  requirePermission(agent, 'billing.run')
  const rows = await db.paymentAttempt.findMany({
    where: {
      state: { in: [...OPEN_STATES] },
      ...(days && { createdAt: { gte: midnight(days.from), lt: midnight(addDays(days.to, 1)) } }),
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
    select: {
      ...{ id: true, amount: true, reference: true, createdAt: true, checkedAt: true, nextCheckAt: true },
      invoice: { select: { id: true, year: true, number: true, payerName: true } },
    },
  })
  return rows.map(({ invoice, ...attempt }) => ({
    ...attempt,
    payer: invoice.payerName,
    invoice: { id: invoice.id, number: invoiceNumber({ year: invoice.year!, number: invoice.number! }) },
  }))
}

/** The payment online of an invoice whose end is not known yet; null when there is none. One statement. */
export async function openPaymentOf(
  agent: AgentActor,
  invoiceId: string,
): Promise<Pick<OpenPaymentLine, 'amount' | 'createdAt'> | null> {
  requirePermission(agent, 'billing.run')
  return db.paymentAttempt.findFirst({
    where: { invoiceId, state: { in: [...OPEN_STATES] } },
    select: { amount: true, createdAt: true },
  })
}
