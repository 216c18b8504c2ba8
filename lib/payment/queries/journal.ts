import 'server-only'
import { invoiceNumber, receiptNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import type { Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import type { PaymentFilter } from '../journal-schema'
import { keptBy, PAYMENTS } from '../journal-sql'
import { tooManyLines } from '../messages'

/** Money received or given back, as the agents' list tells it. `attempt`: its reference at PayFiP. */
export type JournalLine = {
  id: string
  receivedOn: Day
  family: { id: string; name: string } | null
  payer: string | null
  amount: Centimes
  method: PaymentMethod
  reference: string | null
  attempt: string | null
  invoice: { id: string; number: string } | null
  receipt: string | null
  isReversed: boolean
  isReversal: boolean
}

/** What came by a means: how many payments, what they come to, and what was taken back of them or of others (negative). */
export type MeansTotal = { method: PaymentMethod; count: number; received: Centimes; reversed: Centimes }

const JOURNAL_PAGE = 25

type Row = Omit<JournalLine, 'invoice' | 'receipt' | 'family'> & {
  familyId: string | null
  familyName: string | null
  invoiceId: string | null
  invoiceYear: number | null
  invoiceNumber: number | null
  receiptYear: number | null
  receiptNumber: number | null
}

function readLines(which: Prisma.Sql, end: Prisma.Sql): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT p.id::text, p."receivedOn"::text, p.amount, p.method::text, p.reference, a.reference AS attempt, p."familyId"::text,
      f.name AS "familyName", i."payerName" AS payer, i.id::text AS "invoiceId", i.year AS "invoiceYear", i.number AS "invoiceNumber",
      r.year AS "receiptYear", r.number AS "receiptNumber", p."reversesId" IS NOT NULL AS "isReversal",
      EXISTS (SELECT 1 FROM "Payment" b WHERE b."reversesId" = p.id) AS "isReversed"
    FROM ${PAYMENTS} WHERE ${which} ORDER BY p."receivedOn" DESC, p."recordedAt" DESC, p.id DESC ${end}`
}

function lineOf(row: Row): JournalLine {
  const { familyId, familyName, invoiceId, invoiceYear, receiptYear, ...line } = row
  const { invoiceNumber: ofInvoice, receiptNumber: ofReceipt, ...rest } = line
  return {
    ...rest,
    family: familyId !== null && familyName !== null ? { id: familyId, name: familyName } : null,
    invoice:
      invoiceId !== null && invoiceYear !== null && ofInvoice !== null
        ? { id: invoiceId, number: invoiceNumber({ year: invoiceYear, number: ofInvoice }) }
        : null,
    receipt:
      receiptYear !== null && ofReceipt !== null
        ? receiptNumber({ year: receiptYear, number: ofReceipt })
        : null,
  }
}

/** A page of the payments that a filter keeps, the latest first, and what they all come to. Two statements. */
export async function paymentsJournal(
  agent: AgentActor,
  filter: PaymentFilter,
): Promise<{ lines: JournalLine[]; totals: MeansTotal[]; count: number; pages: number }> {
  requirePermission(agent, 'billing.run')
  const skipped = (filter.page - 1) * JOURNAL_PAGE
  const [rows, totals] = await Promise.all([
    readLines(keptBy(filter), Prisma.sql`LIMIT ${JOURNAL_PAGE} OFFSET ${skipped}`),
    readTotals(keptBy(filter)),
  ])
  const count = totals.reduce((sum, one) => sum + one.count, 0)
  return {
    ...{ totals, count, lines: rows.map(lineOf) },
    pages: Math.max(1, Math.ceil(count / JOURNAL_PAGE)),
  }
}

/** Of payments "p". The sums of some years pass what an integer of the database holds: they come as numbers of JavaScript. */
const TOTALS = Prisma.sql`count(*)::int AS count, COALESCE(sum(p.amount) FILTER (WHERE p.amount > 0), 0)::float8 AS received,
  COALESCE(sum(p.amount) FILTER (WHERE p.amount < 0), 0)::float8 AS reversed`

function readTotals(which: Prisma.Sql): Promise<MeansTotal[]> {
  return db.$queryRaw<MeansTotal[]>`
    SELECT p.method::text, ${TOTALS}
    FROM ${PAYMENTS} WHERE ${which} GROUP BY p.method ORDER BY p.method`
}

/** What the portal recorded by each means on the days from one to another. One statement. */
export async function recordedTotals(agent: AgentActor, from: Day, to: Day): Promise<MeansTotal[]> {
  requirePermission(agent, 'billing.run')
  return readTotals(Prisma.sql`p."receivedOn" BETWEEN ${from}::date AND ${to}::date`)
}

/** A day of a régie's journal: what came by a means. */
export type JournalDay = MeansTotal & { day: Day }

/** The régie's journal of what a filter keeps: a line for each day and means, the first day first. One statement. */
export async function journalByDay(agent: AgentActor, filter: PaymentFilter): Promise<JournalDay[]> {
  requirePermission(agent, 'billing.run')
  return db.$queryRaw<JournalDay[]>`
    SELECT p."receivedOn"::text AS day, p.method::text, ${TOTALS}
    FROM ${PAYMENTS} WHERE ${keptBy(filter)} GROUP BY p."receivedOn", p.method ORDER BY p."receivedOn", p.method`
}

/** How many payments a file holds at most. */
const FILE_LINES = 100_000

/**
 * Each payment that a filter keeps, for a file, the first day first. One statement.
 *
 * @throws Refusal TOO_MANY: a journal that lacks payments would look whole
 */
export async function journalLines(
  agent: AgentActor,
  filter: PaymentFilter,
  most = FILE_LINES,
): Promise<JournalLine[]> {
  requirePermission(agent, 'billing.run')
  const rows = await readLines(keptBy(filter), Prisma.sql`LIMIT ${most + 1}`)
  if (rows.length > most) throw new Refusal('TOO_MANY', tooManyLines(most))
  return rows.map(lineOf).reverse()
}
