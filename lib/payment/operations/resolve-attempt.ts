import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { queueMail } from '@/lib/core/mail'
import { askPayment } from '@/lib/payfip/client'
import { faultForAgent } from '@/lib/payfip/messages'
import {
  decide,
  isFinal,
  type Alert,
  type AttemptState,
  type Decision,
  type PaymentMeans,
  type Reply,
} from '@/lib/payfip/rules/attempt'
import type { CallOptions } from '@/lib/payfip/service'
import { paymentAddress } from '../addresses'
import { receiptMail } from '../messages'
import { nextCheck, UNSENT_MS } from '../rules/checks'

/** What an attempt has become. `isUnanswered`: PayFiP could not say. */
export type Resolved = { id: string; invoiceId: string; state: AttemptState; isUnanswered: boolean }

/**
 * Asks PayFiP what became of an attempt and applies it: the only way by which a payment is recorded, for the notification,
 * the return, the polling and the parent who asks. To be called as often as one likes, by any number of processes: what is
 * decided is decided on the locked attempt, and a payment is recorded once.
 *
 * @returns null when there is no such attempt
 */
export async function resolveAttempt(
  which: { idOp: string } | { id: string },
  at: Date,
  options: CallOptions = {},
): Promise<Resolved | null> {
  const seen = await db.paymentAttempt.findUnique({
    where: which,
    select: { id: true, idOp: true, invoiceId: true, state: true, createdAt: true },
  })
  if (!seen) return null
  const { id, idOp, invoiceId, state, createdAt } = seen
  const isBeingSent = at.getTime() - createdAt.getTime() < UNSENT_MS
  if (idOp === null && (isFinal(state) || isBeingSent)) return { id, invoiceId, state, isUnanswered: false }
  const reply = idOp === null ? NEVER_SENT : await askPayment(idOp, options)
  const became = await db.$transaction((tx) => apply(tx, id, idOp, reply, at))
  return { id, invoiceId, state: became, isUnanswered: 'fault' in reply && reply.fault.kind === 'TECHNICAL' }
}

/** Without an idOp, PayFiP's page was never shown to anyone. */
const NEVER_SENT: Reply = { fault: { kind: 'FUNCTIONAL', code: 'P1' } }

type Row = NonNullable<Awaited<ReturnType<typeof lockAttempt>>>

async function lockAttempt(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM "PaymentAttempt" WHERE id = ${id}::uuid FOR UPDATE`
  return tx.paymentAttempt.findUnique({
    where: { id },
    include: {
      invoice: { select: { year: true, number: true } },
      account: { select: { email: true, disabledAt: true } },
      payment: { select: { id: true } },
    },
  })
}

/** @returns the state that the attempt has now */
async function apply(tx: Tx, id: string, idOp: string | null, reply: Reply, at: Date): Promise<AttemptState> {
  const attempt = await lockAttempt(tx, id)
  if (!attempt) return 'EXPIRED'
  // It was sent while it was taken for lost.
  if (attempt.idOp !== idOp) return attempt.state
  const decision = decide(attempt, at, reply)
  const state = 'to' in decision ? decision.to : attempt.state
  if (decision.kind === 'LATE' || (decision.kind === 'SETTLE' && decision.to === 'PAID'))
    await recordPayment(tx, attempt, decision.means, reply, at)
  const alert = alertOf(decision)
  const isRaised = alert !== null && alert !== attempt.alert
  await tx.paymentAttempt.update({
    where: { id },
    data: {
      state,
      checkedAt: at,
      nextCheckAt: nextCheck({ ...attempt, state }, decision, reply, at),
      ...(isFinal(state) && !attempt.endedAt && { endedAt: at }),
      ...(isAbandoned(reply) && !attempt.abandonedAt && { abandonedAt: at }),
      ...('fault' in reply && { fault: reply.fault.code }),
      ...(isRaised && { alert, alertedAt: at, handledAt: null, handledById: null }),
    },
    select: { id: true },
  })
  await tell(tx, attempt, decision, at)
  if (isRaised) await raise(tx, attempt, alert, reply, at)
  return state
}

const alertOf = (decision: Decision): Alert | null => ('alert' in decision ? decision.alert : null)

const isAbandoned = (reply: Reply) => 'detail' in reply && reply.detail.result === 'A'

/** Writes the payment and its receipt, unless this real payment is already there. */
async function recordPayment(tx: Tx, attempt: Row, means: PaymentMeans, reply: Reply, at: Date) {
  if (attempt.payment || !('detail' in reply)) return
  const { id, invoiceId, familyId, amount, reference, account, invoice } = attempt
  const { authorisation } = reply.detail
  const told = reply.detail.at
  const paidAt = told && told <= at ? told : at
  await tx.payment.create({
    data: {
      ...{ invoiceId, familyId, amount, attemptId: id, recordedAt: at },
      method: means === 'CARD' ? 'PAYFIP_CARD' : 'PAYFIP_DEBIT',
      receivedOn: dayToDb(dayInParis(paidAt)),
      reference: authorisation,
    },
    select: { id: true },
  })
  await recordEvent(tx, null, at, {
    action: 'payment.receive',
    subject: id,
    ...(familyId && { familyId }),
    detail: { invoiceId, amount, means },
  })
  if (!account || account.disabledAt) return
  const number = invoiceNumber({ year: invoice.year!, number: invoice.number! })
  const receipt = { invoiceNumber: number, amount, means, paidAt, reference, authorisation }
  await queueMail(
    tx,
    {
      kind: 'payment.receipt',
      to: account.email,
      idempotencyKey: `payment.receipt:${id}`,
      content: receiptMail(receipt, env.appUrl + paymentAddress(invoiceId)),
    },
    at,
  )
}

/** An end without payment, in the journal. */
async function tell(tx: Tx, { id, familyId }: Row, decision: Decision, at: Date): Promise<void> {
  if (decision.kind !== 'SETTLE' || decision.to === 'PAID') return
  await recordEvent(tx, null, at, {
    action: 'payment.end',
    subject: id,
    ...(familyId && { familyId }),
    detail: { state: decision.to },
  })
}

async function raise(tx: Tx, { id, familyId }: Row, alert: Alert, reply: Reply, at: Date): Promise<void> {
  const words = 'fault' in reply ? faultForAgent(reply.fault) : undefined
  log.warn({ attemptId: id, alert, words }, 'payment to look at')
  await recordEvent(tx, null, at, {
    action: 'payment.alert',
    subject: id,
    ...(familyId && { familyId }),
    detail: { alert },
  })
}
