import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'

// What is left of invoices for sets of families, by PostgreSQL: the same as `accountOf` says of one
// (tests/database/recovery/left.spec.ts holds the two together).

/**
 * What is left to pay of each issued invoice: rows (id, "left"). Payments, credit notes and what the Trésor public collects
 * go to their invoice; what they leave over, and what was paid on account, pays the oldest.
 *
 * @param families a condition on an invoice "i", by its family
 */
export function leftSql(families: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT d.id, (d.due - GREATEST(0, LEAST(d.due, d.spare - d.before)))::int AS "left" FROM (
      SELECT o.id, GREATEST(0, o.own) AS due,
        COALESCE(sum(GREATEST(0, o.own)) OVER (PARTITION BY o."familyId" ORDER BY o.year, o.number
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
        sum(GREATEST(0, -o.own)) OVER (PARTITION BY o."familyId")
          + COALESCE((SELECT sum(p.amount) FROM "Payment" p LEFT JOIN "Invoice" q ON q.id = p."invoiceId"
            WHERE p."familyId" = o."familyId" AND (q.id IS NULL OR q.total <= 0)), 0)
          - COALESCE((SELECT sum(n.total) FROM "Invoice" n LEFT JOIN "Invoice" q ON q.id = n."correctsId"
            WHERE n."familyId" = o."familyId" AND n."issuedAt" IS NOT NULL AND n.total < 0 AND (q.id IS NULL OR q.total <= 0)), 0)
          AS spare
      FROM (
        SELECT i.id, i."familyId", i.year, i.number, i.total - COALESCE(t.amount, 0)
          + COALESCE((SELECT sum(n.total) FROM "Invoice" n WHERE n."correctsId" = i.id AND n."issuedAt" IS NOT NULL), 0)
          - COALESCE((SELECT sum(p.amount) FROM "Payment" p WHERE p."invoiceId" = i.id), 0) AS own
        FROM "Invoice" i LEFT JOIN "TreasuryTransmission" t ON t."invoiceId" = i.id
        WHERE i."issuedAt" IS NOT NULL AND i.total > 0 AND ${families}
      ) o
    ) d`
}

/** The families that owe something: of no other is an invoice unpaid. A condition on an invoice "i". */
export const OF_OWING_FAMILIES = Prisma.sql`i."familyId" IN (
  SELECT m."familyId" FROM (
    SELECT "familyId", total AS amount FROM "Invoice" WHERE "issuedAt" IS NOT NULL
    UNION ALL SELECT "familyId", -amount FROM "Payment"
    UNION ALL SELECT s."familyId", -t.amount FROM "TreasuryTransmission" t JOIN "Invoice" s ON s.id = t."invoiceId"
  ) m WHERE m."familyId" IS NOT NULL GROUP BY m."familyId" HAVING sum(m.amount) > 0)`

/** Whether an invoice "i" will be debited: a debit of it was announced. */
export const DEBITED = Prisma.sql`EXISTS (SELECT 1 FROM "Debit" e WHERE e."invoiceId" = i.id AND e.state = 'ANNOUNCED')`

/** Whether an invoice "i" is being paid: a payment online is open, or a debit was announced. */
export const BEING_PAID = Prisma.sql`(EXISTS (SELECT 1 FROM "PaymentAttempt" a WHERE a."invoiceId" = i.id
  AND a.state IN ('CREATED', 'AWAITING')) OR ${DEBITED})`

/** How many accounts follow the family of an invoice "i": those of the billed family alone. */
export const ACCOUNTS = Prisma.sql`(SELECT count(DISTINCT s."accountId")::int FROM "Guardian" g
  JOIN "Subscription" s ON s."guardianId" = g.id AND s."endedAt" IS NULL
  JOIN "Account" a ON a.id = s."accountId" AND a."disabledAt" IS NULL WHERE g."familyId" = i."familyId")`

/** How many reminders were sent of an invoice "i", and the day of the last one in Paris: r. */
export const REMINDED = Prisma.sql`CROSS JOIN LATERAL (SELECT count(*)::int AS reminders,
  (max(r."sentAt") AT TIME ZONE 'Europe/Paris')::date::text AS "lastOn" FROM "InvoiceReminder" r WHERE r."invoiceId" = i.id) r`
