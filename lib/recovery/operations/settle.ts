import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { RECOVERY_REFUSALS } from '../messages'

/**
 * Notes that the Trésor public has the money of an invoice it collects: the family reads it as paid. Once.
 *
 * @throws NotFound when the agent may not, or the Trésor public does not collect this invoice
 * @throws Refusal SETTLED
 */
export async function settleTransmission(
  agent: AgentActor,
  { invoiceId }: { invoiceId: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  await db.$transaction(async (tx) => {
    const found = await tx.treasuryTransmission.findUnique({
      where: { invoiceId },
      select: { invoice: { select: { familyId: true } } },
    })
    if (!found) throw new NotFound()
    const { count } = await tx.treasuryTransmission.updateMany({
      where: { invoiceId, settledAt: null },
      data: { settledAt: at, settledById: agent.accountId },
    })
    if (count === 0) throw new Refusal('SETTLED', RECOVERY_REFUSALS.settled)
    const { familyId } = found.invoice
    await recordEvent(tx, agent, at, {
      ...{ action: 'treasury.settle', subject: invoiceId },
      ...(familyId && { familyId }),
    })
  })
}
