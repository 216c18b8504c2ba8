import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import type { FileKind } from '../rules/columns'
import type { ProblemCode } from '../rules/records'
import { loadRun, moveRun } from '../runs'

/** Which wrong lines: all, those of one reason in one file, or one. */
export type AsideScope = { kind: FileKind; code: ProblemCode } | { lineId: bigint } | 'ALL'

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
          ? { id: scope.lineId }
          : { kind: scope.kind, codes: { has: scope.code } }
    await tx.importLine.updateMany({
      where: { runId, outcome: { in: ['WRONG', 'DOUBLED'] }, ...which },
      data: { setAside: aside },
    })
  })
}
