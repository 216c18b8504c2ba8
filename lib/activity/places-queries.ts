import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'

/** A day of a group with its counter: places (null: as many as come), booked, and how many wait. */
export type DayPlaces = {
  groupId: number
  day: Day
  capacity: number | null
  booked: number
  waiting: number
}

/**
 * The days to come of an activity on which an agent gave a group fewer places than it has, the earliest first, a hundred
 * at most, and the counters of one day, of all groups that somebody asked for.
 *
 * @param day null: no day is looked at
 */
export async function placesByDay(
  agent: AgentActor,
  activityId: number,
  day: Day | null,
  at: Date,
): Promise<{ lowered: DayPlaces[]; chosen: DayPlaces[] }> {
  requirePermission(agent, 'activity.configure')
  const rows = await db.$queryRaw<(DayPlaces & { isLowered: boolean })[]>`
    SELECT d."groupId", d.day::text, LEAST(d.capacity, g.capacity) AS capacity, d.booked, (SELECT count(*)::int
        FROM "Booking" w WHERE w."activityId" = d."activityId" AND w."groupId" = d."groupId" AND w.day = d.day
          AND w.state = 'WAITLISTED') AS waiting,
      d.day >= ${dayInParis(at)}::date AND d.capacity IS NOT NULL AND (g.capacity IS NULL OR d.capacity < g.capacity)
        AS "isLowered"
    FROM "ActivityDay" d JOIN "ActivityGroup" g ON g.id = d."groupId"
    WHERE d."activityId" = ${activityId} AND (d.day = ${day}::date
      OR (d.day >= ${dayInParis(at)}::date AND d.capacity IS NOT NULL AND (g.capacity IS NULL OR d.capacity < g.capacity)))
    ORDER BY d.day = ${day}::date DESC NULLS LAST, d.day, g.position, g.id LIMIT 100`
  return {
    lowered: rows.filter(({ isLowered }) => isLowered).sort((a, b) => a.day.localeCompare(b.day)),
    chosen: rows.filter((row) => row.day === day),
  }
}
