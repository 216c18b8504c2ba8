import 'server-only'
import type { Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { AGENT_MESSAGES } from '../messages'

/** Gives an on-site agent the activities whose children they see. @throws Refusal ACTIVITY when one does not exist */
export async function giveActivities(tx: Tx, accountId: string, activityIds: number[]): Promise<void> {
  const known = await tx.activity.count({ where: { id: { in: activityIds } } })
  if (known !== activityIds.length)
    throw new Refusal('ACTIVITY', AGENT_MESSAGES.activityGone, { activities: AGENT_MESSAGES.activityGone })
  await tx.agentActivity.createMany({ data: activityIds.map((activityId) => ({ accountId, activityId })) })
}
