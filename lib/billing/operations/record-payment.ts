import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { addMonths, dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { PAYMENT_REFUSALS } from '../messages'
import type { PaymentInput, ReversalInput } from '../schema'

/** How long ago money may have been received, in months: beyond, a year was mistyped. */
const OLDEST_MONTHS = 12

/**
 * Records money received at the counter: for an invoice of the family, or on account. Sent twice by one form, it is one.
 *
 * @throws NotFound when the agent may not, or the family or its invoice does not exist
 * @throws Refusal FUTURE, LONG_AGO, TRANSMITTED when the Trésor public collects the invoice, USED when the form recorded
 *   another payment
 */
export async function recordPayment(agent: AgentActor, input: PaymentInput, at: Date): Promise<void> {
  requirePermission(agent, 'billing.run')
  const { key, familyId, invoiceId, amount, method, receivedOn, reference } = input
  const today = dayInParis(at)
  if (receivedOn > today)
    throw new Refusal('FUTURE', PAYMENT_REFUSALS.future, { receivedOn: PAYMENT_REFUSALS.future })
  if (receivedOn < addMonths(today, -OLDEST_MONTHS))
    throw new Refusal('LONG_AGO', PAYMENT_REFUSALS.longAgo, { receivedOn: PAYMENT_REFUSALS.longAgo })
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
    if (count === 0) return refuseOther(tx, input)
    await recordEvent(tx, agent, at, {
      action: 'payment.record',
      familyId,
      subject: key,
      detail: { amount, method },
    })
  })
}

/** The key of a form is there already: sent twice it is one, unless the page was gone back to for another payment. */
async function refuseOther(tx: Tx, { key, receivedOn, ...input }: PaymentInput): Promise<void> {
  const { familyId, invoiceId, amount, method, reference } = input
  const same = { familyId, invoiceId, amount, method, reference, receivedOn: dayToDb(receivedOn) }
  if ((await tx.payment.count({ where: { id: key, ...same } })) === 0)
    throw new Refusal('USED', PAYMENT_REFUSALS.used)
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
