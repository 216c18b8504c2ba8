import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { lockBatch } from '../lock-batch'

/**
 * Notes that the bank has the file of a batch: on the day of collection its debits are recorded as payments, and nothing takes
 * it back any more but the bank.
 *
 * @throws NotFound; Refusal STATE
 */
export async function sendBatch(
  agent: AgentActor,
  { batchId }: { batchId: string },
  at: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockBatch(tx, agent, batchId, ['FILED'])
    await tx.debitBatch.update({
      where: { id: batchId },
      data: { state: 'SENT', sentAt: at, sentById: agent.accountId },
    })
    await recordEvent(tx, agent, at, { action: 'debit.send', subject: batchId })
  })
}
