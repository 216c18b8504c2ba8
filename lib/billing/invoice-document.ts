import 'server-only'
import { dayFromDb, dayInParis, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { groupBy } from '@/lib/core/group-by'
import type { Centimes } from '@/lib/core/money'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ChargeKind, InvoiceKind } from '@/lib/generated/prisma/enums.ts'
import { invoiceNumber } from './messages'

/** A line as it was written. `days` in order; none for an amount that an agent wrote. */
export type DocumentLine = {
  id: string
  label: string
  kind: ChargeKind
  days: Day[]
  quantity: number
  price: Centimes
  amount: Centimes
  how: string
  isCorrection: boolean
}

/** The lines of a child, by activity in the order of the invoice. Without a child, what concerns the whole family. */
export type DocumentGroup = { child: string; total: Centimes; activities: DocumentLine[][] }

type Numbered = { id: string; number: string }

/** An issued invoice or credit note: it never changes. `payerAddress` has its lines. */
export type InvoiceDocument = {
  id: string
  kind: InvoiceKind
  number: string
  familyId: string | null
  month: Day
  issuedAt: Date
  issuedOn: Day
  dueOn: Day
  payerName: string
  payerAddress: string
  quotient: number | null
  isResident: boolean
  total: Centimes
  reason: string | null
  corrects: Numbered | null
  creditNotes: (Numbered & { total: Centimes })[]
  groups: DocumentGroup[]
}

const NUMBERED = { id: true, year: true, number: true } as const

const DOCUMENT = {
  ...NUMBERED,
  ...{ kind: true, familyId: true, month: true, issuedAt: true, dueOn: true, total: true, reason: true },
  ...{ payerName: true, payerAddress: true, quotient: true, isResident: true },
  corrects: { select: NUMBERED },
  creditNotes: {
    where: { issuedAt: { not: null } },
    orderBy: [{ year: 'asc' }, { number: 'asc' }],
    select: { ...NUMBERED, total: true },
  },
  lines: { orderBy: { position: 'asc' } },
} satisfies Prisma.InvoiceSelect

/** An issued invoice with its lines, among those that a scope lets see; null without one. A constant number of statements. */
export async function readDocument(
  client: Tx,
  scope: Prisma.InvoiceWhereInput & { id: string },
): Promise<InvoiceDocument | null> {
  const row = await client.invoice.findFirst({
    where: { AND: [scope, { issuedAt: { not: null } }] },
    select: DOCUMENT,
  })
  return row && documentOf(row)
}

/** The issued invoices of a run whose numbers lie after one, up to another, with their lines. A constant number of statements. */
export async function readRunDocuments(
  client: Tx,
  runId: string,
  { after, until }: { after: number; until: number },
): Promise<InvoiceDocument[]> {
  const rows = await client.invoice.findMany({
    where: { runId, issuedAt: { not: null }, number: { gt: after, lte: until } },
    orderBy: { number: 'asc' },
    select: DOCUMENT,
  })
  return rows.map(documentOf)
}

function documentOf(row: Prisma.InvoiceGetPayload<{ select: typeof DOCUMENT }>): InvoiceDocument {
  const { year: _, lines, corrects, creditNotes, ...invoice } = row
  const issuedAt = invoice.issuedAt!
  return {
    ...invoice,
    ...{ number: numberOf(row), month: dayFromDb(row.month), dueOn: dayFromDb(row.dueOn) },
    ...{ issuedAt, issuedOn: dayInParis(issuedAt) },
    corrects: corrects && { id: corrects.id, number: numberOf(corrects) },
    creditNotes: creditNotes.map((one) => ({ id: one.id, total: one.total, number: numberOf(one) })),
    groups: groupsOf(lines),
  }
}

/** An invoice that was not issued: it has no number yet, and may still be thrown away. */
export type DraftDocument = Pick<
  InvoiceDocument,
  | 'id'
  | 'familyId'
  | 'month'
  | 'dueOn'
  | 'payerName'
  | 'payerAddress'
  | 'quotient'
  | 'isResident'
  | 'total'
  | 'groups'
> & { runId: string }

/** A draft with its lines; null without one. A constant number of statements. */
export async function readDraft(client: Tx, id: string): Promise<DraftDocument | null> {
  const row = await client.invoice.findFirst({
    where: { id, issuedAt: null, runId: { not: null } },
    select: {
      ...{ id: true, runId: true, familyId: true, month: true, dueOn: true, total: true },
      ...{ payerName: true, payerAddress: true, quotient: true, isResident: true },
      lines: { orderBy: { position: 'asc' } },
    },
  })
  if (!row) return null
  const { lines, ...draft } = row
  return {
    ...draft,
    ...{ runId: row.runId!, month: dayFromDb(row.month), dueOn: dayFromDb(row.dueOn) },
    groups: groupsOf(lines),
  }
}

const numberOf = ({ year, number }: { year: number | null; number: number | null }) =>
  invoiceNumber({ year: year!, number: number! })

type LineRow = Prisma.InvoiceLineGetPayload<object>

function groupsOf(lines: readonly LineRow[]): DocumentGroup[] {
  // A child erased since keeps its name on the invoice.
  const byChild = groupBy(lines, ({ childId, childName }) => `${childId} ${childName}`)
  return [...byChild.values()].map((own) => ({
    child: own[0]!.childName,
    total: own.reduce((sum, { amount }) => sum + amount, 0),
    activities: [...groupBy(own, ({ activityId }) => activityId).values()].map((some) =>
      some.map((line) => ({
        ...{ id: String(line.id), label: line.label, kind: line.kind, quantity: line.quantity },
        ...{ price: line.price, amount: line.amount, isCorrection: line.isCorrection },
        // A figure and its sign stay on one line.
        how: line.how.replaceAll(' %', '\u00a0%'),
        days: line.days.map(dayFromDb),
      })),
    ),
  }))
}
