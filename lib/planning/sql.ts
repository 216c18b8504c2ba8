import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { calendarJson } from '@/lib/activity/sql'
import type { CustodyRule } from '@/lib/family/custody-rules'
import { custodyJson } from '@/lib/family/sql'
import { familyIdsOf } from '@/lib/core/scope'
import type { GroupedChild } from '@/lib/activity/rules/groups'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { AbsenceExcuse, AbsenceReason } from '@/lib/generated/prisma/enums.ts'
import type { ActivityRules, EnrollmentSpan, Period, StoredBooking } from './rules/entries'
import type { GridActivity, GridChild } from './rules/grid'
import type { CollectiveEvent, EventChild } from './rules/events'
import type { Billing } from './rules/explain'
import type { Asked } from './rules/limits'
import type { RequestKind } from './rules/period'
import type { RequestSort } from './rules/states'
import type { ServedPlace } from './rules/waiting'
import { OFFER_ENDED } from './messages'
import type { RequestState, StoredState } from './rules/states'

// The raw SQL of the planning. Sets are aggregated into JSON by PostgreSQL: each statement of Prisma's costs
// this page a millisecond of processor.

type ReadActivity = GridActivity & ActivityRules & { showsPlacesLeft: boolean; offerHours: number }

type DayCount = { groupId: number; day: Day; capacity: number | null; booked: number; waiting: number }

export type PlanningRead = {
  calendar: Calendar
  /** The parent's own families. */
  familyIds: string[]
  /** `familyId`: the one that books where no custody rule says. */
  children: (GridChild & GroupedChild & EventChild & { familyId: string; custody: CustodyRule[] })[]
  activities: ReadActivity[]
  events: CollectiveEvent[]
  enrollments: EnrollmentSpan[]
  bookings: (StoredBooking & { requestId: string | null; familyId: string; billing: Billing })[]
  /** Bookings outside the period, of activities that limit the days of a week, month or holidays. */
  around: Asked[]
  days: DayCount[]
}

/** The name that a child "c" is called by. */
export const FIRST_NAME = Prisma.sql`split_part(replace(c."firstNames", ',', ' '), ' ', 1)`

/** An activity "a" as JSON, its rules included. */
export const ACTIVITY = Prisma.sql`json_build_object('id', a.id, 'name', a.name, 'icon', a.icon,
  'autoAccepts', a."autoAccepts", 'opensOn', a."opensOn", 'weekdays', a.weekdays, 'startsAt', a."startsAt",
  'openToAll', a."openToAll", 'bookingOpens', a."bookingOpens", 'bookingDeadline', a."bookingDeadline",
  'lateBooking', a."lateBooking", 'absenceDeadline', a."absenceDeadline", 'lateAbsence', a."lateAbsence",
  'latePolicy', a."lateBooking" ->> 'policy', 'lateAbsences', (a."lateAbsence" ->> 'accepted')::boolean,
  'dayLimits', a."dayLimits", 'waitingList', a."waitingList", 'offerHours', a."offerHours",
  'showsPlacesLeft', a."showsPlacesLeft",
  'excludes', ARRAY(SELECT l."otherId" FROM "ActivityLink" l WHERE l."activityId" = a.id AND l.kind = 'EXCLUDES'),
  'requires', ARRAY(SELECT l."otherId" FROM "ActivityLink" l WHERE l."activityId" = a.id AND l.kind = 'REQUIRES'),
  'groups', (SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'capacity', g.capacity, 'minAge', g."minAge",
    'maxAge', g."maxAge", 'grades', g.grades) ORDER BY g.position, g.id) FROM "ActivityGroup" g WHERE g."activityId" = a.id))`

/** The place of a booking "b" on its waiting list, from 1; null when it is on none. */
const RANK = Prisma.sql`CASE WHEN b.state = 'WAITLISTED' THEN (SELECT count(*)::int FROM "Booking" w
  WHERE w."groupId" = b."groupId" AND w.day = b.day AND w.state = 'WAITLISTED'
  AND w."waitingNumber" <= b."waitingNumber") END`

/** How many wait for a place on the day "d" of a group. */
const WAITING = Prisma.sql`(SELECT count(*)::int FROM "Booking" w
  WHERE w."groupId" = d."groupId" AND w.day = d.day AND w.state = 'WAITLISTED')`

/** JSON of the collective events of a period that were not cancelled, the first declared first. */
export function eventsJson(from: Day | Prisma.Sql, to: Day | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`COALESCE((SELECT json_agg(json_build_object('id', v.id, 'name', v.name, 'kind', v.kind, 'startsOn', v."startsOn",
      'endsOn', v."endsOn", 'schoolId', v."schoolId", 'grades', v.grades, 'targets', COALESCE((SELECT
        json_agg(json_build_object('activityId', t."activityId", 'groupId', t."groupId")) FROM "EventTarget" t
        WHERE t."eventId" = v.id), '[]')) ORDER BY v."declaredAt", v.id)
    FROM "CollectiveEvent" v
    WHERE v."cancelledAt" IS NULL AND v."startsOn" <= ${to}::date AND v."endsOn" >= ${from}::date), '[]')`
}

/** Activities stay in the switches when the children are enrolled in them half a year around the period. */
const AROUND = '180 days'

/** SQL of whose planning is read: two arrays of uuid, and two dates. */
type PlanningOf = Record<'guardianIds' | 'familyIds' | 'from' | 'to', Prisma.Sql>

/**
 * SQL of all that the planning of a parent is made of, as JSON: their children, the activities, the
 * enrollments (half a year around included), the bookings, the counters of the days, events, holidays and closures.
 * A child of several of the parent's families is booked for by the first, unless a custody rule says. Why a booking of
 * the child's other family was refused is not told.
 */
export function planningJson({ guardianIds, familyIds, from, to }: PlanningOf): Prisma.Sql {
  return Prisma.sql`(
    WITH mine AS MATERIALIZED (
      SELECT c.id, c."firstNames", c."lastName", c.colour, s.name AS school, held."familyId",
        row_number() OVER (ORDER BY c."birthDate", c.id) - 1 AS child
      FROM "Child" c
      JOIN LATERAL (SELECT g."familyId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE gs."childId" = c.id AND g.id = ANY(${guardianIds}) ORDER BY g."createdAt", g.id LIMIT 1) held ON true
      LEFT JOIN "School" s ON s.id = c."schoolId"
      WHERE c.id IN (SELECT "childId" FROM "Guardianship" WHERE "guardianId" = ANY(${guardianIds}))
    ), enrolled AS MATERIALIZED (
      SELECT m.child, e.* FROM mine m JOIN "Enrollment" e ON e."childId" = m.id
      WHERE e."startsOn" <= ${to} + ${AROUND}::interval AND e."endsOn" >= ${from} - ${AROUND}::interval
    ), booked AS MATERIALIZED (
      SELECT m.child, b.*, b."familyId" = ANY(${familyIds}) AS own FROM mine m JOIN "Booking" b ON b."childId" = m.id
      WHERE b.day BETWEEN ${from} AND ${to}
    ), open AS MATERIALIZED (
      SELECT a.*, row_number() OVER (ORDER BY a.position, a.id) - 1 AS activity FROM "Activity" a
      WHERE a."openToAll" OR a.id IN (SELECT "activityId" FROM enrolled UNION SELECT "activityId" FROM booked)
    ), counted AS MATERIALIZED (
      SELECT LEAST(date_trunc('month', ${from})::date, ${from} - 6, min(h."startsOn")) AS "from",
        GREATEST((date_trunc('month', ${to}) + interval '1 month')::date, ${to} + 6, max(h."endsOn")) AS "to"
      FROM "SchoolHoliday" h WHERE h.zone = (SELECT "schoolZone" FROM "Authority")
        AND h."startsOn" <= ${to} AND h."endsOn" >= ${from}
    )
    SELECT json_build_object(
      'children', COALESCE((SELECT json_agg(json_build_object('id', m.id, 'colour', m.colour, 'school', m.school,
        'firstName', ${FIRST_NAME}, 'lastName', m."lastName", 'birthDate', c."birthDate", 'grade', c.grade,
        'schoolId', c."schoolId", 'familyId', m."familyId", 'custody', ${custodyJson(Prisma.sql`m.id`)})
        ORDER BY m.child) FROM mine m JOIN "Child" c ON c.id = m.id), '[]'),
      'activities', COALESCE((SELECT json_agg(${ACTIVITY} ORDER BY a.activity) FROM open a), '[]'),
      'enrollments', COALESCE((SELECT json_agg(json_build_object('child', e.child, 'activity', o.activity,
        'startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', e.weekdays, 'groupId', e."groupId"))
        FROM enrolled e JOIN open o ON o.id = e."activityId"), '[]'),
      'bookings', COALESCE((SELECT json_agg(json_build_object('child', b.child, 'activity', o.activity, 'day', b.day,
        'groupId', b."groupId", 'state', b.state, 'own', b.own, 'reason', CASE WHEN b.own THEN b.reason END,
        'rank', ${RANK}, 'offeredUntil', b."offeredUntil", 'billing', b.billing,
        'requestId', b."requestId", 'familyId', b."familyId"))
        FROM booked b JOIN open o ON o.id = b."activityId"), '[]'),
      'around', COALESCE((SELECT json_agg(json_build_object('child', m.child, 'activity', o.activity, 'day', b.day,
        'state', b.state)) FROM counted d, mine m JOIN "Booking" b ON b."childId" = m.id JOIN open o ON o.id = b."activityId"
        WHERE o."dayLimits" IS NOT NULL AND b.day BETWEEN d."from" AND d."to"
          AND b.day NOT BETWEEN ${from} AND ${to}), '[]'),
      'days', COALESCE((SELECT json_agg(json_build_object('groupId', d."groupId", 'day', d.day, 'capacity', d.capacity,
        'booked', d.booked, 'waiting', ${WAITING})) FROM "ActivityDay" d JOIN open o ON o.id = d."activityId"
        WHERE d.day BETWEEN ${from} AND ${to}), '[]'),
      'events', ${eventsJson(from, to)},
      'calendar', ${calendarJson(from, to)}
    ))`
}

/** All that a parent's planning of a period is made of, in one statement. */
export async function readPlanning(client: Tx, parent: Parent, { from, to }: Period): Promise<PlanningRead> {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const familyIds = familyIdsOf(parent)
  const planning = planningJson({
    guardianIds: Prisma.sql`${guardianIds}::uuid[]`,
    familyIds: Prisma.sql`${familyIds}::uuid[]`,
    from: Prisma.sql`${from}::date`,
    to: Prisma.sql`${to}::date`,
  })
  const [row] = await client.$queryRaw<
    { planning: Omit<PlanningRead, 'familyIds'> }[]
  >`SELECT ${planning} AS planning`
  return { ...row!.planning, familyIds }
}

/**
 * Locks days of activities, all their groups, in one order whoever asks, and returns their counters. `cells` selects
 * "activityId" and day; the row of a day that nobody asked for yet is made here. Everything about a day's
 * bookings is read after this and written before the commit: clicks, parents and agents take turns.
 */
export async function lockDays(tx: Tx, cells: Prisma.Sql): Promise<DayLock[]> {
  return tx.$queryRaw<DayLock[]>`
    WITH locked AS (
      INSERT INTO "ActivityDay" ("activityId", "groupId", day, capacity, booked)
      SELECT g."activityId", g.id, cell.day, g.capacity, 0
      FROM (SELECT DISTINCT "activityId", day FROM (${cells}) c) cell JOIN "ActivityGroup" g ON g."activityId" = cell."activityId"
      ORDER BY g."activityId", g.id, cell.day
      ON CONFLICT ("activityId", "groupId", day) DO UPDATE SET booked = "ActivityDay".booked
      RETURNING *
    )
    SELECT d."activityId", d."groupId", d.day::text, d.booked, LEAST(d.capacity, g.capacity) AS capacity
    FROM locked d JOIN "ActivityGroup" g ON g.id = d."groupId"`
}

/** The counter of a group's locked day. `booked` is above `capacity` where an agent took places away afterwards. */
export type DayLock = {
  activityId: number
  groupId: number
  day: Day
  capacity: number | null
  booked: number
}

/** The day of a child's activity, if it is of this parent and the child is enrolled or booked there, or all are taken. */
export function cellOf(parent: Parent, cell: { childId: string; activityId: number; day: Day }): Prisma.Sql {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  return Prisma.sql`
    SELECT ${cell.activityId}::int AS "activityId", ${cell.day}::date AS day
    WHERE EXISTS (SELECT 1 FROM "Guardianship" g
        WHERE g."childId" = ${cell.childId}::uuid AND g."guardianId" = ANY(${guardianIds}::uuid[]))
      AND (EXISTS (SELECT 1 FROM "Enrollment" e WHERE e."childId" = ${cell.childId}::uuid
          AND e."activityId" = ${cell.activityId} AND ${cell.day}::date BETWEEN e."startsOn" AND e."endsOn")
        OR EXISTS (SELECT 1 FROM "Activity" a WHERE a.id = ${cell.activityId} AND a."openToAll")
        OR EXISTS (SELECT 1 FROM "Booking" b WHERE b."childId" = ${cell.childId}::uuid
          AND b."activityId" = ${cell.activityId} AND b.day = ${cell.day}::date))`
}

/** The days of a period request: those that the parent's children are enrolled on, open to all, or booked. */
export function cellsOfPeriod(
  parent: Parent,
  { childIds, activityIds, from, to, weekdays }: Period & PeriodCells,
): Prisma.Sql {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const mine = Prisma.sql`SELECT g."childId" FROM "Guardianship" g
    WHERE g."guardianId" = ANY(${guardianIds}::uuid[]) AND g."childId" = ANY(${childIds}::uuid[])`
  const asked = Prisma.sql`= ANY(${activityIds}::int[])`
  return Prisma.sql`
    SELECT "activityId", day FROM (
      SELECT e."activityId", generate_series(GREATEST(e."startsOn", ${from}::date), LEAST(e."endsOn", ${to}::date), '1 day')::date AS day,
        e.weekdays FROM "Enrollment" e WHERE e."activityId" ${asked} AND e."childId" IN (${mine})
      UNION ALL SELECT a.id, generate_series(${from}::date, ${to}::date, '1 day')::date, a.weekdays
        FROM "Activity" a WHERE a."openToAll" AND a.id ${asked}
      UNION ALL SELECT b."activityId", b.day, ${[1, 2, 3, 4, 5, 6, 7]}::int[] FROM "Booking" b
        WHERE b."activityId" ${asked} AND b."childId" IN (${mine}) AND b.day BETWEEN ${from}::date AND ${to}::date
    ) o WHERE extract(isodow FROM day)::int = ANY(o.weekdays) AND extract(isodow FROM day)::int = ANY(${weekdays}::int[])`
}

type PeriodCells = {
  childIds: readonly string[]
  activityIds: readonly number[]
  weekdays: readonly number[]
}

/** The days that requests' bookings are on. */
export function cellsOfRequests(requestIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT b."activityId", b.day FROM "Booking" b WHERE b."requestId" = ANY(${requestIds}::uuid[])`
}

export type PlaceChange = { groupId: number; day: Day; places: number }

/**
 * Takes places (gives them back when negative) on days that the transaction has locked. A day booked above its
 * group's capacity, lowered since, comes down to it as places are given back. `beyond` its capacity a place is taken
 * for a child who is there.
 *
 * @returns false when a day had no room: then nothing of the transaction may stand
 */
export async function countPlaces(tx: Tx, changes: readonly PlaceChange[], beyond = false): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ allowed: boolean }[]>`
    WITH wanted AS (
      SELECT g."activityId", "groupId", day, sum(places)::int AS places, min(g.capacity) AS capacity
      FROM unnest(${changes.map((one) => one.groupId)}::int[], ${changes.map((one) => one.day)}::date[],
        ${changes.map((one) => one.places)}::int[]) AS c("groupId", day, places)
      JOIN "ActivityGroup" g ON g.id = "groupId"
      GROUP BY g."activityId", "groupId", day HAVING sum(places) <> 0
    ), updated AS (
      UPDATE "ActivityDay" d SET booked = d.booked + w.places,
        capacity = CASE WHEN d.capacity IS NOT NULL
          THEN GREATEST(d.booked + w.places, LEAST(d.capacity, w.capacity)) END
      FROM wanted w
      WHERE d."activityId" = w."activityId" AND d."groupId" = w."groupId" AND d.day = w.day
        AND (w.places < 0 OR ${beyond} OR d.capacity IS NULL OR d.booked + w.places <= LEAST(d.capacity, w.capacity))
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM updated) = (SELECT count(*) FROM wanted) AS allowed`
  return row!.allowed
}

/** A booking to be written. Whether it waits or is offered is told by its state. */
export type BookingRow = {
  childId: string
  activityId: number
  groupId: number
  day: Day
  state: StoredState
  billing: Billing
  excuse: AbsenceExcuse | null
  familyId: string
  requestId: string | null
}

/**
 * Writes bookings of days that the transaction has locked, new ones and those that were there: one statement. Names put
 * on a waiting list take their numbers in the order of the rows.
 */
export async function writeBookings(tx: Tx, rows: readonly BookingRow[], at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Booking" ("childId", "activityId", "groupId", day, state, billing, excuse, "familyId", "requestId",
      "waitingNumber", reason, "updatedAt")
    SELECT "childId", "activityId", "groupId", day, state, billing, excuse, "familyId", "requestId",
      CASE WHEN state = 'WAITLISTED' THEN nextval('"Booking_waitingNumber_seq"') END, NULL, ${at}
    FROM (SELECT * FROM unnest(${rows.map((one) => one.childId)}::uuid[], ${rows.map((one) => one.activityId)}::int[],
      ${rows.map((one) => one.groupId)}::int[], ${rows.map((one) => one.day)}::date[],
      ${rows.map((one) => one.state)}::"BookingState"[], ${rows.map((one) => one.billing)}::"BookingBilling"[],
      ${rows.map((one) => one.excuse)}::"AbsenceExcuse"[], ${rows.map((one) => one.familyId)}::uuid[],
      ${rows.map((one) => one.requestId)}::uuid[]) WITH ORDINALITY AS r("childId", "activityId", "groupId", day, state,
      billing, excuse, "familyId", "requestId", position) ORDER BY position) ordered
    ON CONFLICT ("childId", day, "activityId") DO UPDATE SET "groupId" = EXCLUDED."groupId", state = EXCLUDED.state,
      billing = EXCLUDED.billing, excuse = EXCLUDED.excuse, "familyId" = EXCLUDED."familyId",
      "requestId" = EXCLUDED."requestId", "waitingNumber" = EXCLUDED."waitingNumber", "offeredUntil" = NULL,
      reason = NULL, "beforeMark" = NULL, "eventId" = NULL, "beforeEvent" = NULL, "updatedAt" = EXCLUDED."updatedAt"`
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

/** The days of offers whose time is over. */
export function cellsOfExpiredOffers(at: Date): Prisma.Sql {
  return Prisma.sql`SELECT b."activityId", b.day FROM "Booking" b
    WHERE b.state = 'OFFERED' AND b."offeredUntil" <= ${endedBefore(at)}`
}

/** A group's day. */
export function cellsOfGroupDay({ groupId, day }: { groupId: number; day: Day }): Prisma.Sql {
  return Prisma.sql`SELECT g."activityId", ${day}::date AS day FROM "ActivityGroup" g WHERE g.id = ${groupId}`
}

/** The days of an activity, from one on, that somebody waits for. */
export function cellsOfWaiting(activityId: number, from: Day): Prisma.Sql {
  return Prisma.sql`SELECT b."activityId", b.day FROM "Booking" b
    WHERE b."activityId" = ${activityId} AND b.day >= ${from}::date AND b.state = 'WAITLISTED'`
}

/** The second of the limit still confirms (lib/activity/rules/deadline.ts, `isWithin`). */
function endedBefore(at: Date): Date {
  return new Date(at.getTime() - 1000)
}

/** A name on a waiting list, or an offer: what serving it, or ending it, needs. */
export type Waiting = {
  childId: string
  firstName: string
  groupId: number
  day: Day
  familyId: string
  requestId: string | null
  /** Of the one who asked. */
  email: string | null
  accountId: string | null
  waitingNumber: string
  activity: ActivityRules & { name: string; offerHours: number }
}

/** A booking "b" as a `Waiting`. */
const WAITING_ROW = Prisma.sql`json_build_object('childId', b."childId", 'groupId', b."groupId", 'day', b.day,
  'familyId', b."familyId", 'requestId', b."requestId", 'waitingNumber', COALESCE(b."waitingNumber", 0)::text,
  'firstName', (SELECT ${FIRST_NAME} FROM "Child" c WHERE c.id = b."childId"),
  'email', (SELECT u.email FROM "BookingRequest" r JOIN "Account" u ON u.id = r."authorId" WHERE r.id = b."requestId"),
  'accountId', (SELECT r."authorId" FROM "BookingRequest" r WHERE r.id = b."requestId"),
  'activity', (SELECT ${ACTIVITY} FROM "Activity" a WHERE a.id = b."activityId"))`

/**
 * The first of each waiting list, as many as the locked day has free places, or one when it is kept by hand: one statement.
 */
export async function nextInLine(
  tx: Tx,
  days: readonly { groupId: number; day: Day }[],
  kept: 'AUTO' | 'MANUAL',
): Promise<Waiting[]> {
  const rows = await tx.$queryRaw<{ waiting: Waiting }[]>`
    SELECT ${WAITING_ROW} AS waiting
    FROM (SELECT DISTINCT "groupId", day FROM unnest(${days.map((one) => one.groupId)}::int[],
      ${days.map((one) => one.day)}::date[]) AS s("groupId", day)) slot
    JOIN "ActivityGroup" g ON g.id = slot."groupId"
    JOIN "Activity" o ON o.id = g."activityId" AND o."waitingList"::text = ${kept}
    JOIN "ActivityDay" d ON d."activityId" = o.id AND d."groupId" = g.id AND d.day = slot.day
    CROSS JOIN LATERAL (
      SELECT * FROM "Booking" w WHERE w."groupId" = g.id AND w.day = d.day AND w.state = 'WAITLISTED'
      ORDER BY w."waitingNumber"
      LIMIT LEAST(CASE WHEN ${kept} = 'MANUAL' THEN 1 END, CASE WHEN d.capacity IS NOT NULL
        THEN GREATEST(0, LEAST(d.capacity, g.capacity) - d.booked) END)) b
    ORDER BY b.day, b."waitingNumber"`
  return rows.map(({ waiting }) => waiting)
}

/** Gives names of waiting lists their places. */
export async function servePlaces(
  tx: Tx,
  served: readonly (Waiting & ServedPlace)[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Booking" b SET state = s.state, "offeredUntil" = s."offeredUntil", "waitingNumber" = NULL, "updatedAt" = ${at}
    FROM unnest(${served.map((one) => one.childId)}::uuid[], ${served.map((one) => one.activity.id)}::int[],
      ${served.map((one) => one.day)}::date[], ${served.map((one) => one.state)}::"BookingState"[],
      ${served.map((one) => one.offeredUntil)}::timestamptz[]) AS s("childId", "activityId", day, state, "offeredUntil")
    WHERE b."childId" = s."childId" AND b."activityId" = s."activityId" AND b.day = s.day AND b.state = 'WAITLISTED'`
}

/** Ends offers whose time is over. The days of all of them must be locked. */
export async function endOffers(tx: Tx, at: Date): Promise<Waiting[]> {
  const rows = await tx.$queryRaw<{ waiting: Waiting }[]>`
    UPDATE "Booking" b SET state = 'REFUSED', "offeredUntil" = NULL, reason = ${OFFER_ENDED}, "updatedAt" = ${at}
    WHERE b.state = 'OFFERED' AND b."offeredUntil" <= ${endedBefore(at)}
    RETURNING ${WAITING_ROW} AS waiting`
  return rows.map(({ waiting }) => waiting)
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
