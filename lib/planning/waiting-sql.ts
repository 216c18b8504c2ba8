import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ActivityRules } from './rules/entries'
import type { ServedPlace } from './rules/waiting'
import { OFFER_ENDED } from './messages'
import { ACTIVITY, FIRST_NAME } from './sql'

// Waiting lists: who is next, places given and offered.

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
