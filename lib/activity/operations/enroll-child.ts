import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayToDb, formatDay } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { EnrollmentInput } from '../schema'

/**
 * Enrolls a child in an activity, from one day to another, on some weekdays; in a group that the agent chose, else in the
 * first that takes the child.
 *
 * @returns the id of the enrollment
 * @throws NotFound when the agent may not, or the child or the activity does not exist
 * @throws Refusal OVERLAP when the child is enrolled in it already on some of these days, GROUP
 *   when the group is not one of the activity's (any more)
 */
export async function enrollChild(agent: AgentActor, input: EnrollmentInput, at: Date): Promise<string> {
  requirePermission(agent, 'activity.configure')
  const { childId, activityId, groupId, weekdays, isOccasional = false } = input
  const [startsOn, endsOn] = [dayToDb(input.startsOn), dayToDb(input.endsOn)]
  return db.$transaction(async (tx) => {
    // One enrollment at a time for a child: the exclusion constraint stands behind.
    const [child] = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM "Child" WHERE id = ${childId}::uuid FOR UPDATE`
    if (!child || (await tx.activity.count({ where: { id: activityId } })) === 0) throw new NotFound()
    if (groupId !== null) {
      // Nobody removes the group before the commit.
      const [group] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM "ActivityGroup" WHERE id = ${groupId} AND "activityId" = ${activityId} FOR KEY SHARE`
      const message = 'Ce groupe n’est pas un groupe de l’activité : choisissez-en un autre.'
      if (!group) throw new Refusal('GROUP', message, { groupId: message })
    }
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
      data: { childId, activityId, groupId, startsOn, endsOn, weekdays, isOccasional },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'enrollment.add',
      childId,
      subject: enrollment.id,
      detail: {
        activityId,
        groupId,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        weekdays,
        ...(isOccasional && { isOccasional }),
      },
    })
    return enrollment.id
  })
}
