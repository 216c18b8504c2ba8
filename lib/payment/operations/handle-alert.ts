import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'

/**
 * Notes that an agent dealt with an alert. An attempt that was still open ends unpaid: its invoice may be paid again.
 *
 * @throws NotFound when the agent may not, or no such alert waits
 */
export async function handleAlert(
  agent: AgentActor,
  { attemptId }: { attemptId: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "PaymentAttempt" WHERE id = ${attemptId}::uuid FOR UPDATE`
    const attempt = await tx.paymentAttempt.findFirst({
      where: { id: attemptId, alert: { not: null }, handledAt: null },
      select: { familyId: true, endedAt: true },
    })
    if (!attempt) throw new NotFound()
    await tx.paymentAttempt.update({
      where: { id: attemptId },
      data: {
        ...{ handledAt: at, handledById: agent.accountId },
        ...(!attempt.endedAt && { state: 'EXPIRED', endedAt: at }),
      },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'payment.handle',
      subject: attemptId,
      ...(attempt.familyId && { familyId: attempt.familyId }),
    })
  })
}
