import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'

/**
 * Lets an agent take all invoices of an issued run in one file, and writes in the journal that they did.
 *
 * @throws NotFound when the agent may not, or no such run was issued
 */
export async function printRun(
  agent: AgentActor,
  runId: string,
  at: Date,
): Promise<{ id: string; month: Day }> {
  requirePermission(agent, 'billing.run')
  if (!isIdentifier(runId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const run = await tx.billingRun.findFirst({
      where: { id: runId, state: 'ISSUED' },
      select: { id: true, month: true },
    })
    if (!run) throw new NotFound()
    const month = dayFromDb(run.month)
    await recordEvent(tx, agent, at, { action: 'billing.print', subject: runId, detail: { month } })
    return { id: runId, month }
  })
}
