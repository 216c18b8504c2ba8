import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { loadRun, moveRun } from '../runs'

/** Gives an import up: its files are erased, nothing was written. @throws NotFound; Refusal STATE while it works */
export async function cancelImport(actor: AgentActor, { runId }: { runId: string }, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, runId)
    await moveRun(tx, runId, ['MAPPING', 'CHECKED', 'FAILED'], { state: 'CANCELLED', finishedAt: at })
    await tx.importFile.updateMany({ where: { runId }, data: { contentEncrypted: null } })
    await tx.importLine.deleteMany({ where: { runId } })
  })
}
