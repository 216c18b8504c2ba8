import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayToDb, formatDay } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { EnrollmentInput } from '../schema'

/**
 * Enrolls a child in an activity, from one day to another, on some weekdays.
 *
 * @returns the id of the enrollment
 * @throws NotFound when the agent may not, or the child or the activity does not exist
 * @throws Refusal OVERLAP when the child is enrolled in it already on some of these days
 */
export async function enrollChild(agent: AgentActor, input: EnrollmentInput, at: Date): Promise<string> {
  requirePermission(agent, 'activity.configure')
  const { childId, activityId, weekdays } = input
  const [startsOn, endsOn] = [dayToDb(input.startsOn), dayToDb(input.endsOn)]
  return db.$transaction(async (tx) => {
    // One enrollment at a time for a child: the exclusion constraint stands behind.
    const [child] = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM "Child" WHERE id = ${childId}::uuid FOR UPDATE`
    if (!child || (await tx.activity.count({ where: { id: activityId } })) === 0) throw new NotFound()
    const overlap = await tx.enrollment.findFirst({
      where: { childId, activityId, startsOn: { lte: endsOn }, endsOn: { gte: startsOn } },
      select: { startsOn: true, endsOn: true },
    })
    if (overlap) {
      const [from, to] = [
        formatDay(dayFromDb(overlap.startsOn), 'long'),
        formatDay(dayFromDb(overlap.endsOn), 'long'),
      ]
      const message = `Déjà inscrit à cette activité du ${from} au ${to}.`
      throw new Refusal('OVERLAP', message, { startsOn: message })
    }
    const enrollment = await tx.enrollment.create({
      data: { childId, activityId, startsOn, endsOn, weekdays },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'enrollment.add',
      childId,
      subject: enrollment.id,
      detail: { activityId, startsOn: input.startsOn, endsOn: input.endsOn, weekdays },
    })
    return enrollment.id
  })
}
