import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { AbsenceExcuse } from '@/lib/generated/prisma/enums.ts'
import type { Period } from './rules/entries'
import type { Billing } from './rules/entry'
import type { StoredState } from './rules/states'

// The days that a write touches: their locks, their cells, their counters, their bookings.

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

type PeriodCells = {
  childIds: readonly string[]
  activityIds: readonly number[]
  weekdays: readonly number[]
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
