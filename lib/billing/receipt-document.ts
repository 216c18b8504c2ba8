import 'server-only'
import { dayFromDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import { invoiceNumber, receiptNumber } from './messages'
import { payerOfFamily, type Payer } from './payer-sql'

/** What a receipt says of money received. `attempt`: the reference of a payment online. */
export type ReceiptDocument = Payer & {
  paymentId: string
  familyId: string | null
  number: string
  amount: Centimes
  method: PaymentMethod
  receivedOn: Day
  recordedAt: Date
  reference: string | null
  attempt: string | null
  /** Null: on account. */
  invoice: { number: string; month: Day } | null
  /** When it was taken back, and why. */
  reversal: { on: Day; reason: string } | null
}

/** The receipt of money received, among the payments that a scope lets see; null without one. A constant number of statements. */
export async function readReceiptDocument(
  client: Tx,
  scope: Prisma.PaymentWhereInput & { id: string },
): Promise<ReceiptDocument | null> {
  const row = await client.payment.findFirst({
    where: { AND: [scope, { receipt: { isNot: null } }] },
    select: {
      ...{ id: true, familyId: true, amount: true, method: true, receivedOn: true, recordedAt: true },
      ...{ reference: true, receipt: { select: { year: true, number: true } } },
      attempt: { select: { reference: true } },
      invoice: {
        select: { year: true, number: true, month: true, payerName: true, payerAddress: true },
      },
      reversedBy: { select: { receivedOn: true, reason: true } },
    },
  })
  if (!row) return null
  const { id, invoice, reversedBy, receipt, attempt, ...payment } = row
  return {
    ...payment,
    ...{ paymentId: id, number: receiptNumber(receipt!), attempt: attempt?.reference ?? null },
    ...(invoice
      ? { payerName: invoice.payerName, payerAddress: invoice.payerAddress }
      : await payerOfFamily(client, row.familyId)),
    receivedOn: dayFromDb(row.receivedOn),
    invoice: invoice && {
      number: invoiceNumber({ year: invoice.year!, number: invoice.number! }),
      month: dayFromDb(invoice.month),
    },
    reversal: reversedBy && { on: dayFromDb(reversedBy.receivedOn), reason: reversedBy.reason! },
  }
}
