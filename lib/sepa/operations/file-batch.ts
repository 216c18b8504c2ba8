import 'server-only'
import { readAccounts } from '@/lib/billing/account-sql'
import { accountOf } from '@/lib/billing/rules/balance'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { groupBy } from '@/lib/core/group-by'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { lockBatch } from '../lock-batch'
import { mailAllDebits } from '../mails'
import { BATCH_REFUSALS } from '../messages'
import { whyTakenOut, type TakenOut } from '../rules/debit'
import { lockInvoices } from '../sql'

/** How many families are read at once. */
const FAMILIES = 500

/**
 * Makes the file of a batch for good: what was revoked or paid since it was announced is taken out, and its families are
 * told; the rest never changes again, so that the file is the same however often it is downloaded. A batch of which nothing
 * is left is cancelled.
 *
 * @returns how many debits were taken out
 * @throws NotFound; Refusal STATE, LATE when the day of collection has come
 */
export async function fileBatch(
  agent: AgentActor,
  { batchId }: { batchId: string },
  at: Date,
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const batch = await lockBatch(tx, agent, batchId, ['PREPARED'])
      if (dayFromDb(batch.collectedOn) <= dayInParis(at)) throw new Refusal('LATE', BATCH_REFUSALS.late)
      const debits = await tx.debit.findMany({
        where: { batchId, state: 'ANNOUNCED' },
        select: DEBIT_COLUMNS,
      })
      await lockInvoices(
        tx,
        debits.map(({ invoiceId }) => invoiceId),
      )
      const out = await takenOut(tx, debits)
      for (const [reason, ids] of out)
        await tx.debit.updateMany({
          where: { id: { in: ids } },
          data: { state: 'CANCELLED', reason, endedAt: at },
        })
      const ids = [...out.values()].flat()
      const isEmpty = ids.length === debits.length
      await tx.debitBatch.update({
        where: { id: batchId },
        data: isEmpty ? { state: 'CANCELLED', cancelledAt: at } : { state: 'FILED', filedAt: at },
      })
      await recordEvent(tx, agent, at, {
        action: isEmpty ? 'debit.cancel' : 'debit.file',
        subject: batchId,
        detail: { debits: debits.length - ids.length, takenOut: ids.length },
      })
      await mailAllDebits(
        tx,
        'sepa.cancel',
        { key: `${batchId}:file`, which: Prisma.sql`d.id = ANY(${ids}::uuid[])` },
        at,
      )
      return ids.length
    },
    { timeout: 300_000 },
  )
}

const DEBIT_COLUMNS = {
  ...{ id: true, invoiceId: true, familyId: true, amount: true },
  mandate: { select: { revokedAt: true } },
} as const

type Row = Prisma.DebitGetPayload<{ select: typeof DEBIT_COLUMNS }>

/** The debits that can't go into the file any more, by why. */
async function takenOut(tx: Tx, debits: readonly Row[]): Promise<Map<TakenOut, string[]>> {
  const left = await leftOf(tx, [...new Set(debits.flatMap(({ familyId }) => familyId ?? []))])
  const judged = debits.flatMap((debit) => {
    const why = whyTakenOut(debit, {
      left: left.get(debit.invoiceId) ?? 0,
      isRevoked: !debit.mandate || debit.mandate.revokedAt !== null,
    })
    return why ? [{ why, id: debit.id }] : []
  })
  return new Map(
    [...groupBy(judged, ({ why }) => why)].map(([why, some]) => [why, some.map(({ id }) => id)] as const),
  )
}

/** What is left to pay of each invoice of families. */
async function leftOf(tx: Tx, familyIds: readonly string[]): Promise<Map<string, number>> {
  const left = new Map<string, number>()
  for (let first = 0; first < familyIds.length; first += FAMILIES) {
    const accounts = await readAccounts(tx, familyIds.slice(first, first + FAMILIES))
    for (const { invoices, payments } of accounts)
      for (const [id, amount] of accountOf(invoices, payments).left) left.set(id, amount)
  }
  return left
}
