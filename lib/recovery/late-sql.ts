import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { LateInvoice } from './rules/reminders'
import { ACCOUNTS, BEING_PAID, leftSql, OF_OWING_FAMILIES, REMINDED } from './unpaid-sql'

/** An issued invoice as the steps of recovery look at it. */
export type LateRow = LateInvoice & {
  id: string
  familyId: string | null
  familyName: string | null
  payerName: string
  year: number
  number: number
  month: Day
  total: Centimes
  /** How many accounts follow its family. */
  accounts: number
}

const COLUMNS = Prisma.sql`i.id::text, i."familyId"::text, f.name AS "familyName", i."payerName", i.year, i.number, i.month::text,
  i."dueOn"::text, i.total, COALESCE(l."left", 0) AS "left", ${ACCOUNTS} AS accounts, ${BEING_PAID} AS "isBeingPaid",
  EXISTS (SELECT 1 FROM "TreasuryTransmission" t WHERE t."invoiceId" = i.id) AS "isTransmitted", r.reminders, r."lastOn"`

/** Locks invoices, in one order: a payment online, a reminder and a transmission of one take turns. */
export async function lockInvoices(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM "Invoice" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/** Issued invoices as they stand, in the order of their numbers; unknown ids are left out. One statement. */
export async function readLate(client: Tx, ids: readonly string[]): Promise<LateRow[]> {
  const families = Prisma.sql`i."familyId" IN (SELECT j."familyId" FROM "Invoice" j WHERE j.id = ANY(${ids}::uuid[]))`
  return client.$queryRaw<LateRow[]>`
    SELECT ${COLUMNS} FROM "Invoice" i LEFT JOIN "Family" f ON f.id = i."familyId"
      LEFT JOIN (${leftSql(families)}) l ON l.id = i.id ${REMINDED}
    WHERE i.id = ANY(${ids}::uuid[]) AND i.kind = 'INVOICE' AND i."issuedAt" IS NOT NULL ORDER BY i.year, i.number`
}

/** What a list of unpaid invoices is narrowed to. */
export type LateFilter = {
  /** Due before this day. */
  dueBefore: Day
  least: Centimes
  /** How many reminders were sent: at least, at most. */
  reminders: readonly [least: number, most: number]
  order: Prisma.Sql
  size: number
  skip: number
}

/** Unpaid invoices past their due day that the Trésor public does not collect; how many there are, and what is left in all. One statement. */
export async function readUnpaid(
  client: Tx,
  { dueBefore, least, reminders: [fewest, most], order, size, skip }: LateFilter,
): Promise<{ rows: LateRow[]; count: number; total: Centimes }> {
  const rows = await client.$queryRaw<(LateRow & { count: number; sum: number })[]>`
    SELECT ${COLUMNS}, (count(*) OVER ())::int AS count, (sum(l."left") OVER ())::float8 AS sum
    FROM "Invoice" i JOIN (${leftSql(OF_OWING_FAMILIES)}) l ON l.id = i.id AND l."left" >= ${Math.max(1, least)}
      JOIN "Family" f ON f.id = i."familyId" ${REMINDED}
    WHERE i."dueOn" < ${dueBefore}::date AND r.reminders BETWEEN ${fewest} AND ${most}
      AND NOT EXISTS (SELECT 1 FROM "TreasuryTransmission" t WHERE t."invoiceId" = i.id)
    ORDER BY ${order} LIMIT ${size} OFFSET ${skip}`
  const [first] = rows
  return {
    rows: rows.map(({ count: _, sum: __, ...row }) => row),
    count: first?.count ?? 0,
    total: first?.sum ?? 0,
  }
}

/** An account that follows the family of an invoice. */
export type Follower = { accountId: string; email: string; familyId: string }

/** The accounts of families, and the families each of them follows. One statement. */
export async function followersOf(client: Tx, familyIds: readonly string[]): Promise<Follower[]> {
  return client.$queryRaw<Follower[]>`
    SELECT DISTINCT a.id::text AS "accountId", a.email, g."familyId"::text AS "familyId" FROM "Guardian" g
    JOIN "Subscription" s ON s."guardianId" = g.id AND s."endedAt" IS NULL
    JOIN "Account" a ON a.id = s."accountId" AND a."disabledAt" IS NULL
    WHERE g."familyId" = ANY(${familyIds}::uuid[]) ORDER BY "accountId", "familyId"`
}
