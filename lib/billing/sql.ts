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

/**
 * The tariffs in force on a day, in one statement.
 *
 * @returns by activity; an activity without tariff is not in it, and not billed
 */
export async function tariffsOn(client: Tx, on: Day): Promise<Map<number, TariffRules>> {
  const rows = await client.$queryRaw<{ id: number; rules: TariffRules }[]>`
    SELECT DISTINCT ON ("activityId") "activityId" AS id, rules FROM "Tariff"
    WHERE "validFrom" <= ${on}::date ORDER BY "activityId", "validFrom" DESC`
  return new Map(rows.map(({ id, rules }) => [id, rules]))
}
