import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { familyIdsOf } from '@/lib/core/scope'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { AbsenceReason } from '@/lib/generated/prisma/enums.ts'
import type { RequestKind } from './rules/period'
import type { RequestSort } from './rules/states'
import type { RequestState, StoredState } from './rules/states'
import { ACTIVITY, FIRST_NAME, type ReadActivity } from './sql'

// The requests of families, and what settles them.

/** A request with its bookings and all that a decision on it needs. */
export type RequestToDecide = {
  id: string
  number: number
  kind: 'RESERVATION' | 'ABSENCE'
  state: RequestState
  familyId: string
  askedAt: string
  email: string | null
  bookings: {
    childId: string
    groupId: number
    firstName: string
    day: Day
    state: StoredState
    activity: ReadActivity
  }[]
}

/** Requests with their bookings, the oldest first, once their days are locked. Unknown ids are left out. */
export async function readRequests(tx: Tx, requestIds: readonly string[]): Promise<RequestToDecide[]> {
  const rows = await tx.$queryRaw<{ request: RequestToDecide }[]>`
    SELECT json_build_object('id', r.id, 'number', r.number, 'kind', r.kind, 'state', r.state, 'familyId', r."familyId",
      'askedAt', r."askedAt", 'email', u.email, 'bookings', COALESCE((
        SELECT json_agg(json_build_object('childId', c.id, 'groupId', b."groupId", 'firstName', ${FIRST_NAME}, 'day', b.day, 'state', b.state,
          'activity', ${ACTIVITY}) ORDER BY b.day, c.id, a.id)
        FROM "Booking" b JOIN "Child" c ON c.id = b."childId" JOIN "Activity" a ON a.id = b."activityId"
        WHERE b."requestId" = r.id AND b.state IN ('REQUESTED', 'ABSENCE_REQUESTED')), '[]')) AS request
    FROM "BookingRequest" r LEFT JOIN "Account" u ON u.id = r."authorId"
    WHERE r.id = ANY(${requestIds}::uuid[]) ORDER BY r."askedAt", r.number`
  return rows.map(({ request }) => request)
}

/** Gives bookings that wait the state of an agent's decision: one statement. */
export async function decideBookings(
  tx: Tx,
  cells: readonly { childId: string; activityId: number; day: Day }[],
  verdict: 'ACCEPT' | 'REFUSE',
  reason: string | null,
  at: Date,
): Promise<void> {
  const accepted = verdict === 'ACCEPT'
  await tx.$executeRaw`
    UPDATE "Booking" b SET reason = ${reason}, "updatedAt" = ${at},
      billing = CASE WHEN ${accepted} AND state = 'ABSENCE_REQUESTED' THEN 'FREE' ELSE billing END,
      state = CASE
      WHEN state = 'REQUESTED' THEN ${accepted ? 'BOOKED' : 'REFUSED'}::"BookingState"
      ELSE ${accepted ? 'ABSENT' : 'BOOKED'}::"BookingState" END
    FROM unnest(${cells.map((one) => one.childId)}::uuid[], ${cells.map((one) => one.activityId)}::int[],
      ${cells.map((one) => one.day)}::date[]) AS d("childId", "activityId", day)
    WHERE b."childId" = d."childId" AND b."activityId" = d."activityId" AND b.day = d.day
      AND b.state IN ('REQUESTED', 'ABSENCE_REQUESTED')`
}

/** What the list of requests can be narrowed to. */
export type RequestFilter = {
  childId: string | null
  activityId: number | null
  state: RequestState | null
  kind: RequestKind | null
  sort: RequestSort
  page: number
  size: number
}

/** Days of a request that stand alike: a child's, in an activity, in a state. */
export type RequestDays = {
  childId: string
  activity: string
  state: StoredState
  reason: string | null
  days: Day[]
}

/** A request in the list; the day of the request stands for all when it is on one. */
export type RequestLine = {
  id: string
  number: number
  kind: 'RESERVATION' | 'ABSENCE'
  state: RequestState
  askedAt: string
  startsOn: Day
  endsOn: Day
  reason: string | null
  comment: string | null
  absenceReason: AbsenceReason | null
  children: { id: string; firstName: string; colour: number }[]
  activities: string[]
  days: RequestDays[]
}

const ORDERS: Record<RequestSort, Prisma.Sql> = {
  demande: Prisma.sql`r."askedAt" DESC, r.number DESC`,
  'demande-ancienne': Prisma.sql`r."askedAt", r.number`,
  jour: Prisma.sql`r."startsOn", r.number`,
  'jour-dernier': Prisma.sql`r."startsOn" DESC, r.number DESC`,
}

/** The requests of a parent's families: one page, and how many there are. One statement. */
export async function readRequestLines(
  client: Tx,
  parent: Parent,
  { childId, activityId, state, kind, sort, page, size }: RequestFilter,
): Promise<{ lines: RequestLine[]; total: number }> {
  const [row] = await client.$queryRaw<{ lines: RequestLine[]; total: number }[]>`
    WITH asked AS MATERIALIZED (
      SELECT r.* FROM "BookingRequest" r WHERE r."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
        AND (${childId}::uuid IS NULL OR r."childIds" @> ARRAY[${childId}::uuid])
        AND (${activityId}::int IS NULL OR r."activityIds" @> ARRAY[${activityId}::int])
        AND (${state}::text IS NULL OR r.state::text = ${state}) AND (${kind}::text IS NULL OR r.kind::text = ${kind})
    )
    SELECT (SELECT count(*)::int FROM asked) AS total, COALESCE((SELECT json_agg(json_build_object(
        'id', r.id, 'number', r.number, 'kind', r.kind, 'state', r.state, 'askedAt', r."askedAt",
        'startsOn', r."startsOn", 'endsOn', r."endsOn", 'reason', r.reason, 'comment', r.comment,
        'absenceReason', r."absenceReason", 'days', COALESCE((SELECT json_agg(json_build_object('childId', g."childId",
          'activity', a.name, 'state', g.state, 'reason', g.reason, 'days', g.days) ORDER BY g.days -> 0 #>> '{}', a.position, g."childId")
          FROM (SELECT b."childId", b."activityId", b.state, b.reason, json_agg(b.day ORDER BY b.day) AS days FROM "Booking" b
            WHERE b."requestId" = r.id GROUP BY 1, 2, 3, 4) g JOIN "Activity" a ON a.id = g."activityId"), '[]'),
        'children', COALESCE((SELECT json_agg(json_build_object('id', c.id, 'firstName', ${FIRST_NAME}, 'colour', c.colour)
          ORDER BY c."birthDate", c.id) FROM "Child" c WHERE c.id = ANY(r."childIds")), '[]'),
        'activities', COALESCE((SELECT json_agg(a.name ORDER BY a.position) FROM "Activity" a
          WHERE a.id = ANY(r."activityIds")), '[]'))
      ORDER BY ${ORDERS[sort]})
      FROM (SELECT * FROM asked r ORDER BY ${ORDERS[sort]} LIMIT ${size} OFFSET ${(page - 1) * size}) r), '[]') AS lines`
  return row!
}

/**
 * Gives requests the state that their days leave them in: PENDING while one waits for an agent, WAITING while one is on a
 * waiting list or offered, ACCEPTED when one is booked (of an absence: given up). A request of whose days nothing stands
 * keeps its own.
 */
export async function settleRequests(tx: Tx, requestIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "BookingRequest" r SET state = days.state,
      reason = CASE WHEN days.state = 'REFUSED' THEN COALESCE(r.reason, days.reason) ELSE r.reason END FROM (
      SELECT b."requestId" AS id, (CASE
        WHEN bool_or(b.state IN ('REQUESTED', 'ABSENCE_REQUESTED')) THEN 'PENDING'
        WHEN bool_or(b.state IN ('WAITLISTED', 'OFFERED')) THEN 'WAITING'
        WHEN bool_or(b.state <> 'REFUSED' AND (a.kind = 'RESERVATION' OR b.state = 'ABSENT')) THEN 'ACCEPTED'
        ELSE 'REFUSED' END)::"RequestState" AS state, max(b.reason) AS reason
      FROM "Booking" b JOIN "BookingRequest" a ON a.id = b."requestId"
      WHERE b."requestId" = ANY(${requestIds}::uuid[]) GROUP BY b."requestId") days
    WHERE r.id = days.id AND r.state <> days.state`
}
