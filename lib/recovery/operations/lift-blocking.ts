import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { LiftInput } from '../schema'

const PAST = 'Choisissez un jour à venir.'

/**
 * Lets a family ask for reservations until a day, in spite of an unpaid invoice: the last day given counts.
 *
 * @throws NotFound when the agent may not, or the family does not exist
 * @throws Refusal PAST
 */
export async function liftBlocking(
  agent: AgentActor,
  { familyId, until }: LiftInput,
  at: Date,
): Promise<void> {
  requirePermission(agent, 'blocking.lift')
  if (until < dayInParis(at)) throw new Refusal('PAST', PAST, { until: PAST })
  await db.$transaction(async (tx) => {
    if ((await tx.family.count({ where: { id: familyId } })) === 0) throw new NotFound()
    const lift = { until: dayToDb(until), liftedAt: at, liftedById: agent.accountId }
    await tx.blockingLift.upsert({
      where: { familyId },
      create: { familyId, ...lift },
      update: lift,
      select: { familyId: true },
    })
    await recordEvent(tx, agent, at, { action: 'blocking.lift', familyId, detail: { until } })
  })
}
