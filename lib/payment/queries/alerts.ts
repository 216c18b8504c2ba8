import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { faultForAgent } from '@/lib/payfip/messages'
import type { Alert } from '@/lib/payfip/rules/attempt'

/** A payment online that an agent has to look at. */
export type PaymentToHandle = {
  id: string
  alert: Alert
  alertedAt: Date
  invoice: { id: string; number: string }
  payer: string
  amount: Centimes
  reference: string
  /** What PayFiP's fault means, of a FAULT. */
  fault: string | null
}

const SHOWN = 100

/** The alerts that wait for an agent, the oldest first; a hundred at most. */
export async function paymentsToHandle(agent: AgentActor): Promise<PaymentToHandle[]> {
  requirePermission(agent, 'billing.run')
  const rows = await db.paymentAttempt.findMany({
    where: { alert: { not: null }, handledAt: null },
    orderBy: [{ alertedAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
    select: {
      ...{ id: true, alert: true, alertedAt: true, amount: true, reference: true, fault: true },
      invoice: { select: { id: true, year: true, number: true, payerName: true } },
    },
  })
  return rows.map(({ id, alert, alertedAt, amount, reference, fault, invoice }) => ({
    ...{ id, amount, reference },
    alert: alert!,
    alertedAt: alertedAt!,
    payer: invoice.payerName,
    invoice: { id: invoice.id, number: invoiceNumber({ year: invoice.year!, number: invoice.number! }) },
    fault: alert === 'FAULT' && fault ? faultForAgent({ kind: 'FUNCTIONAL', code: fault }) : null,
  }))
}
