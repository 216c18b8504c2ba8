import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { loadRun, moveRun } from '../runs'
import type { AsideScope } from '../schema'

/**
 * Sets wrong lines aside (they will not be imported), or takes them back.
 *
 * @throws NotFound; Refusal STATE
 */
export async function setAside(
  actor: AgentActor,
  { runId, scope, aside }: { runId: string; scope: AsideScope; aside: boolean },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, runId)
    await moveRun(tx, runId, ['CHECKED'], { failure: null })
    const which =
      scope === 'ALL'
        ? {}
        : 'lineId' in scope
          ? { id: BigInt(scope.lineId) }
          : { kind: scope.kind, codes: { has: scope.code } }
    await tx.importLine.updateMany({
      where: { runId, outcome: { in: ['WRONG', 'DOUBLED'] }, ...which },
      data: { setAside: aside },
    })
  })
}
