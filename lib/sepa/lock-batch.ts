import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { DebitBatchState } from '@/lib/generated/prisma/enums.ts'
import { BATCH_REFUSALS } from './messages'

/** A batch in one of some states, locked. @throws NotFound; Refusal STATE */
export async function lockBatch(
  tx: Tx,
  agent: AgentActor,
  batchId: string,
  states: readonly DebitBatchState[],
) {
  requirePermission(agent, 'billing.run')
  await tx.$queryRaw`SELECT id FROM "DebitBatch" WHERE id = ${batchId}::uuid FOR UPDATE`
  const batch = await tx.debitBatch.findUnique({ where: { id: batchId } })
  if (!batch) throw new NotFound()
  if (!states.includes(batch.state)) throw new Refusal('STATE', BATCH_REFUSALS.state)
  return batch
}
