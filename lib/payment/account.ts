import 'server-only'
import { accountOf } from '@/lib/billing/rules/balance'
import { dayFromDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'

/** What is left to pay of an issued invoice of a family, in centimes. Two statements. */
export async function leftToPay(tx: Tx, familyId: string, invoiceId: string): Promise<Centimes> {
  const issued = await tx.invoice.findMany({
    where: { familyId, issuedAt: { not: null } },
    orderBy: [{ year: 'asc' }, { number: 'asc' }],
    select: { id: true, total: true, correctsId: true, transmission: { select: { amount: true } } },
  })
  const received = await tx.payment.findMany({
    where: { familyId },
    select: { invoiceId: true, amount: true },
  })
  const own = issued.map(({ transmission, ...one }) => ({ ...one, transmitted: transmission?.amount ?? 0 }))
  return accountOf(own, received).left.get(invoiceId) ?? 0
}

/** Whether the Trésor public collects an invoice. */
export async function isTransmitted(tx: Tx, invoiceId: string): Promise<boolean> {
  return (await tx.treasuryTransmission.count({ where: { invoiceId } })) > 0
}

/** The day on which a debit that was announced collects an invoice; null without one. */
export async function debitedOn(tx: Tx, invoiceId: string): Promise<Day | null> {
  const debit = await tx.debit.findFirst({
    where: { invoiceId, state: 'ANNOUNCED' },
    select: { batch: { select: { collectedOn: true } } },
  })
  return debit && dayFromDb(debit.batch.collectedOn)
}

/** The régie that PayFiP pays, or null when payment online is not open. */
export async function readPayfip(tx: Tx) {
  const { payfipClient, payfipMode } = await tx.authority.findUniqueOrThrow({
    where: { id: 1 },
    select: { payfipClient: true, payfipMode: true },
  })
  return payfipClient && payfipMode ? { clientNumber: payfipClient, mode: payfipMode } : null
}
