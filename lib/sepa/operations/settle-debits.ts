import 'server-only'
import { recordEvents } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'

/** How many debits one transaction settles. */
const BATCH = 500

type Settled = {
  id: string
  familyId: string | null
  invoiceId: string
  amount: number
  endToEndId: string
  collectedOn: Date
}

/**
 * Records as payments the debits that the bank has and whose day has come. To be called as often as one likes, by any number
 * of processes: a debit that ended is no more announced, and it has one payment at most.
 *
 * @returns how many were recorded
 */
export async function settleDebits(at: Date): Promise<number> {
  for (let settled = 0; ;) {
    const count = await settleSome(at)
    settled += count
    if (count < BATCH) return settled
  }
}

async function settleSome(at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const debits = await tx.$queryRaw<Settled[]>`
      WITH due AS (
        SELECT d.id, b."collectedOn" FROM "Debit" d JOIN "DebitBatch" b ON b.id = d."batchId"
        WHERE d.state = 'ANNOUNCED' AND b.state = 'SENT' AND b."collectedOn" <= ${dayInParis(at)}::date
        ORDER BY d.id LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED
      )
      UPDATE "Debit" d SET state = 'COLLECTED', "endedAt" = ${at} FROM due WHERE d.id = due.id
      RETURNING d.id::text, d."familyId"::text, d."invoiceId"::text, d.amount, d."endToEndId", due."collectedOn"`
    await tx.payment.createMany({
      data: debits.map(({ id, familyId, invoiceId, amount, endToEndId, collectedOn }) => ({
        ...{ familyId, invoiceId, amount, method: 'SEPA_DEBIT' as const, debitId: id },
        ...{ receivedOn: collectedOn, reference: endToEndId, recordedAt: at },
      })),
    })
    await recordEvents(
      tx,
      null,
      at,
      debits.map(({ id, familyId, amount, invoiceId }) => ({
        ...{ action: 'debit.collect', subject: id, detail: { invoiceId, amount } },
        ...(familyId && { familyId }),
      })),
    )
    return debits.length
  })
}
