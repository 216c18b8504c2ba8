import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { printedParts } from '../rules/print'

/** Invoices of a run that are printed as one file: those whose numbers lie after one, up to another. */
export type PrintedRun = { id: string; month: Day; after: number; until: number }

/**
 * Lets an agent take a part of the invoices of an issued run in one file (lib/billing/rules/print.ts), and writes in the
 * journal that they did.
 *
 * @throws NotFound when the agent may not, or no such run was issued, or it has no such part
 */
export async function printRun(
  agent: AgentActor,
  { runId, part }: { runId: string; part: number },
  at: Date,
): Promise<PrintedRun> {
  requirePermission(agent, 'billing.run')
  if (!isIdentifier(runId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const run = await tx.billingRun.findFirst({
      where: { id: runId, state: 'ISSUED' },
      select: { month: true },
    })
    const { _min, _count } = await tx.invoice.aggregate({
      where: { runId, number: { not: null } },
      _min: { number: true },
      _count: true,
    })
    const found = printedParts(_count).find((one) => one.part === part)
    if (!run || !found) throw new NotFound()
    const month = dayFromDb(run.month)
    await recordEvent(tx, agent, at, { action: 'billing.print', subject: runId, detail: { month, part } })
    // Issued at once, the numbers of a run follow each other.
    const before = _min.number! - 1
    return { id: runId, month, after: before + found.from - 1, until: before + found.to }
  })
}
