import 'server-only'
import { groupOn } from '@/lib/activity/rules/groups'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import {
  bookingsOfEnrollment,
  cellsOfEnrollment,
  freeBeyondWaiting,
  lockEnrollment,
  moveBookings,
} from '../enrollment-sql'
import { regroup } from '../rules/regroup'
import { holdsPlace } from '../rules/states'
import { countPlaces, lockDays } from '../lock-sql'
import { serveWaiting } from './serve-waiting'

/** How many days went to the new group, and those that stay in theirs, for want of a place. */
export type GroupChange = { moved: number; kept: Day[] }

/**
 * Puts a child enrolled in an activity in one of its groups, whatever its ages and classes; null: the first that takes
 * the child. The bookings of today and later follow (rules/regroup.ts), their counters with them, and the places that they
 * leave go to those who wait. What the day sheet has marked stays.
 *
 * @throws NotFound when the agent may not, the enrollment does not exist, or the group is not the activity's
 */
export async function changeGroup(
  agent: AgentActor,
  { enrollmentId, groupId }: { enrollmentId: string; groupId: number | null },
  at: Date,
): Promise<GroupChange> {
  requirePermission(agent, 'activity.configure')
  return db.$transaction(async (tx) => {
    const enrollment = await lockEnrollment(tx, enrollmentId)
    if (!enrollment) throw new NotFound()
    const { child, groups, childId, activityId, startsOn, endsOn } = enrollment
    if (groupId !== null && !groups.some(({ id }) => id === groupId)) throw new NotFound()
    if (groupId === enrollment.groupId) return { moved: 0, kept: [] }
    const today = dayInParis(at)
    const period = { from: startsOn > today ? startsOn : today, to: endsOn }
    const locks = await lockDays(tx, cellsOfEnrollment(enrollment, period))
    const bookings = await bookingsOfEnrollment(tx, enrollment, period)
    const { moves, kept } = regroup(
      bookings.filter(({ state }) => state !== 'PRESENT' && state !== 'NO_SHOW'),
      (day) => groupOn(child, groups, day, groupId)?.id ?? null,
      await freeBeyondWaiting(tx, locks, childId),
    )
    const left = moves.filter(({ state }) => holdsPlace(state))
    const places = left.flatMap(({ day, groupId: from, to }) => [
      { groupId: from, day, places: -1 },
      { groupId: to, day, places: 1 },
    ])
    if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
    await moveBookings(tx, enrollment, moves)
    await tx.enrollment.update({ where: { id: enrollmentId }, data: { groupId }, select: { id: true } })
    const joined = moves
      .filter(({ state }) => state === 'WAITLISTED')
      .map(({ day, to }) => ({ groupId: to, day }))
    await serveWaiting(tx, [...left, ...joined], at)
    await recordEvent(tx, agent, at, {
      action: 'enrollment.group',
      childId,
      subject: enrollmentId,
      detail: { activityId, from: enrollment.groupId, to: groupId, moved: moves.length, kept: kept.length },
    })
    return { moved: moves.length, kept }
  })
}
