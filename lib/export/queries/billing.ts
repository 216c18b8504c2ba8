import 'server-only'
import { INVOICE_KIND_WORDS, invoiceNumber, METHOD_WORDS, receiptNumber } from '@/lib/billing/messages'
import { dayFromDb, dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { STATE_WORDS } from '@/lib/payment/messages'
import { MEANS_WORDS } from '@/lib/recovery/messages'
import { DEBIT_STATE_WORDS } from '@/lib/sepa/messages'
import type { ExportedAttempt, ExportedDebit, ExportedInvoice, ExportedPayment } from '../format'
import { coded, type Viewer } from './viewer'

const NUMBERED = { select: { year: true, number: true } } as const

const numberOf = ({ year, number }: { year: number | null; number: number | null }) =>
  invoiceNumber({ year: year!, number: number! })

/** The invoices and credit notes issued to the family, with their lines. */
export async function readInvoices(tx: Tx, { familyId }: Viewer): Promise<ExportedInvoice[]> {
  const rows = await tx.invoice.findMany({
    where: { familyId, issuedAt: { not: null } },
    orderBy: [{ year: 'asc' }, { number: 'asc' }],
    include: {
      ...{ corrects: NUMBERED, lines: { orderBy: { position: 'asc' } } },
      reminders: { orderBy: { level: 'asc' } },
      transmission: { include: { batch: { select: { createdAt: true } } } },
    },
  })
  return rows.map((row) => ({
    number: numberOf(row),
    kind: coded(INVOICE_KIND_WORDS, row.kind),
    month: dayFromDb(row.month).slice(0, 7),
    issuedOn: dayInParis(row.issuedAt!),
    dueOn: dayFromDb(row.dueOn),
    payer: { name: row.payerName, address: row.payerAddress },
    ...{ quotient: row.quotient, isResident: row.isResident, total: row.total, reason: row.reason },
    corrects: row.corrects && numberOf(row.corrects),
    lines: row.lines.map(({ childName, label, days, quantity, price, amount, how, isCorrection }) => ({
      ...{ child: childName, label, days: days.map(dayFromDb) },
      ...{ quantity, price, amount, how, isCorrection },
    })),
    reminders: row.reminders.map(({ level, sentAt, means, amount }) => ({
      ...{ level, amount, on: dayInParis(sentAt), means: coded(MEANS_WORDS, means) },
    })),
    treasury: row.transmission && {
      amount: row.transmission.amount,
      on: dayInParis(row.transmission.batch.createdAt),
      settledOn: row.transmission.settledAt && dayInParis(row.transmission.settledAt),
    },
  }))
}

/** The payments received from the family, those taken back included. */
export async function readPayments(tx: Tx, { familyId }: Viewer): Promise<ExportedPayment[]> {
  const rows = await tx.payment.findMany({
    where: { familyId },
    orderBy: [{ receivedOn: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    include: { invoice: NUMBERED, receipt: NUMBERED },
  })
  return rows.map(({ receivedOn, amount, method, reference, invoice, receipt, reason }) => ({
    receivedOn: dayFromDb(receivedOn),
    method: coded(METHOD_WORDS, method),
    invoice: invoice && numberOf(invoice),
    receipt: receipt && receiptNumber(receipt),
    ...{ amount, reference, reason },
  }))
}

/** The payments online that were begun for the family, whatever became of them. */
export async function readAttempts(tx: Tx, { familyId }: Viewer): Promise<ExportedAttempt[]> {
  const rows = await tx.paymentAttempt.findMany({
    where: { familyId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ createdAt: true, endedAt: true, amount: true, reference: true, state: true },
      invoice: NUMBERED,
    },
  })
  return rows.map(({ createdAt, endedAt, amount, reference, state, invoice }) => ({
    startedAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    invoice: numberOf(invoice),
    ...{ amount, reference },
    state: coded(STATE_WORDS, state),
  }))
}

/** The direct debits announced to the family, and what became of them. */
export async function readDebits(tx: Tx, { familyId }: Viewer): Promise<ExportedDebit[]> {
  const rows = await tx.debit.findMany({
    where: { familyId },
    orderBy: [{ batch: { collectedOn: 'asc' } }, { endToEndId: 'asc' }],
    select: {
      ...{ endToEndId: true, amount: true, rum: true, state: true, invoice: NUMBERED },
      batch: { select: { collectedOn: true } },
    },
  })
  return rows.map(({ batch, invoice, rum, endToEndId, amount, state }) => ({
    ...{ collectedOn: dayFromDb(batch.collectedOn), amount, invoice: numberOf(invoice) },
    ...{ mandate: rum, reference: endToEndId, state: coded(DEBIT_STATE_WORDS, state) },
  }))
}
