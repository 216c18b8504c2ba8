import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { calendarJson } from '@/lib/activity/sql'
import type { CustodyRule } from '@/lib/family/custody-rules'
import { custodyJson } from '@/lib/family/sql'
import { familyIdsOf } from '@/lib/core/scope'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ActivityRules, EnrollmentSpan, Period, StoredBooking } from './rules/entries'
import type { GridActivity, GridChild } from './rules/grid'
import type { RequestState, StoredState } from './rules/states'

// The raw SQL of the planning. Sets are aggregated into JSON by PostgreSQL: each statement of Prisma's costs
// this page a millisecond of processor.

type ReadActivity = GridActivity & ActivityRules & { capacity: number | null; showsPlacesLeft: boolean }

type DayCount = { activity: number; day: Day; capacity: number | null; booked: number }

export type PlanningRead = {
  calendar: Calendar
  /** The parent's own families. */
  familyIds: string[]
  /** `familyId`: the one that books where no custody rule says. */
  children: (GridChild & { familyId: string; custody: CustodyRule[] })[]
  activities: ReadActivity[]
  enrollments: EnrollmentSpan[]
  bookings: (StoredBooking & { requestId: string | null; familyId: string })[]
  days: DayCount[]
}

/** The name that a child "c" is called by. */
const FIRST_NAME = Prisma.sql`split_part(replace(c."firstNames", ',', ' '), ' ', 1)`

/** An activity "a" as JSON, its rules included. */
const ACTIVITY = Prisma.sql`json_build_object('id', a.id, 'name', a.name, 'icon', a.icon,
  'autoAccepts', a."autoAccepts", 'opensOn', a."opensOn", 'weekdays', a.weekdays, 'startsAt', a."startsAt",
  'bookingDeadline', a."bookingDeadline", 'absenceDeadline', a."absenceDeadline",
  'capacity', a.capacity, 'showsPlacesLeft', a."showsPlacesLeft")`

/** Activities stay in the switches when the children are enrolled in them half a year around the period. */
const AROUND = '180 days'

/**
 * All that a parent's planning of a period is made of, in one statement: their children, the activities, the
 * enrollments (half a year around included), the bookings, the counters of the days, holidays and closures.
 * A child of several of the parent's families is booked for by the first, unless a custody rule says. Why a booking of
 * the child's other family was refused is not told.
 */
export async function readPlanning(client: Tx, parent: Parent, { from, to }: Period): Promise<PlanningRead> {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const familyIds = familyIdsOf(parent)
  const [row] = await client.$queryRaw<{ planning: Omit<PlanningRead, 'familyIds'> }[]>`
    WITH mine AS MATERIALIZED (
      SELECT c.id, c."firstNames", c."lastName", c.colour, s.name AS school, held."familyId",
        row_number() OVER (ORDER BY c."birthDate", c.id) - 1 AS child
      FROM "Child" c
      JOIN LATERAL (SELECT g."familyId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE gs."childId" = c.id AND g.id = ANY(${guardianIds}::uuid[]) ORDER BY g."createdAt", g.id LIMIT 1) held ON true
      LEFT JOIN "School" s ON s.id = c."schoolId"
      WHERE c.id IN (SELECT "childId" FROM "Guardianship" WHERE "guardianId" = ANY(${guardianIds}::uuid[]))
    ), enrolled AS MATERIALIZED (
      SELECT m.child, e.* FROM mine m JOIN "Enrollment" e ON e."childId" = m.id
      WHERE e."startsOn" <= ${to}::date + ${AROUND}::interval AND e."endsOn" >= ${from}::date - ${AROUND}::interval
    ), booked AS MATERIALIZED (
      SELECT m.child, b.*, b."familyId" = ANY(${familyIds}::uuid[]) AS own FROM mine m JOIN "Booking" b ON b."childId" = m.id
      WHERE b.day BETWEEN ${from}::date AND ${to}::date
    ), open AS MATERIALIZED (
      SELECT a.*, row_number() OVER (ORDER BY a.position, a.id) - 1 AS activity FROM "Activity" a
      WHERE a.id IN (SELECT "activityId" FROM enrolled UNION SELECT "activityId" FROM booked)
    )
    SELECT json_build_object(
      'children', COALESCE((SELECT json_agg(json_build_object('id', id, 'colour', colour, 'school', school,
        'firstName', ${FIRST_NAME}, 'lastName', c."lastName", 'familyId', "familyId", 'custody', ${custodyJson(Prisma.sql`c.id`)})
        ORDER BY child) FROM mine c), '[]'),
      'activities', COALESCE((SELECT json_agg(${ACTIVITY} ORDER BY a.activity) FROM open a), '[]'),
      'enrollments', COALESCE((SELECT json_agg(json_build_object('child', e.child, 'activity', o.activity,
        'startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', e.weekdays))
        FROM enrolled e JOIN open o ON o.id = e."activityId"), '[]'),
      'bookings', COALESCE((SELECT json_agg(json_build_object('child', b.child, 'activity', o.activity, 'day', b.day,
        'state', b.state, 'own', b.own, 'reason', CASE WHEN b.own THEN b.reason END, 'requestId', b."requestId", 'familyId', b."familyId"))
        FROM booked b JOIN open o ON o.id = b."activityId"), '[]'),
      'days', COALESCE((SELECT json_agg(json_build_object('activity', o.activity, 'day', d.day, 'capacity', d.capacity,
        'booked', d.booked)) FROM "ActivityDay" d JOIN open o ON o.id = d."activityId"
        WHERE d.day BETWEEN ${from}::date AND ${to}::date), '[]'),
      'calendar', ${calendarJson(from, to)}
    ) AS planning`
  return { ...row!.planning, familyIds }
}

/**
 * Locks days of activities, in one order whoever asks, and returns their counters. `cells` selects
 * "activityId" and day; the row of a day that nobody asked for yet is made here. Everything about a day's
 * bookings is read after this and written before the commit: clicks, parents and agents take turns.
 */
export async function lockDays(tx: Tx, cells: Prisma.Sql): Promise<DayLock[]> {
  return tx.$queryRaw<DayLock[]>`
    INSERT INTO "ActivityDay" ("activityId", day, capacity, booked)
    SELECT a.id, cell.day, a.capacity, 0 FROM (${cells}) cell JOIN "Activity" a ON a.id = cell."activityId"
    GROUP BY a.id, cell.day ORDER BY a.id, cell.day
    ON CONFLICT ("activityId", day) DO UPDATE SET booked = "ActivityDay".booked
    RETURNING "activityId", day::text, booked,
      LEAST(capacity, (SELECT a.capacity FROM "Activity" a WHERE a.id = "activityId")) AS capacity`
}

/** The counter of a locked day. `booked` is above `capacity` where an agent took places away afterwards. */
export type DayLock = { activityId: number; day: Day; capacity: number | null; booked: number }

/** The day of a child's activity, if it is of this parent and the child is enrolled or booked there. */
export function cellOf(parent: Parent, cell: { childId: string; activityId: number; day: Day }): Prisma.Sql {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  return Prisma.sql`
    SELECT ${cell.activityId}::int AS "activityId", ${cell.day}::date AS day
    WHERE EXISTS (SELECT 1 FROM "Guardianship" g
        WHERE g."childId" = ${cell.childId}::uuid AND g."guardianId" = ANY(${guardianIds}::uuid[]))
      AND (EXISTS (SELECT 1 FROM "Enrollment" e WHERE e."childId" = ${cell.childId}::uuid
          AND e."activityId" = ${cell.activityId} AND ${cell.day}::date BETWEEN e."startsOn" AND e."endsOn")
        OR EXISTS (SELECT 1 FROM "Booking" b WHERE b."childId" = ${cell.childId}::uuid
          AND b."activityId" = ${cell.activityId} AND b.day = ${cell.day}::date))`
}

/** The days that requests' bookings are on. */
export function cellsOfRequests(requestIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT b."activityId", b.day FROM "Booking" b WHERE b."requestId" = ANY(${requestIds}::uuid[])`
}

export type PlaceChange = { activityId: number; day: Day; places: number }

/**
 * Takes places (gives them back when negative) on days that the transaction has locked. A day booked above its
 * activity's capacity, lowered since, comes down to it as places are given back.
 *
 * @returns false when a day had no room: then nothing of the transaction may stand
 */
export async function countPlaces(tx: Tx, changes: readonly PlaceChange[]): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ allowed: boolean }[]>`
    WITH wanted AS (
      SELECT "activityId", day, sum(places)::int AS places
      FROM unnest(${changes.map((one) => one.activityId)}::int[], ${changes.map((one) => one.day)}::date[],
        ${changes.map((one) => one.places)}::int[]) AS c("activityId", day, places)
      GROUP BY "activityId", day HAVING sum(places) <> 0
    ), updated AS (
      UPDATE "ActivityDay" d SET booked = d.booked + w.places,
        capacity = CASE WHEN d.capacity IS NOT NULL
          THEN GREATEST(d.booked + w.places, LEAST(d.capacity, a.capacity)) END
      FROM wanted w JOIN "Activity" a ON a.id = w."activityId"
      WHERE d."activityId" = w."activityId" AND d.day = w.day
        AND (w.places < 0 OR d.capacity IS NULL OR d.booked + w.places <= LEAST(d.capacity, a.capacity))
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM updated) = (SELECT count(*) FROM wanted) AS allowed`
  return row!.allowed
}

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
        SELECT json_agg(json_build_object('childId', c.id, 'firstName', ${FIRST_NAME}, 'day', b.day, 'state', b.state,
          'activity', ${ACTIVITY}) ORDER BY b.day, c.id, a.id)
        FROM "Booking" b JOIN "Child" c ON c.id = b."childId" JOIN "Activity" a ON a.id = b."activityId"
        WHERE b."requestId" = r.id AND b.state IN ('REQUESTED', 'ABSENCE_REQUESTED')), '[]')) AS request
    FROM "BookingRequest" r LEFT JOIN "Account" u ON u.id = r."authorId"
    WHERE r.id = ANY(${requestIds}::uuid[]) ORDER BY r."askedAt", r.number`
  return rows.map(({ request }) => request)
}

/** Gives bookings that wait the state of their request's decision: one statement. */
export async function decideBookings(
  tx: Tx,
  requestIds: readonly string[],
  verdict: 'ACCEPT' | 'REFUSE',
  reason: string | null,
  at: Date,
): Promise<void> {
  const accepted = verdict === 'ACCEPT'
  await tx.$executeRaw`
    UPDATE "Booking" SET reason = ${reason}, "updatedAt" = ${at}, state = CASE
      WHEN state = 'REQUESTED' THEN ${accepted ? 'BOOKED' : 'REFUSED'}::"BookingState"
      ELSE ${accepted ? 'ABSENT' : 'BOOKED'}::"BookingState" END
    WHERE "requestId" = ANY(${requestIds}::uuid[]) AND state IN ('REQUESTED', 'ABSENCE_REQUESTED')`
}

/** What the list of requests can be narrowed to. */
export type RequestFilter = { childId: string | null; state: RequestState | null; page: number; size: number }

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
  children: { id: string; firstName: string; colour: number }[]
  activities: string[]
}

/** The requests of a parent's families, the newest first: one page, and how many there are. One statement. */
export async function readRequestLines(
  client: Tx,
  parent: Parent,
  { childId, state, page, size }: RequestFilter,
): Promise<{ lines: RequestLine[]; total: number }> {
  const [row] = await client.$queryRaw<{ lines: RequestLine[]; total: number }[]>`
    WITH asked AS MATERIALIZED (
      SELECT r.* FROM "BookingRequest" r WHERE r."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
        AND (${childId}::uuid IS NULL OR r."childIds" @> ARRAY[${childId}::uuid])
        AND (${state}::text IS NULL OR r.state::text = ${state})
    )
    SELECT (SELECT count(*)::int FROM asked) AS total, COALESCE((SELECT json_agg(json_build_object(
        'id', r.id, 'number', r.number, 'kind', r.kind, 'state', r.state, 'askedAt', r."askedAt",
        'startsOn', r."startsOn", 'endsOn', r."endsOn", 'reason', r.reason, 'comment', r.comment,
        'children', COALESCE((SELECT json_agg(json_build_object('id', c.id, 'firstName', ${FIRST_NAME}, 'colour', c.colour)
          ORDER BY c."birthDate", c.id) FROM "Child" c WHERE c.id = ANY(r."childIds")), '[]'),
        'activities', COALESCE((SELECT json_agg(a.name ORDER BY a.position) FROM "Activity" a
          WHERE a.id = ANY(r."activityIds")), '[]'))
      ORDER BY r."askedAt" DESC, r.number DESC)
      FROM (SELECT * FROM asked ORDER BY "askedAt" DESC, number DESC LIMIT ${size} OFFSET ${(page - 1) * size}) r), '[]') AS lines`
  return row!
}
