import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Billing } from './rules/entry'
import {
  EXCUSED_STATES,
  REFUSED_STATES,
  type CollectiveEvent,
  type EventEffect,
  type EventKind,
  type EventTarget,
} from './rules/events'
import type { ActivityRules } from './rules/entries'
import type { StoredState } from './rules/states'
import { ACTIVITY, eventsJson, FIRST_NAME } from './sql'

// The raw SQL of collective events: sets of bookings, a constant number of statements.

/** What an event is about and when, without its name. */
export type EventSpan = Pick<CollectiveEvent, 'startsOn' | 'endsOn' | 'schoolId' | 'grades' | 'targets'>

/** Bookings "b" of children "c" that an event concerns (as lib/planning/rules/events.ts, `eventOn`). */
function concerned({ startsOn, endsOn, schoolId, grades, targets }: EventSpan): Prisma.Sql {
  return Prisma.sql`c.id = b."childId" AND b.day BETWEEN ${startsOn}::date AND ${endsOn}::date
    AND b."activityId" = ANY(${targets.map((one) => one.activityId)}::int[])
    AND EXISTS (SELECT 1 FROM ${targetsOf(targets)} WHERE t."activityId" = b."activityId"
      AND (t."groupId" IS NULL OR t."groupId" = b."groupId"))
    AND (${schoolId}::int IS NULL OR c."schoolId" = ${schoolId})
    AND (${grades.length === 0} OR c.grade = ANY(${[...grades]}::"Grade"[]))`
}

/** Targets as rows "t". */
function targetsOf(targets: readonly EventTarget[]): Prisma.Sql {
  return Prisma.sql`unnest(${targets.map((one) => one.activityId)}::int[], ${targets.map((one) => one.groupId)}::int[])
    AS t("activityId", "groupId")`
}

const oneOf = (states: readonly StoredState[]) =>
  Prisma.sql`IN (${Prisma.join(states.map((state) => Prisma.sql`${state}::"BookingState"`))})`

/** States of a booking "b" that become an absence that is not billed; one that is free already stays its family's. */
const IS_EXCUSED = Prisma.sql`(b.state ${oneOf(EXCUSED_STATES)} AND NOT (b.state = 'ABSENT' AND b.billing = 'FREE'))`
/** States of a booking "b" that become a refusal. */
const IS_REFUSED = Prisma.sql`b.state ${oneOf(REFUSED_STATES)}`

/** What an event would release, counted by day and state; children marked present, who stay so, are counted by day too. */
export async function readEffect(client: Tx, span: EventSpan): Promise<EventEffect> {
  const [row] = await client.$queryRaw<{ effect: EventEffect }[]>`
    WITH hit AS MATERIALIZED (
      SELECT b.day, b.state, b."familyId", b."childId" FROM "Booking" b, "Child" c
      WHERE ${concerned(span)} AND (${IS_EXCUSED} OR ${IS_REFUSED} OR b.state = 'PRESENT')
    )
    SELECT json_build_object(
      'families', (SELECT count(DISTINCT "familyId") FROM hit WHERE state <> 'PRESENT'),
      'children', (SELECT count(DISTINCT "childId") FROM hit WHERE state <> 'PRESENT'),
      'days', COALESCE((SELECT json_agg(json_build_object('day', d.day, 'counts', d.counts) ORDER BY d.day) FROM (
        SELECT s.day, json_object_agg(s.state, s.count) AS counts
        FROM (SELECT day, state, count(*) AS count FROM hit GROUP BY day, state) s GROUP BY s.day) d), '[]')) AS effect`
  return row!.effect
}

/** The days of activities on which a child that an event concerns is booked, or may be. */
export function cellsOfEvent({
  startsOn,
  endsOn,
  targets,
}: Pick<EventSpan, 'startsOn' | 'endsOn' | 'targets'>): Prisma.Sql {
  const activityIds = Prisma.sql`${targets.map((one) => one.activityId)}::int[]`
  return Prisma.sql`SELECT a.id AS "activityId", d::date AS day FROM "Activity" a
      CROSS JOIN generate_series(${startsOn}::date, ${endsOn}::date, interval '1 day') d
      WHERE a.id = ANY(${activityIds}) AND extract(isodow FROM d)::int = ANY(a.weekdays)
    UNION SELECT b."activityId", b.day FROM "Booking" b
      WHERE b."activityId" = ANY(${activityIds}) AND b.day BETWEEN ${startsOn}::date AND ${endsOn}::date`
}

/** Writes what an event is about. @returns false when an activity, or a group of it, does not exist */
export async function writeTargets(
  tx: Tx,
  eventId: string,
  targets: readonly EventTarget[],
): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO "EventTarget" ("eventId", "activityId", "groupId")
    SELECT ${eventId}::uuid, a.id, g.id FROM ${targetsOf(targets)} JOIN "Activity" a ON a.id = t."activityId"
    LEFT JOIN "ActivityGroup" g ON g.id = t."groupId" AND g."activityId" = a.id
    WHERE t."groupId" IS NULL OR g.id IS NOT NULL`
  return count === targets.length
}

/** A booking that an event touches, or touched: `before` is the state that it had. */
export type TouchedBooking = {
  childId: string
  firstName: string
  activityId: number
  activity: string
  groupId: number
  day: Day
  familyId: string
  requestId: string | null
  before: StoredState
}

/**
 * Releases the bookings that an event concerns, on days that the transaction has locked: what was reserved, or an absence,
 * is an absence that is not billed; what waited is refused, with the event's name. Of a child marked present, what the
 * undo of the mark would give back is released. Two statements.
 *
 * @returns what was released, by day
 */
export async function releaseBookings(
  tx: Tx,
  eventId: string,
  event: CollectiveEvent,
  at: Date,
): Promise<TouchedBooking[]> {
  const { name, kind } = event
  await tx.$executeRaw`
    UPDATE "Booking" b SET "beforeMark" = CASE
      WHEN COALESCE(b."beforeMark" ->> 'state', 'BOOKED') IN ('REQUESTED', 'WAITLISTED', 'OFFERED')
        THEN jsonb_build_object('state', 'REFUSED', 'billing', 'STANDARD', 'reason', ${name}::text)
      ELSE jsonb_build_object('state', 'ABSENT', 'billing', 'FREE', 'excuse', ${kind}::text) END
    FROM "Child" c WHERE ${concerned(event)} AND b.state = 'PRESENT'
      AND COALESCE(b."beforeMark" ->> 'state', 'BOOKED') NOT IN ('ENROLLED', 'REFUSED')
      AND NOT (COALESCE(b."beforeMark" ->> 'state', '') = 'ABSENT' AND b."beforeMark" ->> 'billing' = 'FREE')`
  return tx.$queryRaw<TouchedBooking[]>`
    WITH released AS (
      UPDATE "Booking" b SET "eventId" = ${eventId}::uuid,
        "beforeEvent" = jsonb_build_object('state', b.state, 'billing', b.billing, 'since', b."updatedAt"),
        state = CASE WHEN ${IS_REFUSED} THEN 'REFUSED' ELSE 'ABSENT' END::"BookingState",
        billing = CASE WHEN ${IS_REFUSED} THEN b.billing ELSE 'FREE' END,
        excuse = CASE WHEN ${IS_REFUSED} THEN NULL ELSE ${kind}::"AbsenceExcuse" END,
        reason = CASE WHEN ${IS_REFUSED} THEN ${name}::text END,
        "waitingNumber" = NULL, "offeredUntil" = NULL, "beforeMark" = NULL, "updatedAt" = ${at}
      FROM "Child" c WHERE ${concerned(event)} AND (${IS_EXCUSED} OR ${IS_REFUSED})
      RETURNING b.*
    )
    SELECT r."childId"::text, ${FIRST_NAME} AS "firstName", r."activityId", a.name AS activity, r."groupId", r.day::text,
      r."familyId"::text, r."requestId"::text, r."beforeEvent" ->> 'state' AS before
    FROM released r JOIN "Child" c ON c.id = r."childId" JOIN "Activity" a ON a.id = r."activityId"
    ORDER BY r.day, a.position, a.id, c."birthDate", c.id`
}

/** A booking that an event released: `billing` is that of before. `stays`: the child is still enrolled. */
export type ReleasedBooking = TouchedBooking & {
  billing: Billing
  stays: boolean
  schoolId: number | null
  grade: CollectiveEvent['grades'][number] | null
  rules: ActivityRules & { offerHours: number }
}

/**
 * What an event released and nobody has changed since, those who had booked first first, with the events that go on
 * keeping children away on its days: one statement.
 */
export async function readReleased(
  tx: Tx,
  eventId: string,
  { startsOn, endsOn }: Pick<EventSpan, 'startsOn' | 'endsOn'>,
): Promise<{ bookings: ReleasedBooking[]; events: (CollectiveEvent & { id: string })[] }> {
  const [row] = await tx.$queryRaw<
    { bookings: ReleasedBooking[]; events: (CollectiveEvent & { id: string })[] }[]
  >`
    SELECT ${eventsJson(startsOn, endsOn)} AS events, COALESCE((SELECT json_agg(json_build_object('childId', c.id,
        'firstName', ${FIRST_NAME}, 'activityId', a.id, 'activity', a.name, 'groupId', b."groupId", 'day', b.day,
        'familyId', b."familyId", 'requestId', b."requestId", 'before', b."beforeEvent" ->> 'state',
        'billing', b."beforeEvent" ->> 'billing', 'schoolId', c."schoolId", 'grade', c.grade, 'rules', ${ACTIVITY},
        'stays', a."openToAll" OR EXISTS (SELECT 1 FROM "Enrollment" e WHERE e."childId" = c.id AND e."activityId" = a.id
          AND b.day BETWEEN e."startsOn" AND e."endsOn"))
        ORDER BY b.day, b."beforeEvent" ->> 'since', c.id)
      FROM "Booking" b JOIN "Child" c ON c.id = b."childId" JOIN "Activity" a ON a.id = b."activityId"
      WHERE b."eventId" = ${eventId}::uuid AND b.state IN ('ABSENT', 'REFUSED')), '[]') AS bookings`
  return row!
}

/** What becomes of a released booking: booked again, offered until an instant, or kept away by another event. */
export type RestoredBooking = Pick<ReleasedBooking, 'childId' | 'activityId' | 'day'> &
  (
    | { state: 'BOOKED'; offeredUntil: null; eventId: null; excuse: null }
    | { state: 'OFFERED'; offeredUntil: Date; eventId: null; excuse: null }
    | { state: 'ABSENT'; offeredUntil: null; eventId: string; excuse: EventKind }
  )

/** Gives released bookings back as they were, or to the other event that keeps them: one statement. */
export async function restoreBookings(tx: Tx, rows: readonly RestoredBooking[], at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Booking" b SET state = r.state, "offeredUntil" = r."offeredUntil", "eventId" = r."eventId",
      billing = CASE WHEN r."eventId" IS NULL THEN (b."beforeEvent" ->> 'billing')::"BookingBilling" ELSE b.billing END,
      excuse = r.excuse,
      "beforeEvent" = CASE WHEN r."eventId" IS NULL THEN NULL ELSE b."beforeEvent" END, "updatedAt" = ${at}
    FROM unnest(${rows.map((one) => one.childId)}::uuid[], ${rows.map((one) => one.activityId)}::int[],
      ${rows.map((one) => one.day)}::date[], ${rows.map((one) => one.state)}::"BookingState"[],
      ${rows.map((one) => one.offeredUntil)}::timestamptz[], ${rows.map((one) => one.eventId)}::uuid[],
      ${rows.map((one) => one.excuse)}::"AbsenceExcuse"[]) AS r("childId", "activityId", day, state, "offeredUntil", "eventId", excuse)
    WHERE b."childId" = r."childId" AND b."activityId" = r."activityId" AND b.day = r.day`
}
