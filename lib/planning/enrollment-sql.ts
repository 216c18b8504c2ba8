import 'server-only'
import type { Group, GroupedChild } from '@/lib/activity/rules/groups'
import { dayFromDb, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { FIRST_NAME } from './sql'
import { type DayLock } from './lock-sql'
import type { Billing } from './rules/entry'
import type { Period } from './rules/entries'
import type { GroupedBooking } from './rules/regroup'

// Changes of an enrollment: its group, its end.

/** An enrollment that the transaction has locked, with what its changes need of the child and the activity. */
export type LockedEnrollment = {
  id: string
  childId: string
  activityId: number
  groupId: number | null
  startsOn: Day
  endsOn: Day
  weekdays: number[]
  isOccasional: boolean
  activity: string
  child: GroupedChild & { firstName: string }
  /** The groups of the activity, none of which is removed before the commit. */
  groups: Group[]
}

/** Locks an enrollment and the groups of its activity. @returns null when it does not exist */
export async function lockEnrollment(tx: Tx, id: string): Promise<LockedEnrollment | null> {
  const [held] = await tx.$queryRaw<{ activityId: number }[]>`
    SELECT "activityId" FROM "Enrollment" WHERE id = ${id}::uuid FOR UPDATE`
  if (!held) return null
  await tx.$queryRaw`
    SELECT 1 FROM "ActivityGroup" WHERE "activityId" = ${held.activityId} ORDER BY id FOR KEY SHARE`
  const [row] = await tx.$queryRaw<{ enrollment: LockedEnrollment }[]>`
    SELECT json_build_object('id', e.id, 'childId', e."childId", 'activityId', e."activityId", 'groupId', e."groupId",
      'startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', e.weekdays, 'isOccasional', e."isOccasional",
      'activity', a.name,
      'child', json_build_object('firstName', ${FIRST_NAME}, 'birthDate', c."birthDate", 'grade', c.grade),
      'groups', (SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'capacity', g.capacity,
        'minAge', g."minAge", 'maxAge', g."maxAge", 'grades', g.grades) ORDER BY g.position, g.id)
        FROM "ActivityGroup" g WHERE g."activityId" = a.id)) AS enrollment
    FROM "Enrollment" e JOIN "Child" c ON c.id = e."childId" JOIN "Activity" a ON a.id = e."activityId"
    WHERE e.id = ${id}::uuid`
  return row!.enrollment
}

/** The days of an enrollment in a period, and those of the child's bookings there: a click on one of them waits. */
export function cellsOfEnrollment(
  { childId, activityId, weekdays }: LockedEnrollment,
  { from, to }: Period,
): Prisma.Sql {
  return Prisma.sql`
    SELECT ${activityId}::int AS "activityId", d::date AS day
    FROM generate_series(${from}::date, ${to}::date, interval '1 day') d
    WHERE extract(isodow FROM d) = ANY(${weekdays}::int[])
    UNION SELECT b."activityId", b.day FROM "Booking" b WHERE b."childId" = ${childId}::uuid
      AND b."activityId" = ${activityId} AND b.day BETWEEN ${from}::date AND ${to}::date`
}

/** A booking of an enrollment's days. */
export type EnrollmentBooking = GroupedBooking & {
  billing: Billing
  familyId: string
  requestId: string | null
}

/** The child's bookings in the activity in a period, by day. */
export async function bookingsOfEnrollment(
  client: Tx,
  { childId, activityId }: Pick<LockedEnrollment, 'childId' | 'activityId'>,
  { from, to }: Period,
): Promise<EnrollmentBooking[]> {
  const rows = await client.booking.findMany({
    where: { childId, activityId, day: { gte: dayToDb(from), lte: dayToDb(to) } },
    orderBy: { day: 'asc' },
    select: { day: true, groupId: true, state: true, billing: true, familyId: true, requestId: true },
  })
  return rows.map(({ day, ...row }) => ({ ...row, day: dayFromDb(day) }))
}

/**
 * Whether a group has a free place on a locked day, beyond those that others wait for.
 *
 * @param childId whose own name on a waiting list does not count
 */
export async function freeBeyondWaiting(
  tx: Tx,
  locks: readonly DayLock[],
  childId: string,
): Promise<(groupId: number, day: Day) => boolean> {
  const keyOf = (groupId: number, day: Day) => `${groupId} ${day}`
  const waiting = await tx.$queryRaw<{ groupId: number; day: Day; names: number }[]>`
    SELECT b."groupId", b.day::text AS day, count(*)::int AS names
    FROM "Booking" b JOIN unnest(${locks.map((one) => one.groupId)}::int[], ${locks.map((one) => one.day)}::date[])
      AS l("groupId", day) ON b."groupId" = l."groupId" AND b.day = l.day
    WHERE b.state = 'WAITLISTED' AND b."childId" <> ${childId}::uuid GROUP BY 1, 2`
  const names = new Map(waiting.map((one) => [keyOf(one.groupId, one.day), one.names]))
  const byKey = new Map(locks.map((lock) => [keyOf(lock.groupId, lock.day), lock]))
  return (groupId, day) => {
    const lock = byKey.get(keyOf(groupId, day))
    if (!lock) return false
    return lock.capacity === null || lock.booked + (names.get(keyOf(groupId, day)) ?? 0) < lock.capacity
  }
}

/** Puts bookings of locked days in other groups: one statement. A name on a waiting list keeps its number. */
export async function moveBookings(
  tx: Tx,
  { childId, activityId }: LockedEnrollment,
  moves: readonly { day: Day; to: number }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Booking" b SET "groupId" = m."groupId"
    FROM unnest(${moves.map((one) => one.day)}::date[], ${moves.map((one) => one.to)}::int[]) AS m(day, "groupId")
    WHERE b."childId" = ${childId}::uuid AND b."activityId" = ${activityId} AND b.day = m.day`
}

/** Removes the child's bookings of locked days. */
export async function removeBookings(
  tx: Tx,
  { childId, activityId }: LockedEnrollment,
  days: readonly Day[],
): Promise<void> {
  await tx.booking.deleteMany({ where: { childId, activityId, day: { in: days.map(dayToDb) } } })
}
