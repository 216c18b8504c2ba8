import 'server-only'
import { invoiceNumber, receiptNumber } from '@/lib/billing/messages'
import type { Parent } from '@/lib/core/actor'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { InvoiceKind } from '@/lib/generated/prisma/enums.ts'
import { isIdentifier } from '@/lib/core/identifier'
import type { Centimes } from '@/lib/core/money'
import { familyIdsOf } from '@/lib/core/scope'
import {
  isFinal,
  OPEN_STATES,
  type Alert,
  type AttemptState,
  type FinalState,
  type PaymentMeans,
} from '@/lib/payfip/rules/attempt'
import { debitedOn, isTransmitted, leftToPay, readPayfip } from '../account'
import { openPayment, type OpenPayment } from '../rules/open-attempt'
import { notPayable, type NotPayable } from '../rules/payable'

/** Whether what is left of an invoice can be paid online. */
export async function isPaidOnline(invoice: { left: Centimes; transmitted: Centimes }): Promise<boolean> {
  return notPayable(invoice.left, (await readPayfip(db)) !== null, invoice.transmitted > 0) === null
}

type OpenInvoice = {
  kind: InvoiceKind
  left: Centimes
  transmitted: Centimes
  debitedOn: Day | null
  dueOn: Day
}

/** The first due of some invoices that can be paid online; null when none can. */
export async function nextPaidOnline<Invoice extends OpenInvoice>(
  invoices: readonly Invoice[],
): Promise<Invoice | null> {
  const isSet = (await readPayfip(db)) !== null
  const open = invoices.filter(
    ({ kind, left, transmitted, debitedOn: on }) =>
      kind === 'INVOICE' && on === null && notPayable(left, isSet, transmitted > 0) === null,
  )
  return open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0] ?? null
}

/** A payment that is open, as its payer's family reads it. */
export type OpenLine = { may: OpenPayment; createdAt: Date; amount: Centimes }

/** The payments that are open of the invoices of a parent's families, by invoice. One statement. */
export async function openPaymentsOf(parent: Parent, at: Date): Promise<Map<string, OpenLine>> {
  const attempts = await db.paymentAttempt.findMany({
    where: { familyId: { in: familyIdsOf(parent) }, state: { in: [...OPEN_STATES] } },
    select: {
      ...{ invoiceId: true, state: true, accountId: true, createdAt: true, abandonedAt: true },
      ...{ idOp: true, fault: true, alert: true, amount: true },
    },
  })
  return new Map(
    attempts.flatMap(({ invoiceId, ...attempt }) => {
      const open = openOf(parent, attempt, at)
      return open ? [[invoiceId, open] as const] : []
    }),
  )
}

/** What the page of a payment shows of an invoice. */
export type PaymentScreen = {
  invoiceId: string
  number: string
  month: Day
  dueOn: Day
  total: Centimes
  left: Centimes
  /** Why it can't be paid online, null when it can. */
  problem: NotPayable | null
  /** The day on which it is debited, once that was announced: it is not paid online then. */
  debitedOn: Day | null
  isTest: boolean
  /** The payment that is open, and what may be done of it. */
  open: OpenLine | null
  /** How the last attempt ended, when none is open and it was not paid; `fault` when it never began. */
  last: { state: Exclude<FinalState, 'PAID'>; fault: string | null } | null
  /** What was paid online, the latest first. */
  receipts: {
    paymentId: string
    /** The number of its receipt. */
    receipt: string
    amount: Centimes
    means: PaymentMeans
    receivedOn: Day
    reference: string
    authorisation: string | null
    /** When and why an agent took it back. */
    reversal: { on: Day; reason: string } | null
  }[]
}

/** The payment online of an issued invoice of a parent's families; null when there is none of theirs. */
export async function paymentScreen(
  parent: Parent,
  invoiceId: string,
  at: Date,
): Promise<PaymentScreen | null> {
  if (!isIdentifier(invoiceId)) return null
  const invoice = await db.invoice.findFirst({
    where: {
      id: invoiceId,
      kind: 'INVOICE',
      familyId: { in: familyIdsOf(parent) },
      issuedAt: { not: null },
    },
    select: {
      ...{ familyId: true, year: true, number: true, month: true, dueOn: true, total: true },
      attempts: {
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: {
          ...{ id: true, state: true, accountId: true, createdAt: true, abandonedAt: true },
          ...{ idOp: true, fault: true, alert: true, amount: true, reference: true },
          payment: {
            select: {
              ...{ id: true, amount: true, method: true, receivedOn: true, reference: true },
              receipt: { select: { year: true, number: true } },
              reversedBy: { select: { receivedOn: true, reason: true } },
            },
          },
        },
      },
    },
  })
  if (!invoice) return null
  const [payfip, left, transmitted, debited] = await Promise.all([
    readPayfip(db),
    leftToPay(db, invoice.familyId!, invoiceId),
    isTransmitted(db, invoiceId),
    debitedOn(db, invoiceId),
  ])
  const [latest] = invoice.attempts
  return {
    ...{ invoiceId, left, total: invoice.total },
    number: invoiceNumber({ year: invoice.year!, number: invoice.number! }),
    month: dayFromDb(invoice.month),
    dueOn: dayFromDb(invoice.dueOn),
    problem: notPayable(left, payfip !== null, transmitted),
    debitedOn: left > 0 ? debited : null,
    isTest: payfip?.mode === 'T',
    open: latest ? openOf(parent, latest, at) : null,
    last: latest && !latest.payment ? endOf(latest) : null,
    receipts: invoice.attempts.flatMap(({ payment, reference }) =>
      payment
        ? [
            {
              ...{ paymentId: payment.id, receipt: receiptNumber(payment.receipt!) },
              ...{ reference, amount: payment.amount, authorisation: payment.reference },
              means: payment.method === 'PAYFIP_DEBIT' ? ('DIRECT_DEBIT' as const) : ('CARD' as const),
              receivedOn: dayFromDb(payment.receivedOn),
              reversal: payment.reversedBy && {
                on: dayFromDb(payment.reversedBy.receivedOn),
                reason: payment.reversedBy.reason!,
              },
            },
          ]
        : [],
    ),
  }
}

type Attempt = {
  state: AttemptState
  accountId: string | null
  createdAt: Date
  abandonedAt: Date | null
  idOp: string | null
  fault: string | null
  alert: Alert | null
  amount: Centimes
}

function openOf(parent: Parent, attempt: Attempt, at: Date): OpenLine | null {
  const { state, createdAt, abandonedAt, alert, amount, accountId } = attempt
  if (state !== 'CREATED' && state !== 'AWAITING') return null
  const isOwn = accountId === parent.accountId
  return { may: openPayment({ state, createdAt, abandonedAt, alert, isOwn }, at), createdAt, amount }
}

function endOf({ state, idOp, fault }: Attempt): PaymentScreen['last'] {
  if (!isFinal(state) || state === 'PAID') return null
  return { state, fault: idOp === null ? fault : null }
}
