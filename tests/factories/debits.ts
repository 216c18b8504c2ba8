import { day, dayInParis, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { newId } from '@/lib/core/new-id'
import { invoiceNumber } from '@/lib/billing/messages'
import { sealAccount, sealBatchAccount } from '@/lib/sepa/collector'
import { batchReference, endToEndId } from '@/lib/sepa/rules/identifiers'
import type { Debit, DebitBatch, Invoice, Prisma, SepaMandate } from '@/lib/generated/prisma/client.ts'
import { CREDITOR } from './mandates'

/** The account that debits credit. */
const CREDITED = { iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPSCE' }

/** How the collectivité collects, with the account encrypted for its row. */
export const collection = () => ({
  creditorIbanEncrypted: sealAccount(CREDITED.iban),
  creditorBic: CREDITED.bic,
})

type BatchInput = { collectedOn?: Day; at?: Date } & Partial<Prisma.DebitBatchUncheckedCreateInput>

/** A batch that the bank has, of 15 December 2026 unless told otherwise. */
export async function createBatch(
  db: Tx,
  { collectedOn = day('2026-12-15'), at = new Date('2026-12-01T08:00:00Z'), ...values }: BatchInput = {},
): Promise<DebitBatch> {
  const id = newId(at)
  return db.debitBatch.create({
    data: {
      ...{ id, state: 'SENT', format: 'PAIN_008_001_08', authorityName: 'Ville de Vallombreuse' },
      ...{ collectedOn: dayToDb(collectedOn), preparedAt: at, filedAt: at, sentAt: at, ...CREDITOR },
      reference: batchReference(collectedOn, Buffer.from(id.slice(-8))),
      creditorIbanEncrypted: sealBatchAccount(id, CREDITED.iban),
      creditorBic: CREDITED.bic,
      ...values,
    },
  })
}

/** A debit of an invoice, announced unless told otherwise. */
export async function createDebit(
  db: Tx,
  batch: Pick<DebitBatch, 'id' | 'preparedAt'>,
  { invoice, mandate }: { invoice: Invoice; mandate: SepaMandate },
  { state = 'ANNOUNCED', reason = null }: Partial<Pick<Debit, 'state' | 'reason'>> = {},
): Promise<Debit> {
  const nth = 1 + (await db.debit.count({ where: { invoiceId: invoice.id } }))
  const number = invoiceNumber({ year: invoice.year!, number: invoice.number! })
  return db.debit.create({
    data: {
      ...{ batchId: batch.id, invoiceId: invoice.id, familyId: invoice.familyId, mandateId: mandate.id },
      ...{ amount: invoice.total, state, reason, rum: mandate.rum, endToEndId: endToEndId(number, nth) },
      signedOn: dayToDb(dayInParis(mandate.signedAt)),
      endedAt: state === 'ANNOUNCED' ? null : batch.preparedAt,
    },
  })
}
