import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { TELL_JOB } from '../job-kinds'
import { lockBatch } from '../lock-batch'
import { mailAllDebits } from '../mails'
import { BATCH_REFUSALS } from '../messages'

/**
 * Takes back a batch that the bank does not have: its invoices are to be paid again, and its families are told so.
 *
 * @throws NotFound; Refusal STATE
 */
export async function cancelBatch(
  agent: AgentActor,
  { batchId }: { batchId: string },
  at: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockBatch(tx, agent, batchId, ['PREPARED', 'FILED'])
    await tx.debitBatch.update({ where: { id: batchId }, data: { state: 'CANCELLED', cancelledAt: at } })
    const { count } = await tx.debit.updateMany({
      where: { batchId, state: 'ANNOUNCED' },
      data: { state: 'CANCELLED', reason: 'BATCH', endedAt: at },
    })
    await recordEvent(tx, agent, at, { action: 'debit.cancel', subject: batchId, detail: { debits: count } })
    await enqueueJob(tx, TELL_JOB, { batchId, kind: 'sepa.cancel' })
  })
}

/**
 * Takes one debit out of a batch whose file is not made yet; its family is told.
 *
 * @throws NotFound when the agent may not, or there is no such debit; Refusal STATE
 */
export async function removeDebit(
  agent: AgentActor,
  { debitId }: { debitId: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  await db.$transaction(async (tx) => {
    const debit = await tx.debit.findUnique({
      where: { id: debitId },
      select: { batchId: true, familyId: true, amount: true },
    })
    if (!debit) throw new NotFound()
    await lockBatch(tx, agent, debit.batchId, ['PREPARED'])
    const { count } = await tx.debit.updateMany({
      where: { id: debitId, state: 'ANNOUNCED' },
      data: { state: 'CANCELLED', reason: 'REMOVED', endedAt: at },
    })
    if (count === 0) throw new Refusal('STATE', BATCH_REFUSALS.state)
    await recordEvent(tx, agent, at, {
      action: 'debit.remove',
      subject: debitId,
      ...(debit.familyId && { familyId: debit.familyId }),
      detail: { amount: debit.amount },
    })
    await mailAllDebits(tx, 'sepa.cancel', { key: debitId, which: Prisma.sql`d.id = ${debitId}::uuid` }, at)
  })
}
