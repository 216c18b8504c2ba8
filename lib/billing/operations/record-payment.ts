import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { PAYMENT_REFUSALS } from '../messages'
import type { PaymentInput, ReversalInput } from '../schema'

/**
 * Records money received at the counter: for an invoice of the family, or on account. Sent twice by one form, it is one.
 *
 * @throws NotFound when the agent may not, or the family or its invoice does not exist
 * @throws Refusal FUTURE, TRANSMITTED when the Trésor public collects the invoice
 */
export async function recordPayment(agent: AgentActor, input: PaymentInput, at: Date): Promise<void> {
  requirePermission(agent, 'billing.run')
  const { key, familyId, invoiceId, amount, method, receivedOn, reference } = input
  if (receivedOn > dayInParis(at))
    throw new Refusal('FUTURE', PAYMENT_REFUSALS.future, { receivedOn: PAYMENT_REFUSALS.future })
  await db.$transaction(async (tx) => {
    if ((await tx.family.count({ where: { id: familyId } })) === 0) throw new NotFound()
    if (invoiceId) {
      const where = { id: invoiceId, familyId, kind: 'INVOICE', issuedAt: { not: null } } as const
      await tx.$queryRaw`SELECT id FROM "Invoice" WHERE id = ${invoiceId}::uuid FOR NO KEY UPDATE`
      const invoice = await tx.invoice.findFirst({
        where,
        select: { transmission: { select: { amount: true } } },
      })
      if (!invoice) throw new NotFound()
      if (invoice.transmission) throw new Refusal('TRANSMITTED', PAYMENT_REFUSALS.transmitted)
    }
    const { count } = await tx.payment.createMany({
      data: [
        {
          ...{ id: key, familyId, invoiceId, amount, method, reference },
          ...{ receivedOn: dayToDb(receivedOn), recordedAt: at, recordedById: agent.accountId },
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) return
    await recordEvent(tx, agent, at, {
      action: 'payment.record',
      familyId,
      subject: key,
      detail: { amount, method },
    })
  })
}

/**
 * Reverses a payment that was recorded by error, or came back (a cheque without funds): one of the opposite amount, with its
 * reason. A payment is reversed once.
 *
 * @throws NotFound when the agent may not, or there is no such payment
 * @throws Refusal REVERSED
 */
export async function reversePayment(
  agent: AgentActor,
  { paymentId, reason }: ReversalInput,
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  await db.$transaction(async (tx) => {
    const payment = await tx.payment.findUnique({ where: { id: paymentId } })
    if (!payment || payment.reversesId) throw new NotFound()
    const { familyId, invoiceId, amount, method } = payment
    // The unique link is the lock: of two at once, one is written.
    const { count } = await tx.payment.createMany({
      data: [
        {
          ...{ familyId, invoiceId, amount: -amount, method, reversesId: paymentId, reason },
          ...{ receivedOn: dayToDb(dayInParis(at)), recordedAt: at, recordedById: agent.accountId },
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) throw new Refusal('REVERSED', PAYMENT_REFUSALS.reversed)
    await recordEvent(tx, agent, at, {
      ...{ action: 'payment.reverse', subject: paymentId, detail: { amount, method } },
      ...(familyId && { familyId }),
    })
  })
}
