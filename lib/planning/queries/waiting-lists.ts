import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import type { Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'

/** The waiting list of a group's day. `free`: places that could be given; null where places are not limited. */
export type WaitingListView = {
  groupId: number
  activity: string
  group: string
  day: Day
  kept: 'AUTO' | 'MANUAL'
  free: number | null
  waiting: number
  /** The first five, in their order. */
  first: { familyId: string; firstName: string; lastName: string; since: string }[]
}

/** How many lists one page shows. */
export const WAITING_PAGE = 40

/** The waiting lists of days from one on, those to be served by hand first, then by day: one page, one statement. */
export async function waitingLists(
  agent: AgentActor,
  today: Day,
  page: number,
): Promise<{ lists: WaitingListView[]; total: number }> {
  requirePermission(agent, 'request.decide')
  const rows = await db.$queryRaw<(WaitingListView & { total: number })[]>`
    SELECT g.id AS "groupId", a.name AS activity, g.name AS group, w.day::text AS day, a."waitingList"::text AS kept,
      w.waiting, LEAST(d.capacity, g.capacity) - d.booked AS free, (count(*) OVER ())::int AS total,
      (SELECT json_agg(json_build_object('familyId', n."familyId", 'lastName', c."lastName", 'since', n."updatedAt",
          'firstName', split_part(replace(c."firstNames", ',', ' '), ' ', 1)) ORDER BY n."waitingNumber")
        FROM (SELECT * FROM "Booking" b WHERE b."groupId" = g.id AND b.day = w.day AND b.state = 'WAITLISTED'
          ORDER BY b."waitingNumber" LIMIT 5) n JOIN "Child" c ON c.id = n."childId") AS first
    FROM (SELECT "groupId", day, count(*)::int AS waiting FROM "Booking"
      WHERE state = 'WAITLISTED' AND day >= ${today}::date GROUP BY "groupId", day) w
    JOIN "ActivityGroup" g ON g.id = w."groupId" JOIN "Activity" a ON a.id = g."activityId"
    JOIN "ActivityDay" d ON d."activityId" = a.id AND d."groupId" = g.id AND d.day = w.day
    ORDER BY (a."waitingList" = 'MANUAL' AND LEAST(d.capacity, g.capacity) > d.booked) DESC, w.day, a.position, g.position
    LIMIT ${WAITING_PAGE} OFFSET ${(page - 1) * WAITING_PAGE}`
  return { lists: rows.map(({ total: _, ...list }) => list), total: rows[0]?.total ?? 0 }
}
