import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import type { Tx } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/jobs'
import type { BankReportOutcome } from '@/lib/generated/prisma/enums.ts'
import { endDebits, lockDebits } from './end-debits'
import { TELL_JOB } from './job-kinds'

/**
 * Cancels a batch whose file the bank refused whole: nothing was asked of any family, whose invoices may be collected again.
 *
 * @param reference of the batch, as the bank names it
 * @returns the line that the report has of it
 */
export async function refuseBatch(
  tx: Tx,
  agent: AgentActor,
  { reference, code }: { reference: string; code: string | null },
  at: Date,
): Promise<{ reference: string; code: string | null; outcome: BankReportOutcome }> {
  const line = (outcome: BankReportOutcome) => ({ reference: reference.slice(0, 35), code, outcome })
  await tx.$queryRaw`SELECT id FROM "DebitBatch" WHERE reference = ${reference} FOR UPDATE`
  const batch = await tx.debitBatch.findUnique({
    where: { reference },
    select: { id: true, state: true, debits: { select: { endToEndId: true } } },
  })
  // The bank can't have what has no file.
  if (!batch || batch.state === 'PREPARED') return line('UNKNOWN')
  if (batch.state === 'CANCELLED') return line('ALREADY')
  const debits = await lockDebits(
    tx,
    batch.debits.map(({ endToEndId }) => endToEndId),
  )
  await tx.debitBatch.update({
    where: { id: batch.id },
    data: { state: 'CANCELLED', cancelledAt: at, refusal: code ?? 'MS03' },
  })
  await endDebits(
    tx,
    agent,
    [...debits.values()]
      .filter(({ state }) => state === 'ANNOUNCED' || state === 'COLLECTED')
      .map((debit) => ({ ...debit, state: 'CANCELLED' as const, reason: 'BATCH', on: null })),
    at,
  )
  await recordEvent(tx, agent, at, { action: 'debit.refuse', subject: batch.id, detail: { code } })
  await enqueueJob(tx, TELL_JOB, { batchId: batch.id, kind: 'sepa.cancel' })
  return line('BATCH_REFUSED')
}
