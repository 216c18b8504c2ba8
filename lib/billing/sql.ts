import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { TariffRules } from './rules/price'

/**
 * JSON of the tariff of an activity that is in force on a day, NULL without one: to be put in a larger statement. A tariff
 * begins on the first of a month: a month has one.
 */
export function tariffJson(activityId: Prisma.Sql, on: Day | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT t.rules FROM "Tariff" t WHERE t."activityId" = ${activityId} AND t."validFrom" <= ${on}::date
    ORDER BY t."validFrom" DESC LIMIT 1)`
}

/** Whether issued invoices bill days of an activity from one day on, before another (null: for good): SQL. */
function usedSql(activityId: Prisma.Sql, from: Prisma.Sql, next: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "InvoiceLine" l JOIN "Invoice" i ON i.id = l."invoiceId"
    WHERE l."activityId" = ${activityId} AND i."issuedAt" IS NOT NULL AND i.month >= ${from}
      AND EXISTS (SELECT 1 FROM unnest(l.days) d WHERE d >= ${from} AND (${next} IS NULL OR d < ${next})))`
}

/** Whether issued invoices bill days of an activity from one day on, before another (null: for good). */
export async function isTariffUsed(
  client: Tx,
  activityId: number,
  from: Day,
  next: Day | null,
): Promise<boolean> {
  const used = usedSql(Prisma.sql`${activityId}`, Prisma.sql`${from}::date`, Prisma.sql`${next}::date`)
  const [row] = await client.$queryRaw<{ used: boolean }[]>`SELECT ${used} AS used`
  return row!.used
}

/** A tariff of an activity with the day before which it ends; whether issued invoices were priced by it. */
export type DatedTariff = {
  id: number
  validFrom: Day
  /** The next one's first day; null while there is none. */
  next: Day | null
  rules: TariffRules
  isUsed: boolean
}

/** The tariffs of an activity, the last first. */
export async function tariffHistory(client: Tx, activityId: number): Promise<DatedTariff[]> {
  return client.$queryRaw<DatedTariff[]>`
    SELECT t.id, t."validFrom"::text, t.next::text, t.rules,
      ${usedSql(Prisma.sql`t."activityId"`, Prisma.sql`t."validFrom"`, Prisma.sql`t.next`)} AS "isUsed"
    FROM (SELECT *, lead("validFrom") OVER (ORDER BY "validFrom") AS next FROM "Tariff"
      WHERE "activityId" = ${activityId}) t
    ORDER BY t."validFrom" DESC`
}
