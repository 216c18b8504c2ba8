import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { Prisma } from '@/lib/generated/prisma/client.ts'

/** A debit that a mail tells of. */
export type ToldOfDebit = {
  invoiceId: string
  familyName: string
  year: number
  number: number
  amount: Centimes
  rum: string
  reason: string | null
  collectedOn: Day
  creditorName: string
  ics: string
}

/** An account to write to, and the debits of its families. */
export type AccountOfDebits = { accountId: string; email: string; debits: [ToldOfDebit, ...ToldOfDebit[]] }

/** The next accounts that follow families with debits `which` (a condition on "Debit" d). One statement. */
export async function readDebitsToTell(
  client: Tx,
  which: Prisma.Sql,
  after: string | null,
  size: number,
): Promise<AccountOfDebits[]> {
  return client.$queryRaw<AccountOfDebits[]>`
    WITH told AS MATERIALIZED (SELECT d.* FROM "Debit" d WHERE ${which} AND d."familyId" IS NOT NULL),
    followed AS (
      SELECT DISTINCT s."accountId", g."familyId" FROM "Subscription" s JOIN "Guardian" g ON g.id = s."guardianId"
      WHERE s."endedAt" IS NULL AND (${after}::uuid IS NULL OR s."accountId" > ${after}::uuid)
        AND g."familyId" IN (SELECT "familyId" FROM told)
    )
    SELECT a.id::text AS "accountId", a.email, json_agg(json_build_object('invoiceId', d."invoiceId", 'familyName', f.name,
      'year', i.year, 'number', i.number, 'amount', d.amount, 'rum', d.rum, 'reason', d.reason, 'collectedOn', b."collectedOn",
      'creditorName', b."creditorName", 'ics', b."creditorIcs") ORDER BY i.year, i.number) AS debits
    FROM told d JOIN followed o ON o."familyId" = d."familyId" JOIN "Account" a ON a.id = o."accountId"
      JOIN "Family" f ON f.id = d."familyId" JOIN "Invoice" i ON i.id = d."invoiceId" JOIN "DebitBatch" b ON b.id = d."batchId"
    WHERE a."disabledAt" IS NULL GROUP BY a.id ORDER BY a.id LIMIT ${size}`
}

/** A family that owes money and signed a mandate once: the active one, or else the latest. */
export type MandateRow = {
  familyId: string
  familyName: string
  mandateId: string
  rum: string
  signedOn: Day
  lastUsedOn: Day | null
  isRevoked: boolean
  ics: string
}

/** What a family "f" owes: as `accountOf` has it, all that is left of its invoices is its balance. */
const BALANCE = Prisma.sql`((SELECT COALESCE(sum(i.total), 0) FROM "Invoice" i WHERE i."familyId" = f.id AND i."issuedAt" IS NOT NULL)
  - (SELECT COALESCE(sum(p.amount), 0) FROM "Payment" p WHERE p."familyId" = f.id)
  - (SELECT COALESCE(sum(t.amount), 0) FROM "TreasuryTransmission" t JOIN "Invoice" i ON i.id = t."invoiceId" WHERE i."familyId" = f.id))::int`

/** The next families that owe money and signed a mandate once, by name. One statement. */
export async function readMandates(client: Tx): Promise<MandateRow[]> {
  return client.$queryRaw<MandateRow[]>`
    SELECT f.id::text AS "familyId", f.name AS "familyName", m.id::text AS "mandateId", m.rum, m."creditorIcs" AS ics,
      (m."signedAt" AT TIME ZONE 'Europe/Paris')::date::text AS "signedOn", m."revokedAt" IS NOT NULL AS "isRevoked",
      (SELECT max(b."collectedOn")::text FROM "Debit" d JOIN "DebitBatch" b ON b.id = d."batchId"
        WHERE d."mandateId" = m.id AND d.state IN ('COLLECTED', 'RETURNED')) AS "lastUsedOn"
    FROM "Family" f CROSS JOIN LATERAL (SELECT * FROM "SepaMandate" m WHERE m."familyId" = f.id
      ORDER BY m."revokedAt" IS NOT NULL, m."signedAt" DESC, m.id DESC LIMIT 1) m
    WHERE ${BALANCE} > 0 ORDER BY f.name, f.id`
}

/** A family that owes money and never signed a mandate. */
export type UnsignedRow = { familyId: string; familyName: string; hasAccount: boolean; balance: Centimes }

/** The families that owe money and never signed a mandate: how many, and the first by name. One statement. */
export async function readUnsigned(
  client: Tx,
  size: number,
): Promise<{ families: number; withoutAccount: number; first: UnsignedRow[] }> {
  const [row] = await client.$queryRaw<{ families: number; withoutAccount: number; first: UnsignedRow[] }[]>`
    WITH unsigned AS MATERIALIZED (
      SELECT f.id AS "familyId", f.name AS "familyName", f."ibanEncrypted" IS NOT NULL AS "hasAccount", ${BALANCE} AS balance
      FROM "Family" f WHERE ${BALANCE} > 0 AND NOT EXISTS (SELECT 1 FROM "SepaMandate" m WHERE m."familyId" = f.id)
    )
    SELECT count(*)::int AS families, (count(*) FILTER (WHERE NOT "hasAccount"))::int AS "withoutAccount",
      COALESCE((SELECT json_agg(u) FROM (SELECT * FROM unsigned ORDER BY "familyName", "familyId" LIMIT ${size}) u), '[]') AS first
    FROM unsigned`
  return row!
}

/** What the past of an invoice says of debiting it: how many times it was asked, whether one came back, whether it is being paid. */
export type InvoicePast = { invoiceId: string; debits: number; hasFailed: boolean; isPaying: boolean }

/** The past of invoices. One statement. */
export async function readPast(client: Tx, invoiceIds: readonly string[]): Promise<InvoicePast[]> {
  return client.$queryRaw<InvoicePast[]>`
    SELECT i.id::text AS "invoiceId", (SELECT count(*)::int FROM "Debit" d WHERE d."invoiceId" = i.id) AS debits,
      EXISTS (SELECT 1 FROM "Debit" d WHERE d."invoiceId" = i.id AND d.state IN ('REJECTED', 'RETURNED')) AS "hasFailed",
      EXISTS (SELECT 1 FROM "PaymentAttempt" a WHERE a."invoiceId" = i.id AND a.state IN ('CREATED', 'AWAITING')) AS "isPaying"
    FROM unnest(${invoiceIds}::uuid[]) AS i(id)`
}

/** Locks invoices, in one order: whoever pays one of them online meanwhile waits. */
export async function lockInvoices(tx: Tx, invoiceIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Invoice" WHERE id = ANY(${invoiceIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}
