import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { DEBITED, leftSql } from './unpaid-sql'

/**
 * JSON of the invoices for which families can't ask for reservations (`BlockingInvoice`): of each family the one that blocks
 * first. An invoice at the Trésor public blocks until it has its money; one that will be debited never does. Where the
 * collectivité blocks nobody, nothing is looked up. To be put in a larger statement.
 *
 * @param familyIds an array of uuid
 */
export function blockingJson(familyIds: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`COALESCE((SELECT json_agg(u) FROM "RecoverySetting" s CROSS JOIN LATERAL (
    SELECT DISTINCT ON (i."familyId") i."familyId", i.id, i.year, i.number, i.month, i."dueOn", t."invoiceId" IS NOT NULL AS "isTransmitted",
      GREATEST(x.until + 1, i."dueOn" + 1 + CASE WHEN t."invoiceId" IS NULL THEN s."blockingDays" ELSE 0 END) AS "blocksFrom"
    FROM "Invoice" i JOIN (${leftSql(Prisma.sql`i."familyId" = ANY(${familyIds})`)}) l ON l.id = i.id
      LEFT JOIN "TreasuryTransmission" t ON t."invoiceId" = i.id AND t."settledAt" IS NULL
      LEFT JOIN "BlockingLift" x ON x."familyId" = i."familyId"
    WHERE (l."left" > 0 AND NOT ${DEBITED}) OR t."invoiceId" IS NOT NULL ORDER BY i."familyId", "blocksFrom", i.year, i.number) u
    WHERE s."blockingDays" IS NOT NULL), '[]')`
}

/** Which of some families can't ask for reservations on a day. One statement. */
export async function blockedFamilies(
  client: Tx,
  familyIds: readonly string[],
  today: Day,
): Promise<Set<string>> {
  const [row] = await client.$queryRaw<{ found: { familyId: string; blocksFrom: Day }[] }[]>`
    SELECT ${blockingJson(Prisma.sql`${familyIds}::uuid[]`)} AS found`
  return new Set(row!.found.flatMap(({ familyId, blocksFrom }) => (blocksFrom <= today ? [familyId] : [])))
}
