import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { addMonths, dayFromDb, lastOfMonth, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import type { BillingState } from '@/lib/generated/prisma/enums.ts'
import { monthToBill } from '../rules/run'

export type RunLine = {
  id: string
  month: Day
  state: BillingState
  dueOn: Day
  invoices: number
  total: Centimes
}

/** How many months a page of runs offers to prepare, and shows. */
const SHOWN_MONTHS = 24

/** The months that were billed or are being so, the last first, and those that may be prepared. Two statements. */
export async function runsOf(agent: AgentActor, today: Day): Promise<{ runs: RunLine[]; open: Day[] }> {
  requirePermission(agent, 'billing.run')
  const last = monthToBill(today)
  const runs = await db.$queryRaw<RunLine[]>`
    SELECT r.id::text, r.month::text, r.state, r."dueOn"::text, count(i.id)::int AS invoices, COALESCE(sum(i.total), 0)::float8 AS total
    FROM "BillingRun" r LEFT JOIN "Invoice" i ON i."runId" = r.id AND i.kind = 'INVOICE'
    WHERE r.month > ${addMonths(last, -SHOWN_MONTHS)}::date
    GROUP BY r.id ORDER BY r.month DESC`
  const taken = new Set(runs.map(({ month }) => month))
  const months = Array.from({ length: OFFERED_MONTHS }, (_, n) => addMonths(last, -n))
  return { runs, open: months.filter((month) => !taken.has(month)) }
}

/** Of the months that are over, the last ones may be prepared. */
const OFFERED_MONTHS = 6

export type RunView = {
  id: string
  month: Day
  dueOn: Day
  state: BillingState
  families: number
  progress: number
  startedAt: Date
  issuedAt: Date | null
  issuedBy: string | null
}

/** A run; null when there is none. */
export async function runView(agent: AgentActor, id: string): Promise<RunView | null> {
  requirePermission(agent, 'billing.run')
  const run = await db.billingRun.findUnique({
    where: { id },
    select: {
      ...{ id: true, month: true, dueOn: true, state: true, families: true, progress: true },
      ...{ startedAt: true, issuedAt: true },
      issuedBy: { select: { firstName: true, lastName: true } },
    },
  })
  return (
    run && {
      ...run,
      month: dayFromDb(run.month),
      dueOn: dayFromDb(run.dueOn),
      issuedBy: run.issuedBy && `${run.issuedBy.firstName} ${run.issuedBy.lastName}`,
    }
  )
}

/** A month's amounts beside those of the month before it. */
export type Compared = { now: Centimes; before: Centimes }

/** What an agent checks before issuing. `before` is the month before, null when it was not billed here. */
export type RunCheck = {
  invoices: number
  total: Centimes
  before: { invoices: number; total: Centimes } | null
  activities: ({ id: number; name: string } & Compared)[]
  /** Activities with bookings in the month and no prices. */
  unpriced: string[]
  /** Invoices at the top bracket for want of a quotient, and without an address to be sent to. */
  withoutQuotient: number
  withoutAddress: number
  corrections: { lines: number; total: Centimes }
  /** Days of activities whose sheet was marked for some children and not for others. */
  unmarked: { activityId: number; name: string; days: { day: Day; children: number }[] }[]
  /** The families whose invoice differs most from the month before. */
  differences: ({ id: string; payer: string } & Compared)[]
}

const SHOWN_DIFFERENCES = 12

/** What there is to check in a run's drafts, in one statement: sets are counted by PostgreSQL, whatever the size of the town. */
export async function runCheck(
  agent: AgentActor,
  { id, month }: Pick<RunView, 'id' | 'month'>,
): Promise<RunCheck> {
  requirePermission(agent, 'billing.run')
  const earlier = addMonths(month, -1)
  const [row] = await db.$queryRaw<{ check: RunCheck }[]>`
    WITH own AS MATERIALIZED (SELECT * FROM "Invoice" WHERE "runId" = ${id}::uuid),
    previous AS MATERIALIZED (
      SELECT i.* FROM "Invoice" i WHERE i.month = ${earlier}::date AND i.kind = 'INVOICE' AND i."issuedAt" IS NOT NULL
    ), lines AS MATERIALIZED (
      SELECT l."activityId", sum(l.amount) FILTER (WHERE l.own) AS now, sum(l.amount) FILTER (WHERE NOT l.own) AS before
      FROM (SELECT l.*, true AS own FROM "InvoiceLine" l JOIN own o ON o.id = l."invoiceId"
        UNION ALL SELECT l.*, false FROM "InvoiceLine" l JOIN previous p ON p.id = l."invoiceId") l
      GROUP BY l."activityId"
    ), marks AS MATERIALIZED (
      SELECT b."activityId", b.day, count(*) FILTER (WHERE b.state IN ('BOOKED', 'ABSENCE_REQUESTED'))::int AS unmarked,
        count(*) FILTER (WHERE b.state IN ('PRESENT', 'NO_SHOW')) AS marked
      FROM "Booking" b WHERE b.day BETWEEN ${month}::date AND ${lastOfMonth(month)}::date GROUP BY b."activityId", b.day
    )
    SELECT json_build_object(
      'invoices', (SELECT count(*) FROM own), 'total', (SELECT COALESCE(sum(total), 0) FROM own),
      'before', (SELECT json_build_object('invoices', count(*), 'total', sum(total)) FROM previous HAVING count(*) > 0),
      'activities', COALESCE((SELECT json_agg(json_build_object('id', a.id, 'name', a.name, 'now', COALESCE(l.now, 0),
        'before', COALESCE(l.before, 0)) ORDER BY a.position, a.id) FROM lines l JOIN "Activity" a ON a.id = l."activityId"), '[]'),
      'unpriced', COALESCE((SELECT json_agg(a.name ORDER BY a.position, a.id) FROM "Activity" a
        WHERE a.id IN (SELECT "activityId" FROM marks) AND NOT EXISTS (SELECT 1 FROM "Tariff" t
          WHERE t."activityId" = a.id AND t."validFrom" <= ${lastOfMonth(month)}::date)), '[]'),
      'withoutQuotient', (SELECT count(*) FROM own WHERE quotient IS NULL),
      'withoutAddress', (SELECT count(*) FROM own WHERE "payerAddress" = ''),
      'corrections', (SELECT json_build_object('lines', count(*), 'total', COALESCE(sum(l.amount), 0))
        FROM "InvoiceLine" l JOIN own o ON o.id = l."invoiceId" WHERE l."isCorrection"),
      'unmarked', COALESCE((SELECT json_agg(json_build_object('activityId', u."activityId", 'name', u.name, 'days', u.days)
          ORDER BY u.position) FROM (
        SELECT a.id AS "activityId", a.name, a.position,
          json_agg(json_build_object('day', m.day, 'children', m.unmarked) ORDER BY m.day) AS days
        FROM marks m JOIN "Activity" a ON a.id = m."activityId" WHERE m.marked > 0 AND m.unmarked > 0 GROUP BY a.id) u), '[]'),
      'differences', COALESCE((SELECT json_agg(d ORDER BY abs(d.now - d.before) DESC, d.payer) FROM (
        SELECT o.id, o."payerName" AS payer, o.total AS now, p.total AS before
        FROM own o JOIN previous p ON p."familyId" = o."familyId" WHERE o.total <> p.total
        ORDER BY abs(o.total - p.total) DESC, o."payerName" LIMIT ${SHOWN_DIFFERENCES}) d), '[]')
    ) AS check`
  return row!.check
}

export type RunInvoice = {
  id: string
  number: { year: number; number: number } | null
  payer: string
  total: Centimes
  lines: number
}

export const RUN_PAGE = 50

/** A page of the invoices of a run, by payer; `text` looks in their names and numbers. Two statements. */
export async function runInvoices(
  agent: AgentActor,
  runId: string,
  { text, page }: { text: string; page: number },
): Promise<{ invoices: RunInvoice[]; total: number }> {
  requirePermission(agent, 'billing.run')
  const [year, number] = /^\d{4}-\d{1,6}$/.test(text) ? text.split('-').map(Number) : []
  const where = {
    runId,
    ...(number !== undefined
      ? { year, number }
      : { payerName: { contains: text, mode: 'insensitive' as const } }),
  }
  const [rows, total] = await Promise.all([
    db.invoice.findMany({
      where,
      orderBy: [{ payerName: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * RUN_PAGE,
      take: RUN_PAGE,
      select: {
        ...{ id: true, year: true, number: true, payerName: true, total: true },
        _count: { select: { lines: true } },
      },
    }),
    db.invoice.count({ where }),
  ])
  return {
    total,
    invoices: rows.map(({ id, year: of, number: found, payerName, total: amount, _count }) => ({
      ...{ id, payer: payerName, total: amount, lines: _count.lines },
      number: of !== null && found !== null ? { year: of, number: found } : null,
    })),
  }
}
