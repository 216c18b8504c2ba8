import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { LinkedCell } from './links'
import type { ActivityRules, Period } from './rules/entries'
import type { DueDay } from './rules/reminders'
import { ACTIVITY, planningJson, type PlanningRead } from './sql'

// The raw SQL of reminders: sets of families, whatever the size of the town.

/** All activities, with their rules. */
export async function readActivities(client: Tx): Promise<ActivityRules[]> {
  const [row] = await client.$queryRaw<{ activities: ActivityRules[] }[]>`
    SELECT COALESCE(json_agg(${ACTIVITY} ORDER BY a.position, a.id), '[]') AS activities FROM "Activity" a`
  return row!.activities
}

/** Whether an account "a" may be reminded. */
const LISTENS = Prisma.sql`a."disabledAt" IS NULL AND a."remindersOffAt" IS NULL
  AND NOT EXISTS (SELECT 1 FROM "Agent" ag WHERE ag."accountId" = a.id)`

/**
 * The accounts that a reminder may be due to: a child of theirs has nothing on a day whose limit is near, and they were
 * not told of it. `remindedDays` then says of what. One statement.
 *
 * @param since habits count from this day on
 */
export async function accountsToRemind(client: Tx, due: readonly DueDay[], since: Day): Promise<string[]> {
  const near = due.filter(({ isNear }) => isNear)
  const rows = await client.$queryRaw<{ id: string }[]>`
    WITH due AS MATERIALIZED (
      SELECT *, extract(isodow FROM day)::int AS weekday FROM unnest(${near.map((one) => one.activityId)}::int[],
        ${near.map((one) => one.day)}::date[], ${near.map((one) => one.kind === 'HOLIDAYS')}::boolean[])
        AS d("activityId", day, holidays)
    ), held AS (
      SELECT e."childId", d.* FROM due d JOIN "Enrollment" e ON e."activityId" = d."activityId"
        AND d.day BETWEEN e."startsOn" AND e."endsOn" AND d.weekday = ANY(e.weekdays)
      UNION
      SELECT b."childId", d.* FROM due d JOIN "Activity" o ON o.id = d."activityId" AND o."openToAll"
        JOIN "Booking" b ON b."activityId" = o.id AND b.day >= ${since}::date
    )
    SELECT DISTINCT a.id::text AS id FROM held h
    JOIN "Guardianship" gs ON gs."childId" = h."childId"
    JOIN "Subscription" s ON s."guardianId" = gs."guardianId" AND s."endedAt" IS NULL
    JOIN "Account" a ON a.id = s."accountId" AND ${LISTENS}
    WHERE NOT EXISTS (SELECT 1 FROM "Booking" b
        WHERE b."childId" = h."childId" AND b.day = h.day AND b."activityId" = h."activityId")
      AND (h.holidays OR EXISTS (SELECT 1 FROM "Booking" u WHERE u."childId" = h."childId" AND u.day >= ${since}::date
        AND u."activityId" = h."activityId" AND u.state <> 'REFUSED' AND extract(isodow FROM u.day)::int = h.weekday))
      AND NOT EXISTS (SELECT 1 FROM "ReminderSent" r WHERE r."accountId" = a.id AND r."childId" = h."childId"
        AND r."activityId" = h."activityId" AND r.day = h.day)
    ORDER BY id`
  return rows.map(({ id }) => id)
}

/** What `remindedDays` needs of an account. */
export type ReminderRead = {
  accountId: string
  email: string
  planning: PlanningRead
  usual: { childId: string; activityId: number; weekdays: number[] }[]
  reminded: LinkedCell[]
}

/** The plannings of accounts, with their habits since a day and what they were told: one statement. */
export async function readToRemind(
  client: Tx,
  accountIds: readonly string[],
  { from, to }: Period,
  since: Day,
): Promise<ReminderRead[]> {
  const planning = planningJson({
    guardianIds: Prisma.sql`p."guardianIds"`,
    familyIds: Prisma.sql`p."familyIds"`,
    from: Prisma.sql`${from}::date`,
    to: Prisma.sql`${to}::date`,
  })
  const rows = await client.$queryRaw<
    (Omit<ReminderRead, 'planning'> & {
      familyIds: string[]
      planning: Omit<PlanningRead, 'familyIds'>
    })[]
  >`
    SELECT p."accountId", p.email, p."familyIds", ${planning} AS planning,
      COALESCE((SELECT json_agg(u) FROM (SELECT b."childId", b."activityId",
          array_agg(DISTINCT extract(isodow FROM b.day)::int) AS weekdays FROM "Booking" b
        WHERE b."childId" IN (SELECT gs."childId" FROM "Guardianship" gs WHERE gs."guardianId" = ANY(p."guardianIds"))
          AND b.day >= ${since}::date AND b.state <> 'REFUSED' GROUP BY b."childId", b."activityId") u), '[]') AS usual,
      COALESCE((SELECT json_agg(json_build_object('childId', r."childId", 'activityId', r."activityId", 'day', r.day))
        FROM "ReminderSent" r WHERE r."accountId" = p."accountId" AND r.day BETWEEN ${from}::date AND ${to}::date), '[]') AS reminded
    FROM (SELECT a.id AS "accountId", a.email, array_agg(DISTINCT g.id) AS "guardianIds",
        array_agg(DISTINCT g."familyId") AS "familyIds"
      FROM "Account" a JOIN "Subscription" s ON s."accountId" = a.id AND s."endedAt" IS NULL
      JOIN "Guardian" g ON g.id = s."guardianId"
      WHERE a.id = ANY(${accountIds}::uuid[]) AND ${LISTENS} GROUP BY a.id) p
    ORDER BY p."accountId"`
  return rows.map(({ familyIds, planning: read, ...row }) => ({ ...row, planning: { ...read, familyIds } }))
}

/** A day that an account is told of. */
export type ClaimedDay = LinkedCell & { accountId: string }

/**
 * Writes down that accounts are told of days, and returns those that no other run has told them of: who writes the row
 * writes the mail. One statement.
 */
export async function claimDays(tx: Tx, days: readonly ClaimedDay[]): Promise<ClaimedDay[]> {
  return tx.$queryRaw<ClaimedDay[]>`
    INSERT INTO "ReminderSent" ("accountId", "childId", "activityId", day)
    SELECT * FROM unnest(${days.map((one) => one.accountId)}::uuid[], ${days.map((one) => one.childId)}::uuid[],
      ${days.map((one) => one.activityId)}::int[], ${days.map((one) => one.day)}::date[]) ORDER BY 1, 2, 3, 4
    ON CONFLICT DO NOTHING
    RETURNING "accountId"::text, "childId"::text, "activityId", day::text`
}
