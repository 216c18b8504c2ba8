import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { serveActivityJob } from '@/lib/planning/jobs'
import { lockDays } from '@/lib/planning/lock-sql'
import type { DayCapacityInput } from '../group-schema'

/**
 * Gives one day of a group fewer places than the group has, or all of them again (`capacity` null). Places added go to
 * those who wait.
 *
 * @throws NotFound when the agent may not, or the group does not exist
 * @throws Refusal PAST on a day that is over, ABOVE when it is more than the group has, BOOKED when it is less than what
 *   is booked
 */
export async function setDayCapacity(agent: AgentActor, input: DayCapacityInput, at: Date): Promise<void> {
  requirePermission(agent, 'activity.configure')
  const { activityId, groupId, day } = input
  if (day < dayInParis(at)) refuse('PAST', 'Ce jour est passé : choisissez un jour à venir.')
  await db.$transaction(async (tx) => {
    const group = await tx.activityGroup.findUnique({ where: { id: groupId, activityId } })
    if (!group) throw new NotFound()
    if (input.capacity !== null && group.capacity !== null && input.capacity > group.capacity)
      refuse(
        'ABOVE',
        `Le groupe a ${group.capacity} places par jour : indiquez-en moins, ou changez le groupe.`,
      )
    const locks = await lockDays(
      tx,
      Prisma.sql`SELECT ${activityId}::int AS "activityId", ${day}::date AS day`,
    )
    const booked = locks.find((lock) => lock.groupId === groupId)!.booked
    if (input.capacity !== null && input.capacity < booked)
      refuse(
        'BOOKED',
        `${booked > 1 ? `${booked} places sont déjà réservées` : '1 place est déjà réservée'} ce jour-là : indiquez au moins ${booked}.`,
      )
    const full = group.capacity === null ? null : Math.max(booked, group.capacity)
    await tx.activityDay.update({
      where: { activityId_groupId_day: { activityId, groupId, day: dayToDb(day) } },
      data: { capacity: input.capacity ?? full },
    })
    await enqueueJob(tx, serveActivityJob, { activityId })
    await recordEvent(tx, agent, at, {
      action: 'activity.day',
      subject: String(activityId),
      detail: { groupId, day, capacity: input.capacity },
    })
  })
}

function refuse(code: string, message: string): never {
  throw new Refusal(code, message, { capacity: message })
}
