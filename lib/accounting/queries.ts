import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import type { Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import type { EntryKind } from './messages'
import type { JournalPeriod } from './schema'

/**
 * An entry of the accounting journal, on the day on which it was written: a period that was exported never changes. An invoice
 * has one for each activity. `amount`: what families owe more (negative: less).
 */
export type JournalEntry = {
  on: Day
  kind: EntryKind
  /** Of the invoice, the credit note, or the invoice that was paid; null on account. */
  year: number | null
  number: number | null
  /** The family's number, null of an erased one or without. */
  family: string | null
  payer: string
  activity: string | null
  method: PaymentMethod | null
  receivedOn: Day | null
  reference: string | null
  amount: Centimes
}

const inParis = (instant: Prisma.Sql) => Prisma.sql`(${instant} AT TIME ZONE 'Europe/Paris')::date`

/** What was issued, received, reversed and transmitted in a period: rows of `JournalEntry`, by SQL. */
function entriesSql({ from, to }: JournalPeriod): Prisma.Sql {
  const within = (instant: Prisma.Sql) =>
    Prisma.sql`${inParis(instant)} BETWEEN ${from}::date AND ${to}::date`
  const [issued, recorded, sent] = [
    Prisma.sql`i."issuedAt"`,
    Prisma.sql`p."recordedAt"`,
    Prisma.sql`b."createdAt"`,
  ]
  return Prisma.sql`
    SELECT ${inParis(issued)} AS "on", i.kind::text AS kind, i.year, i.number, f."externalNumber" AS family,
      i."payerName" AS payer, a.name AS activity, NULL::text AS method, NULL::date AS "receivedOn", NULL AS reference,
      sum(l.amount)::int AS amount, 0 AS rank, i.id, i."issuedAt" AS at
    FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i.id LEFT JOIN "Activity" a ON a.id = l."activityId"
      LEFT JOIN "Family" f ON f.id = i."familyId" WHERE ${within(issued)} GROUP BY i.id, a.id, f.id
    UNION ALL
    SELECT ${inParis(recorded)}, CASE WHEN p."reversesId" IS NULL THEN 'PAYMENT' ELSE 'REVERSAL' END, i.year, i.number,
      f."externalNumber", COALESCE(i."payerName", f.name, ''), NULL, p.method::text, p."receivedOn", COALESCE(p.reference, p.reason),
      -p.amount, 1, p.id, p."recordedAt"
    FROM "Payment" p LEFT JOIN "Invoice" i ON i.id = p."invoiceId" LEFT JOIN "Family" f ON f.id = p."familyId"
    WHERE ${within(recorded)}
    UNION ALL
    SELECT ${inParis(sent)}, 'TRANSMISSION', i.year, i.number, f."externalNumber", i."payerName", NULL, NULL, NULL,
      b.year || '-' || b.number, -t.amount, 2, i.id, b."createdAt"
    FROM "TreasuryTransmission" t JOIN "TreasuryBatch" b ON b.id = t."batchId" JOIN "Invoice" i ON i.id = t."invoiceId"
      LEFT JOIN "Family" f ON f.id = i."familyId" WHERE ${within(sent)}`
}

/** The accounting journal of a period, in the order in which it was written. One statement. */
export async function journalEntries(agent: AgentActor, period: JournalPeriod): Promise<JournalEntry[]> {
  requirePermission(agent, 'billing.run')
  return db.$queryRaw<JournalEntry[]>`
    SELECT e."on"::text, e.kind, e.year, e.number, e.family, e.payer, e.activity, e.method, e."receivedOn"::text, e.reference, e.amount
    FROM (${entriesSql(period)}) e ORDER BY e."on", e.rank, e.at, e.year, e.number, e.id, e.activity`
}

/** What a period comes to, by kind of entry and means. */
export type JournalTotal = { kind: EntryKind; method: PaymentMethod | null; count: number; amount: Centimes }

/** The totals of a period. One statement. A year of a large town is more centimes than an `int` holds. */
export async function journalTotals(agent: AgentActor, period: JournalPeriod): Promise<JournalTotal[]> {
  requirePermission(agent, 'billing.run')
  return db.$queryRaw<JournalTotal[]>`
    SELECT e.kind, e.method, count(DISTINCT e.id)::int AS count, sum(e.amount)::float8 AS amount
    FROM (${entriesSql(period)}) e GROUP BY e.kind, e.method, e.rank ORDER BY e.rank, e.kind DESC, e.method`
}
