import 'server-only'
import type { Day } from '@/lib/core/day'
import { PREPARED, unseenIds, type Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { InvoiceKind, PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import type { ToldInvoice } from './mails'
import type { BilledOf } from './rules/spending'

/** An issued invoice or credit note, as an account holds it. */
export type IssuedRow = {
  id: string
  kind: InvoiceKind
  year: number
  number: number
  month: Day
  issuedOn: Day
  dueOn: Day
  total: Centimes
  correctsId: string | null
  /** What the Trésor public collects of it; 0: nothing. */
  transmitted: Centimes
  /** The Trésor public has it. */
  isSettled: boolean
  /** The day on which a debit that was announced collects it. */
  debitedOn: Day | null
}

export type PaymentRow = {
  id: string
  invoiceId: string | null
  amount: Centimes
  method: PaymentMethod
  receivedOn: Day
  reference: string | null
  reversesId: string | null
  /** None of what is given back. */
  receipt: { year: number; number: number } | null
}

/** The account of a family: its invoices as they were issued, its payments as they came. */
export type AccountRow = {
  familyId: string
  familyName: string
  invoices: IssuedRow[]
  payments: PaymentRow[]
}

/** The accounts of families, drafts left out. One statement. */
export async function readAccounts(client: Tx, familyIds: readonly string[]): Promise<AccountRow[]> {
  return client.$queryRaw<AccountRow[]>`${PREPARED}
    SELECT f.id::text AS "familyId", f.name AS "familyName",
      COALESCE((SELECT json_agg(json_build_object('id', i.id, 'kind', i.kind, 'year', i.year, 'number', i.number,
          'month', i.month, 'issuedOn', (i."issuedAt" AT TIME ZONE 'Europe/Paris')::date, 'dueOn', i."dueOn",
          'total', i.total, 'correctsId', i."correctsId", 'transmitted', COALESCE(t.amount, 0),
          'isSettled', t."settledAt" IS NOT NULL, 'debitedOn', (SELECT b."collectedOn" FROM "Debit" d
            JOIN "DebitBatch" b ON b.id = d."batchId" WHERE d."invoiceId" = i.id AND d.state = 'ANNOUNCED')) ORDER BY i.year, i.number)
        FROM "Invoice" i LEFT JOIN "TreasuryTransmission" t ON t."invoiceId" = i.id WHERE i."familyId" = f.id AND i."issuedAt" IS NOT NULL), '[]') AS invoices,
      COALESCE((SELECT json_agg(json_build_object('id', p.id, 'invoiceId', p."invoiceId", 'amount', p.amount,
          'method', p.method, 'receivedOn', p."receivedOn", 'reference', p.reference, 'reversesId', p."reversesId",
          'receipt', (SELECT json_build_object('year', r.year, 'number', r.number) FROM "Receipt" r WHERE r."paymentId" = p.id))
          ORDER BY p."receivedOn", p."recordedAt", p.id)
        FROM "Payment" p WHERE p."familyId" = f.id), '[]') AS payments
    FROM "Family" f WHERE f.id = ANY(${unseenIds(familyIds)}) ORDER BY f.name, f.id`
}

/** What was billed to families by month and activity, the activities in their order. One statement. */
export async function readBilled(client: Tx, familyIds: readonly string[], since: Day): Promise<BilledOf[]> {
  return client.$queryRaw<BilledOf[]>(Prisma.sql`
    SELECT i.month::text AS month, a.name AS activity, sum(l.amount)::int AS amount
    FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i.id LEFT JOIN "Activity" a ON a.id = l."activityId"
    WHERE i."familyId" = ANY(${familyIds}::uuid[]) AND i."issuedAt" IS NOT NULL AND i.month >= ${since}::date
    GROUP BY i.month, a.id ORDER BY a.position, a.id, i.month`)
}

/** An account to write to, and the invoices of its families. */
export type AccountToTell = { accountId: string; email: string; invoices: ToldInvoice[] }

/** The next accounts that follow families with an invoice of an issued run. One statement. */
export async function readAccountsToTell(
  client: Tx,
  runId: string,
  after: string | null,
  size: number,
): Promise<AccountToTell[]> {
  return client.$queryRaw<AccountToTell[]>`
    WITH followed AS (
      SELECT DISTINCT s."accountId", g."familyId" FROM "Subscription" s JOIN "Guardian" g ON g.id = s."guardianId"
      WHERE s."endedAt" IS NULL AND (${after}::uuid IS NULL OR s."accountId" > ${after}::uuid)
    )
    SELECT a.id::text AS "accountId", a.email, json_agg(json_build_object('id', i.id, 'familyName', f.name, 'month', i.month,
      'year', i.year, 'number', i.number, 'total', i.total, 'dueOn', i."dueOn") ORDER BY i.number) AS invoices
    FROM "Invoice" i JOIN followed o ON o."familyId" = i."familyId" JOIN "Account" a ON a.id = o."accountId"
      JOIN "Family" f ON f.id = i."familyId"
    WHERE i."runId" = ${runId}::uuid AND i.kind = 'INVOICE' AND i."issuedAt" IS NOT NULL AND a."disabledAt" IS NULL
    GROUP BY a.id ORDER BY a.id LIMIT ${size}`
}
