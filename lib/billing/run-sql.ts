import 'server-only'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { calendarJson } from '@/lib/activity/sql'
import { addMonths, lastOfMonth, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { PAYER } from './payer-sql'
import type { BilledActivity, BilledBooking } from './rules/charges'
import type { Payer, TariffRules } from './rules/price'
import type { QuotientSince } from './rules/quotient'
import { CORRECTED_MONTHS, type BilledCell, type DraftLine, type InvoicedLine } from './rules/run'

// The raw SQL of the monthly run: sets of families, whatever the size of the town.

/** The states of bookings that may cost something. */
const BILLED_STATES = Prisma.sql`('BOOKED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW', 'ABSENT')`

/** What all invoices of a run have in common. */
export type RunGround = { activities: (BilledActivity & { name: string })[]; calendar: Calendar }

/** The activities with their tariffs, and the calendar around a month. One statement. */
export async function readGround(client: Tx, month: Day): Promise<RunGround> {
  const [row] = await client.$queryRaw<
    {
      activities: {
        id: number
        name: string
        startsAt: WallTime
        endsAt: WallTime
        tariffs: { validFrom: Day; rules: TariffRules }[]
      }[]
      calendar: Calendar
    }[]
  >`
    SELECT COALESCE(json_agg(json_build_object('id', a.id, 'name', a.name, 'startsAt', a."startsAt", 'endsAt', a."endsAt",
      'tariffs', COALESCE((SELECT json_agg(json_build_object('validFrom', t."validFrom", 'rules', t.rules)) FROM "Tariff" t
        WHERE t."activityId" = a.id), '[]')) ORDER BY a.position, a.id), '[]') AS activities,
      ${calendarJson(addMonths(month, -12), addMonths(month, 6))} AS calendar
    FROM "Activity" a`
  return row!
}

/** A family as a run reads it. `quotient` is today's; `bookings` are [child, activity, day, state, billing, excuse, arrived, left, category]. */
type FamilyRow = {
  id: string
  name: string
  isResident: boolean
  quotient: number | null
  quotients: QuotientSince[]
  payerName: string
  payerAddress: string
  children: { id: string; name: string }[]
  bookings: [
    childId: string,
    activityId: number,
    day: Day,
    state: BilledBooking['state'],
    billing: BilledBooking['billing'],
    excuse: BilledBooking['excuse'],
    arrivedAt: WallTime | null,
    leftAt: WallTime | null,
    category: BilledBooking['category'],
  ][]
  moved: {
    month: Day
    /** Who paid it then; null where the family had no invoice of it. */
    invoiced: Payer | null
    lines: InvoicedLine[]
    movedDays: BilledCell[]
  }[]
}

/**
 * The months "m" that were issued and in which bookings of a family "f" moved after their run began, with its invoice of each
 * if it had one: last of what corrections look at.
 */
const movedMonths = (month: Day) => Prisma.sql`
  SELECT r.month, r."startedAt", i.id AS "invoiceId", i.quotient, i."isResident" FROM "BillingRun" r
  LEFT JOIN "Invoice" i ON i."familyId" = f.id AND i.month = r.month AND i.kind = 'INVOICE' AND i."issuedAt" IS NOT NULL
  WHERE r.state = 'ISSUED' AND r.month >= ${addMonths(month, -CORRECTED_MONTHS)}::date AND r.month < ${month}::date
    AND EXISTS (SELECT 1 FROM "Booking" b WHERE b."familyId" = f.id AND b."updatedAt" > r."startedAt"
      AND b.day >= r.month AND b.day < r.month + interval '1 month')`

/** Whether a family "f" has something to bill for a month, or to correct in an earlier one. */
const hasToBill = (month: Day) => Prisma.sql`(EXISTS (SELECT 1 FROM "Booking" b WHERE b."familyId" = f.id
    AND b.day BETWEEN ${month}::date AND ${lastOfMonth(month)}::date AND b.state IN ${BILLED_STATES})
  OR EXISTS (${movedMonths(month)}))`

/** How many families a month may have invoices for. */
export async function countFamilies(client: Tx, month: Day): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "Family" f WHERE ${hasToBill(month)}`
  return row!.count
}

/**
 * The next families of a run, with all that their invoices are made from. One statement.
 *
 * @param after the last family done; null at the beginning
 * @param from how far back bookings are read for the month itself
 */
export async function readFamilies(
  client: Tx,
  month: Day,
  after: string | null,
  from: Day,
  size: number,
): Promise<FamilyRow[]> {
  return client.$queryRaw<FamilyRow[]>`
    WITH due AS MATERIALIZED (
      SELECT f.* FROM "Family" f WHERE (${after}::uuid IS NULL OR f.id > ${after}::uuid) AND ${hasToBill(month)}
      ORDER BY f.id LIMIT ${size}
    ), moved AS MATERIALIZED (
      SELECT f.id AS "familyId", m.* FROM due f CROSS JOIN LATERAL (${movedMonths(month)}) m
    ), billed AS MATERIALIZED (
      SELECT b.*, CASE WHEN c.diet = 'OWN_MEAL' THEN 'OWN_MEAL' WHEN e."isOccasional" THEN 'OCCASIONAL' ELSE 'REGULAR' END AS category
      FROM due f
      JOIN "Booking" b ON b."familyId" = f.id AND b.state IN ${BILLED_STATES} AND b.day <= ${lastOfMonth(month)}::date
        AND b.day >= LEAST(${from}::date, (SELECT min(m.month) - (${month}::date - ${from}::date) FROM moved m WHERE m."familyId" = f.id))
      JOIN "Child" c ON c.id = b."childId"
      LEFT JOIN LATERAL (SELECT e."isOccasional" FROM "Enrollment" e WHERE e."childId" = b."childId"
        AND e."activityId" = b."activityId" AND b.day BETWEEN e."startsOn" AND e."endsOn" LIMIT 1) e ON true
    ), booked AS MATERIALIZED (
      SELECT "familyId", json_agg(json_build_array("childId", "activityId", day, state, billing, excuse, "arrivedAt", "leftAt",
        category)) AS bookings FROM billed GROUP BY "familyId"
    ), kids AS MATERIALIZED (
      SELECT k."familyId", json_agg(json_build_object('id', c.id, 'name', split_part(replace(c."firstNames", ',', ' '), ' ', 1))
        ORDER BY c."birthDate", c.id) AS children
      FROM (SELECT "familyId", "childId" FROM billed UNION SELECT i."familyId", l."childId" FROM moved m
        JOIN "Invoice" i ON i."familyId" = m."familyId" AND i.month >= m.month JOIN "InvoiceLine" l ON l."invoiceId" = i.id) k
      JOIN "Child" c ON c.id = k."childId" GROUP BY k."familyId"
    )
    SELECT f.id, f.name, f."isResident", f."familyQuotient" AS quotient,
      COALESCE((SELECT json_agg(json_build_object('since', q.since, 'quotient', q.quotient)) FROM "QuotientChange" q
        WHERE q."familyId" = f.id), '[]') AS quotients,
      COALESCE(p.name, f.name) AS "payerName", COALESCE(p.address, '') AS "payerAddress",
      COALESCE(k.children, '[]') AS children, COALESCE(b.bookings, '[]') AS bookings,
      COALESCE((SELECT json_agg(json_build_object('month', m.month, 'invoiced', CASE WHEN m."invoiceId" IS NOT NULL THEN
          json_build_object('quotient', m.quotient, 'isResident', m."isResident") END,
        'lines', COALESCE((SELECT json_agg(json_build_object('childId', l."childId", 'activityId', l."activityId", 'kind', l.kind,
            'quantity', l.quantity, 'price', l.price, 'how', l.how, 'days', l.days))
          FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i.id
          WHERE i."familyId" = f.id AND i."issuedAt" IS NOT NULL AND i.kind = 'INVOICE' AND l."childId" IS NOT NULL
            AND l.days[1] >= m.month AND l.days[1] < m.month + interval '1 month'), '[]'),
        'movedDays', (SELECT json_agg(json_build_object('childId', b."childId", 'activityId', b."activityId", 'day', b.day))
          FROM "Booking" b WHERE b."familyId" = f.id AND b."updatedAt" > m."startedAt"
            AND b.day >= m.month AND b.day < m.month + interval '1 month'))
        ORDER BY m.month) FROM moved m WHERE m."familyId" = f.id), '[]') AS moved
    FROM due f
    LEFT JOIN booked b ON b."familyId" = f.id
    LEFT JOIN kids k ON k."familyId" = f.id
    LEFT JOIN LATERAL ${PAYER} p ON true
    ORDER BY f.id`
}

/** The draft of an invoice. `total` is the sum of its lines. */
export type Draft = {
  id: string
  familyId: string
  payerName: string
  payerAddress: string
  quotient: number | null
  isResident: boolean
  total: number
  lines: (DraftLine & { childName: string; label: string })[]
}

/** Writes drafts of a run: two statements, whatever their number. */
export async function writeDrafts(
  tx: Tx,
  run: { id: string; month: Day; dueOn: Day },
  drafts: readonly Draft[],
): Promise<void> {
  if (drafts.length === 0) return
  const invoices = JSON.stringify(drafts.map(({ lines: _, ...invoice }) => invoice))
  const lines = JSON.stringify(
    drafts.flatMap(({ id, lines: some }) =>
      some.map((line, position) => ({ ...line, position, invoiceId: id })),
    ),
  )
  await tx.$executeRaw`
    INSERT INTO "Invoice" (id, kind, "runId", "familyId", month, "payerName", "payerAddress", quotient, "isResident", total, "dueOn")
    SELECT i.id, 'INVOICE', ${run.id}::uuid, i."familyId", ${run.month}::date, i."payerName", i."payerAddress", i.quotient,
      i."isResident", i.total, ${run.dueOn}::date
    FROM jsonb_populate_recordset(null::"Invoice", ${invoices}::jsonb) i`
  await tx.$executeRaw`
    INSERT INTO "InvoiceLine" ("invoiceId", position, "childId", "activityId", "childName", label, kind, days, quantity, price,
      amount, how, "isCorrection")
    SELECT "invoiceId", position, "childId", "activityId", "childName", label, kind, days, quantity, price, amount, how, "isCorrection"
    FROM jsonb_to_recordset(${lines}::jsonb) AS l("invoiceId" uuid, position int, "childId" uuid, "activityId" int, "childName" text,
      label text, kind "ChargeKind", days date[], quantity int, price int, amount int, how text, "isCorrection" boolean)`
}
