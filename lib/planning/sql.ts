import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import { PREPARED, unseen, unseenIds, type Tx } from '@/lib/core/db'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { calendarJson } from '@/lib/activity/sql'
import type { CustodyRule } from '@/lib/family/custody-rules'
import { custodyJson } from '@/lib/family/sql'
import { familyIdsOf } from '@/lib/core/scope'
import { blockingJson } from '@/lib/recovery/blocking-sql'
import type { BlockingInvoice } from '@/lib/recovery/rules/blocking'
import type { GroupedChild } from '@/lib/activity/rules/groups'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ActivityRules, EnrollmentSpan, Period, StoredBooking } from './rules/entries'
import type { GridActivity, GridChild } from './rules/grid'
import type { LackingDocument } from './rules/documents'
import type { CollectiveEvent, EventChild } from './rules/events'
import type { Billing } from './rules/entry'
import type { Asked } from './rules/limits'
import type { StoredState } from './rules/states'

// The raw SQL of the planning. Sets are aggregated into JSON by PostgreSQL: each statement of Prisma's costs
// this page a millisecond of processor.

/** An activity as the planning reads it, its rules included. */
export type ReadActivity = GridActivity & ActivityRules & { showsPlacesLeft: boolean; offerHours: number }

type DayCount = { groupId: number; day: Day; capacity: number | null; booked: number; waiting: number }

export type PlanningRead = {
  calendar: Calendar
  /** The parent's own families. */
  familyIds: string[]
  /** `familyId`: the one that books where no custody rule says. */
  children: (GridChild &
    GroupedChild &
    EventChild & { familyId: string; custody: CustodyRule[]; lacking: LackingDocument[] })[]
  activities: ReadActivity[]
  events: CollectiveEvent[]
  enrollments: EnrollmentSpan[]
  bookings: (StoredBooking & { requestId: string | null; familyId: string; billing: Billing })[]
  /** Bookings outside the period, of activities that limit the days of a week, month or holidays. */
  around: Asked[]
  days: DayCount[]
  /** The unpaid invoices for which families of the parent can't ask for reservations: one of a family at most. */
  blocking: BlockingInvoice[]
}

/** A booking as the statement gives it: without the names of its fields, which would be more than half of a planning. */
type BookingTuple = [
  child: number,
  activity: number,
  day: Day,
  groupId: number,
  state: StoredState,
  own: boolean,
  reason: string | null,
  rank: number | null,
  offeredUntil: string | null,
  billing: Billing,
  requestId: string | null,
  familyId: string,
]

/** A planning as `planningJson` gives it. */
export type PlanningJson = Omit<PlanningRead, 'familyIds' | 'bookings'> & { bookings: BookingTuple[] }

/** A planning by its names. */
export function planningOf({ bookings, ...read }: PlanningJson, familyIds: string[]): PlanningRead {
  return { ...read, familyIds, bookings: bookings.map(bookingOf) }
}

function bookingOf(tuple: BookingTuple): PlanningRead['bookings'][number] {
  const [child, activity, day, groupId, state, own, reason, rank, offeredUntil, ...rest] = tuple
  const [billing, requestId, familyId] = rest
  return {
    child,
    activity,
    day,
    groupId,
    state,
    own,
    reason,
    rank,
    offeredUntil,
    billing,
    requestId,
    familyId,
  }
}

/** The name that a child "c" is called by. */
export const FIRST_NAME = Prisma.sql`split_part(replace(c."firstNames", ',', ' '), ' ', 1)`

/** An activity "a" as JSON, its rules included. */
export const ACTIVITY = Prisma.sql`json_build_object('id', a.id, 'name', a.name, 'icon', a.icon,
  'autoAccepts', a."autoAccepts", 'opensOn', a."opensOn", 'weekdays', a.weekdays, 'startsAt', a."startsAt",
  'openToAll', a."openToAll", 'needsDocuments', a."needsDocuments", 'bookingOpens', a."bookingOpens", 'bookingDeadline', a."bookingDeadline",
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

/**
 * JSON of the obligatory documents that do not stand for ever, of the child "m" and the family that books for it (LackingDocument);
 * looked for only where an activity of `open` asks for them.
 */
const LACKING = Prisma.sql`CASE WHEN EXISTS (SELECT 1 FROM open WHERE "needsDocuments") THEN COALESCE((
    SELECT json_agg(json_build_object('name', t.name, 'until', s.until) ORDER BY t.position, t.id)
    FROM "DocumentType" t
    CROSS JOIN LATERAL (SELECT NULL::uuid AS "guardianId" WHERE t.owner <> 'GUARDIAN'
      UNION ALL SELECT g.id FROM "Guardian" g WHERE t.owner = 'GUARDIAN' AND g."familyId" = m."familyId") o
    CROSS JOIN LATERAL (SELECT COALESCE(bool_or(d.state = 'PENDING' OR d."expiresOn" IS NULL), false) AS stands,
        max(d."expiresOn") AS until
      FROM "Document" d WHERE d."typeId" = t.id AND d.state IN ('PENDING', 'ACCEPTED') AND CASE t.owner
        WHEN 'CHILD' THEN d."childId" = m.id AND (d."familyId" = m."familyId" OR NOT t.private)
        WHEN 'GUARDIAN' THEN d."guardianId" = o."guardianId"
        ELSE d."familyId" = m."familyId" AND d."guardianId" IS NULL AND d."childId" IS NULL END) s
    WHERE t.required AND t."retiredAt" IS NULL AND NOT s.stands), '[]'::json) ELSE '[]'::json END`

/** Activities stay in the switches when the children are enrolled in them half a year around the period. */
const AROUND = '180 days'

/** SQL of whose planning is read: two arrays of uuid, and two dates. */
type PlanningOf = Record<'guardianIds' | 'familyIds' | 'from' | 'to', Prisma.Sql>

/**
 * SQL of all that the planning of a parent is made of, as JSON (`PlanningJson`): their children, the activities, the
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
        'schoolId', c."schoolId", 'familyId', m."familyId", 'lacking', ${LACKING}, 'custody', ${custodyJson(Prisma.sql`m.id`)})
        ORDER BY m.child) FROM mine m JOIN "Child" c ON c.id = m.id), '[]'),
      'activities', COALESCE((SELECT json_agg(${ACTIVITY} ORDER BY a.activity) FROM open a), '[]'),
      'enrollments', COALESCE((SELECT json_agg(json_build_object('child', e.child, 'activity', o.activity,
        'startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', e.weekdays, 'groupId', e."groupId"))
        FROM enrolled e JOIN open o ON o.id = e."activityId"), '[]'),
      'bookings', COALESCE((SELECT json_agg(json_build_array(b.child, o.activity, b.day, b."groupId", b.state, b.own,
        CASE WHEN b.own THEN b.reason END, ${RANK}, b."offeredUntil", b.billing, b."requestId", b."familyId"))
        FROM booked b JOIN open o ON o.id = b."activityId"), '[]'),
      'around', COALESCE((SELECT json_agg(json_build_object('child', m.child, 'activity', o.activity, 'day', b.day,
        'state', b.state)) FROM counted d, mine m JOIN "Booking" b ON b."childId" = m.id JOIN open o ON o.id = b."activityId"
        WHERE EXISTS (SELECT 1 FROM open WHERE "dayLimits" IS NOT NULL) AND o."dayLimits" IS NOT NULL AND b.day BETWEEN d."from" AND d."to"
          AND b.day NOT BETWEEN ${from} AND ${to}), '[]'),
      'days', COALESCE((SELECT json_agg(json_build_object('groupId', d."groupId", 'day', d.day, 'capacity', d.capacity,
        'booked', d.booked, 'waiting', ${WAITING})) FROM "ActivityDay" d JOIN open o ON o.id = d."activityId"
        WHERE d.day BETWEEN ${from} AND ${to}), '[]'),
      'events', ${eventsJson(from, to)},
      'blocking', ${blockingJson(familyIds)},
      'calendar', ${calendarJson(from, to)}
    ))`
}

/** All that a parent's planning of a period is made of, in one statement. */
export async function readPlanning(client: Tx, parent: Parent, { from, to }: Period): Promise<PlanningRead> {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const familyIds = familyIdsOf(parent)
  const planning = planningJson({
    guardianIds: unseenIds(guardianIds),
    familyIds: unseenIds(familyIds),
    from: unseen(Prisma.sql`${from}::date`),
    to: unseen(Prisma.sql`${to}::date`),
  })
  const [row] = await client.$queryRaw<{ planning: PlanningJson }[]>`${PREPARED}
    SELECT ${planning} AS planning`
  return planningOf(row!.planning, familyIds)
}
