import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { LinkedCell } from './links'
import type { ActivityRules, Period } from './rules/entries'
import type { OpenedDay } from './rules/openings'
import type { DueDay } from './rules/reminders'
import { ACTIVITY, planningJson, planningOf, type PlanningJson, type PlanningRead } from './sql'

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

/**
 * The accounts that may have to be told of an opening: a child of theirs may be booked on a day that has just opened, no
 * sooner (`OpenedDay`), has booked nothing of what opened, and they were not told. `daysToAnnounce` then says of what. One
 * statement.
 *
 * @param since who has come from this day on is interested in what is open to all
 */
export async function accountsToTell(
  client: Tx,
  opened: readonly OpenedDay[],
  since: Day,
): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    WITH opened AS MATERIALIZED (
      SELECT * FROM unnest(${opened.map((one) => one.activityId)}::int[], ${opened.map((one) => one.day)}::date[],
        ${opened.map((one) => one.group.from)}::date[], ${opened.map((one) => one.group.to)}::date[],
        ${opened.map((one) => one.before)}::date[]) AS o("activityId", day, "from", "to", before)
    ), held AS (
      SELECT e."childId", o."activityId", o."from", o."to" FROM opened o
        JOIN "Enrollment" e ON e."activityId" = o."activityId" AND o.day BETWEEN e."startsOn" AND e."endsOn"
          AND extract(isodow FROM o.day)::int = ANY(e.weekdays)
        WHERE o.before IS NULL OR NOT EXISTS (SELECT 1 FROM "Enrollment" p WHERE p."childId" = e."childId"
          AND p."activityId" = e."activityId" AND o.before BETWEEN p."startsOn" AND p."endsOn")
      UNION
      SELECT b."childId", o."activityId", o."from", o."to" FROM opened o
        JOIN "Activity" t ON t.id = o."activityId" AND t."openToAll"
        JOIN "Booking" b ON b."activityId" = t.id AND b.day >= ${since}::date WHERE o.before IS NULL
    )
    SELECT DISTINCT a.id::text AS id FROM held h
    JOIN "Guardianship" gs ON gs."childId" = h."childId"
    JOIN "Guardian" g ON g.id = gs."guardianId"
    JOIN "Subscription" s ON s."guardianId" = g.id AND s."endedAt" IS NULL
    JOIN "Account" a ON a.id = s."accountId" AND ${LISTENS}
    WHERE NOT EXISTS (SELECT 1 FROM "Booking" b WHERE b."childId" = h."childId" AND b."activityId" = h."activityId"
        AND b.day BETWEEN h."from" AND h."to" AND b."familyId" = g."familyId" AND b.state <> 'REFUSED')
      AND NOT EXISTS (SELECT 1 FROM "OpeningSent" t WHERE t."accountId" = a.id AND t."activityId" = h."activityId"
        AND t.day = h."from")
    ORDER BY id`
  return rows.map(({ id }) => id)
}

/** What `remindedDays` and `daysToAnnounce` need of an account. `told`: openings, by the first day that they opened. */
export type ReminderRead = {
  accountId: string
  email: string
  planning: PlanningRead
  usual: { childId: string; activityId: number; weekdays: number[] }[]
  reminded: LinkedCell[]
  told: { activityId: number; day: Day }[]
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
    (Omit<ReminderRead, 'planning'> & { familyIds: string[]; planning: PlanningJson })[]
  >`
    SELECT p."accountId", p.email, p."familyIds", ${planning} AS planning,
      COALESCE((SELECT json_agg(u) FROM (SELECT b."childId", b."activityId",
          array_agg(DISTINCT extract(isodow FROM b.day)::int) AS weekdays FROM "Booking" b
        WHERE b."childId" IN (SELECT gs."childId" FROM "Guardianship" gs WHERE gs."guardianId" = ANY(p."guardianIds"))
          AND b.day >= ${since}::date AND b.state <> 'REFUSED' GROUP BY b."childId", b."activityId") u), '[]') AS usual,
      COALESCE((SELECT json_agg(json_build_object('childId', r."childId", 'activityId', r."activityId", 'day', r.day))
        FROM "ReminderSent" r WHERE r."accountId" = p."accountId" AND r.day BETWEEN ${from}::date AND ${to}::date), '[]') AS reminded,
      COALESCE((SELECT json_agg(json_build_object('activityId', t."activityId", 'day', t.day))
        FROM "OpeningSent" t WHERE t."accountId" = p."accountId" AND t.day BETWEEN ${from}::date AND ${to}::date), '[]') AS told
    FROM (SELECT a.id AS "accountId", a.email, array_agg(DISTINCT g.id) AS "guardianIds",
        array_agg(DISTINCT g."familyId") AS "familyIds"
      FROM "Account" a JOIN "Subscription" s ON s."accountId" = a.id AND s."endedAt" IS NULL
      JOIN "Guardian" g ON g.id = s."guardianId"
      WHERE a.id = ANY(${accountIds}::uuid[]) AND ${LISTENS} GROUP BY a.id) p
    ORDER BY p."accountId"`
  return rows.map(({ familyIds, planning: read, ...row }) => ({
    ...row,
    planning: planningOf(read, familyIds),
  }))
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

/** An opening that an account is told of. */
export type ClaimedOpening = { accountId: string; activityId: number; day: Day }

/** The same of openings, by the first day that they opened. One statement. */
export async function claimOpenings(tx: Tx, openings: readonly ClaimedOpening[]): Promise<ClaimedOpening[]> {
  return tx.$queryRaw<ClaimedOpening[]>`
    INSERT INTO "OpeningSent" ("accountId", "activityId", day)
    SELECT DISTINCT * FROM unnest(${openings.map((one) => one.accountId)}::uuid[],
      ${openings.map((one) => one.activityId)}::int[], ${openings.map((one) => one.day)}::date[]) ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
    RETURNING "accountId"::text, "activityId", day::text`
}
