import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { ClosureInput } from '../schema'

/**
 * Closes an activity, or all of them, from one day to another. What is booked on these days stays booked and
 * shows « Fermé » on the planning.
 *
 * @throws NotFound when the agent may not, or the activity does not exist
 */
export async function closeDays(agent: AgentActor, input: ClosureInput, at: Date): Promise<void> {
  requirePermission(agent, 'activity.configure')
  const { activityId, name, startsOn, endsOn } = input
  await db.$transaction(async (tx) => {
    if (activityId !== null && (await tx.activity.count({ where: { id: activityId } })) === 0)
      throw new NotFound()
    const closure = await tx.closure.create({
      data: { activityId, name, startsOn: dayToDb(startsOn), endsOn: dayToDb(endsOn) },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'closure.add',
      subject: String(closure.id),
      detail: { activityId, startsOn, endsOn },
    })
  })
}

/**
 * Opens the days of a closure again. Removed twice, it is removed.
 *
 * @throws NotFound when the agent may not
 */
export async function reopenDays(agent: AgentActor, closureId: number, at: Date): Promise<void> {
  requirePermission(agent, 'activity.configure')
  await db.$transaction(async (tx) => {
    const { count } = await tx.closure.deleteMany({ where: { id: closureId } })
    if (count > 0) await recordEvent(tx, agent, at, { action: 'closure.remove', subject: String(closureId) })
  })
}
