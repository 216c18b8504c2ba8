import 'server-only'
import { invoiceNumber, monthWords } from '@/lib/billing/messages'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { log } from '@/lib/core/log'
import { familyIdsOf } from '@/lib/core/scope'
import { createPayment, paymentPage } from '@/lib/payfip/client'
import { faultForAgent, faultForParent } from '@/lib/payfip/messages'
import { ASK_AGAIN, OPEN_STATES } from '@/lib/payfip/rules/attempt'
import type { PaymentOrder } from '@/lib/payfip/rules/order'
import { PayfipError, type CallOptions } from '@/lib/payfip/service'
import { debitedWords } from '@/lib/sepa/messages'
import { debitedOn, isTransmitted, leftToPay, readPayfip } from '../account'
import { NOT_PAYABLE, waitWords } from '../messages'
import { UNSENT_MS } from '../rules/checks'
import { openPayment } from '../rules/open-attempt'
import { attemptReference, notPayable } from '../rules/payable'
import { resolveAttempt } from './resolve-attempt'

/**
 * Begins the payment of what is left of an invoice, and returns the address of PayFiP's page. The attempt is written
 * before PayFiP is asked, outside of any transaction: what it may know of, the portal knows. While one is open no other
 * begins: what became of it is asked, and the one who began it is sent to the same page while that opens.
 *
 * @throws NotFound when no issued invoice of this id is of the parent's families
 * @throws Refusal DEBITED, TRANSMITTED, PAID, NOT_OPEN, TOO_SMALL, TOO_LARGE; WAIT while another is open; PAYFIP when it refused or failed
 */
export async function startPayment(
  parent: Parent,
  invoiceId: string,
  at: Date,
  options: CallOptions = {},
): Promise<string> {
  if (!isIdentifier(invoiceId)) throw new NotFound()
  let begun = await db.$transaction((tx) => begin(tx, parent, invoiceId, at))
  if ('open' in begun) {
    // Refused or paid meanwhile: perhaps nobody has told.
    await resolveAttempt({ id: begun.open.id }, at, options)
    begun = await db.$transaction((tx) => begin(tx, parent, invoiceId, at))
  }
  if ('open' in begun) return pageOf(parent, begun.open, at)
  return send(begun.attemptId, begun.order, at, options)
}

type OpenRow = NonNullable<Awaited<ReturnType<typeof openOf>>>
type Begun = { open: OpenRow } | { attemptId: string; order: PaymentOrder }

async function begin(tx: Tx, parent: Parent, invoiceId: string, at: Date): Promise<Begun> {
  const invoice = await lockInvoice(tx, parent, invoiceId)
  // Looked for before the account is read: a payment that ended it since is then in the account.
  const open = await openOf(tx, invoiceId)
  if (open) return { open }
  const debited = await debitedOn(tx, invoiceId)
  if (debited) throw new Refusal('DEBITED', debitedWords(debited))
  const payfip = await readPayfip(tx)
  const left = await leftToPay(tx, invoice.familyId, invoiceId)
  const before = await tx.paymentAttempt.count({ where: { invoiceId } })
  const problem = notPayable(left, payfip !== null, await isTransmitted(tx, invoiceId))
  if (problem || !payfip) throw new Refusal(problem ?? 'NOT_OPEN', NOT_PAYABLE[problem ?? 'NOT_OPEN'])
  const sent = {
    ...payfip,
    amount: left,
    reference: attemptReference(invoice, before + 1),
    year: Number(dayInParis(at).slice(0, 4)),
  }
  const { id } = await tx.paymentAttempt.create({
    data: {
      ...{ invoiceId, familyId: invoice.familyId, accountId: parent.accountId, state: 'CREATED' },
      ...sent,
      createdAt: at,
      nextCheckAt: new Date(at.getTime() + UNSENT_MS),
    },
    select: { id: true },
  })
  await recordEvent(tx, parent, at, {
    action: 'payment.start',
    subject: id,
    familyId: invoice.familyId,
    detail: { invoiceId, amount: left },
  })
  return { attemptId: id, order: { ...sent, ...addressesOf(parent), subject: subjectOf(invoice) } }
}

/** An issued invoice of the parent's families, locked: two clicks take turns. @throws NotFound */
async function lockInvoice(tx: Tx, parent: Parent, invoiceId: string) {
  await tx.$queryRaw`SELECT id FROM "Invoice" WHERE id = ${invoiceId}::uuid FOR NO KEY UPDATE`
  const invoice = await tx.invoice.findFirst({
    where: {
      id: invoiceId,
      kind: 'INVOICE',
      familyId: { in: familyIdsOf(parent) },
      issuedAt: { not: null },
    },
    select: { familyId: true, year: true, number: true, month: true },
  })
  if (!invoice) throw new NotFound()
  return {
    familyId: invoice.familyId!,
    year: invoice.year!,
    number: invoice.number!,
    month: dayFromDb(invoice.month),
  }
}

const openOf = (tx: Tx, invoiceId: string) =>
  tx.paymentAttempt.findFirst({
    where: { invoiceId, state: { in: [...OPEN_STATES] } },
    select: {
      ...{ id: true, idOp: true, state: true, createdAt: true, abandonedAt: true, alert: true },
      accountId: true,
    },
  })

const addressesOf = (parent: Parent) => ({
  email: parent.email,
  notificationUrl: `${env.appUrl}/api/paiement/notification`,
  returnUrl: `${env.appUrl}/api/paiement/retour`,
})

const subjectOf = (invoice: { year: number; number: number; month: Parameters<typeof monthWords>[0] }) =>
  `Facture ${invoiceNumber(invoice)} ${monthWords(invoice.month)}`

/** @throws Refusal WAIT */
function pageOf(parent: Parent, open: OpenRow, at: Date): string {
  const { createdAt, abandonedAt, alert } = open
  const state = open.state === 'CREATED' ? 'CREATED' : 'AWAITING'
  const isOwn = open.accountId === parent.accountId
  const why = openPayment({ state, createdAt, abandonedAt, alert, isOwn }, at)
  if (why !== 'GO_ON') throw new Refusal('WAIT', waitWords(why, open))
  return paymentPage(open.idOp!)
}

async function send(attemptId: string, order: PaymentOrder, at: Date, options: CallOptions): Promise<string> {
  const idOp = await askOrEnd(attemptId, order, at, options)
  const nextCheckAt = new Date(at.getTime() + ASK_AGAIN.waiting * 60_000)
  const { count } = await db.paymentAttempt.updateMany({
    where: { id: attemptId, state: 'CREATED' },
    data: { idOp, state: 'AWAITING', nextCheckAt },
  })
  // Its process stood still, and it was ended for lost: its page must not be shown.
  if (count === 0) throw new Refusal('PAYFIP', faultForParent({ kind: 'TECHNICAL', code: 'TIMEOUT' }))
  return paymentPage(idOp)
}

/** What PayFiP refuses for the parent's own reasons: no agent has to look. */
const OWN_CODES = ['A1', 'A2', 'M3']

/** @throws Refusal PAYFIP: the attempt is then over, since its page was never shown */
async function askOrEnd(
  attemptId: string,
  order: PaymentOrder,
  at: Date,
  options: CallOptions,
): Promise<string> {
  try {
    return await createPayment(order, options)
  } catch (error) {
    if (!(error instanceof PayfipError)) throw error
    const { kind, code } = error
    await db.$transaction(async (tx) => {
      const isRaised = kind === 'FUNCTIONAL' && !OWN_CODES.includes(code) && !(await isKnown(tx, code))
      if (isRaised) log.warn({ attemptId, words: faultForAgent(error) }, 'payfip refuses to open payments')
      const [ended] = await tx.paymentAttempt.updateManyAndReturn({
        where: { id: attemptId, state: 'CREATED' },
        data: {
          ...{ state: 'EXPIRED', endedAt: at, checkedAt: at, nextCheckAt: null, fault: code },
          ...(isRaised && { alert: 'FAULT', alertedAt: at }),
        },
        select: { familyId: true },
      })
      // Else it was ended for lost meanwhile.
      if (!ended) return
      await recordEvent(tx, null, at, {
        ...{ action: 'payment.end', subject: attemptId, detail: { fault: code } },
        ...(ended.familyId && { familyId: ended.familyId }),
      })
    })
    throw new Refusal('PAYFIP', faultForParent(error))
  }
}

/** Whether an agent was told of a fault and has not dealt with it: told once, whatever the number of families. */
async function isKnown(tx: Tx, fault: string): Promise<boolean> {
  return (await tx.paymentAttempt.count({ where: { alert: 'FAULT', fault, handledAt: null } })) > 0
}
