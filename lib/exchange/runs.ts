import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { ImportRun, ImportState, Prisma } from '@/lib/generated/prisma/client.ts'

/** An import, for an agent who may import. @throws NotFound */
export async function loadRun(tx: Tx, actor: AgentActor, runId: string): Promise<ImportRun> {
  requirePermission(actor, 'import.run')
  const run = await tx.importRun.findUnique({ where: { id: runId } })
  if (!run) throw new NotFound()
  return run
}

/**
 * Moves an import from one of the given states to another, if it is still in one of them.
 *
 * @throws Refusal STATE when another agent, or another window, moved it meanwhile
 */
export async function moveRun(
  tx: Tx,
  runId: string,
  from: readonly ImportState[],
  data: Prisma.ImportRunUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.importRun.updateMany({ where: { id: runId, state: { in: [...from] } }, data })
  if (count === 0)
    throw new Refusal(
      'STATE',
      'Cet import n’en est plus à cette étape. Rechargez la page pour voir où il en est.',
    )
}

/** Starts the heartbeat of work that is asked for: without a process to take it up, it counts as failed later. */
export async function markAlive(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "ImportRun" SET "aliveAt" = clock_timestamp() WHERE id = ${runId}::uuid`
}
