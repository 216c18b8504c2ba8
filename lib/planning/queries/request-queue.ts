import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { AbsenceReason } from '@/lib/generated/prisma/enums.ts'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { blockedFamilies } from '@/lib/recovery/blocking-sql'

/** What narrows the queue; absent, everything. */
export type QueueFilters = { activityId?: number; schoolId?: number; kind?: 'RESERVATION' | 'ABSENCE' }

/** One day that a request asks for. `free` is null where places are not limited. */
export type QueuedDay = {
  childId: string
  firstName: string
  colour: number
  activityId: number
  activity: string
  day: Day
  free: number | null
}

/** A request that waits for an agent, with the days it asks for. */
export type QueuedRequest = {
  id: string
  number: number
  kind: 'RESERVATION' | 'ABSENCE'
  comment: string | null
  absenceReason: AbsenceReason | null
  askedAt: Date
  familyId: string
  familyName: string
  school: string | null
  days: QueuedDay[]
  /** An unpaid invoice keeps the family from asking for more; the agent may accept all the same. */
  isBlocked: boolean
}

/** How many requests one page of the queue holds. */
export const QUEUE_PAGE = 50

/**
 * The requests that wait, oldest first, a page at a time, with what is left of each day; and what the queue
 * can be narrowed to. Four statements. @throws NotFound when the agent may not decide
 */
export async function requestQueue(
  agent: AgentActor,
  filters: QueueFilters,
  page: number,
  at: Date,
): Promise<{
  requests: QueuedRequest[]
  total: number
  activities: { id: number; name: string }[]
  schools: { id: number; name: string }[]
}> {
  requirePermission(agent, 'request.decide')
  const [rows, activities, schools] = await Promise.all([
    db.$queryRaw<(Omit<QueuedRequest, 'isBlocked'> & { total: number })[]>`
      SELECT r.id, r.number, r.kind::text AS kind, r.comment, r."absenceReason"::text AS "absenceReason", r."askedAt",
        r."familyId", f.name AS "familyName",
        (SELECT s.name FROM "Child" c JOIN "School" s ON s.id = c."schoolId" WHERE c.id = r."childIds"[1]) AS school,
        (count(*) OVER ())::int AS total, days.days
      FROM "BookingRequest" r JOIN "Family" f ON f.id = r."familyId"
      CROSS JOIN LATERAL (
        SELECT COALESCE(json_agg(json_build_object('childId', c.id, 'colour', c.colour, 'activityId', a.id,
          'firstName', split_part(replace(c."firstNames", ',', ' '), ' ', 1), 'activity', a.name, 'day', b.day,
          'free', CASE WHEN d."activityId" IS NULL THEN g.capacity ELSE LEAST(d.capacity, g.capacity) - d.booked END)
          ORDER BY b.day, c."birthDate"), '[]') AS days
        FROM "Booking" b JOIN "Child" c ON c.id = b."childId" JOIN "Activity" a ON a.id = b."activityId"
        JOIN "ActivityGroup" g ON g.id = b."groupId"
        LEFT JOIN "ActivityDay" d ON d."activityId" = b."activityId" AND d."groupId" = b."groupId" AND d.day = b.day
        WHERE b."requestId" = r.id AND b.state IN ('REQUESTED', 'ABSENCE_REQUESTED')
      ) days
      WHERE r.state = 'PENDING' AND ${narrowing(filters)}
      ORDER BY r."askedAt", r.id LIMIT ${QUEUE_PAGE} OFFSET ${(page - 1) * QUEUE_PAGE}`,
    db.activity.findMany({ orderBy: { position: 'asc' }, select: { id: true, name: true } }),
    db.school.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } }),
  ])
  const familyIds = [...new Set(rows.map(({ familyId }) => familyId))]
  const blocked = await blockedFamilies(db, familyIds, dayInParis(at))
  return {
    requests: rows.map(({ total: _, ...request }) => ({
      ...request,
      isBlocked: blocked.has(request.familyId),
    })),
    total: rows[0]?.total ?? 0,
    activities,
    schools,
  }
}

function narrowing({ activityId, schoolId, kind }: QueueFilters): Prisma.Sql {
  const conditions = [
    Prisma.sql`true`,
    ...(activityId ? [Prisma.sql`${activityId} = ANY(r."activityIds")`] : []),
    ...(kind ? [Prisma.sql`r.kind::text = ${kind}`] : []),
    ...(schoolId
      ? [
          Prisma.sql`EXISTS (SELECT 1 FROM "Child" c WHERE c.id = ANY(r."childIds") AND c."schoolId" = ${schoolId})`,
        ]
      : []),
  ]
  return Prisma.join(conditions, ' AND ')
}
