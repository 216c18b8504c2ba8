import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import type { BankReportKind, DebitBatchState } from '@/lib/generated/prisma/enums.ts'
import { candidatesOn, type Candidate, type LeftOut } from '../candidates'
import { readCollecting } from '../collector'
import { DATE_PROBLEMS } from '../messages'
import { dateProblem, firstCollectionDay } from '../rules/dates'
import type { WhyNot } from '../rules/debit'
import { readUnsigned } from '../sql'

/** A batch as the list tells it. `failed`: debits that did not succeed. */
export type BatchLine = {
  id: string
  reference: string
  collectedOn: Day
  state: DebitBatchState
  debits: number
  total: Centimes
  failed: number
}

export type ReportLine = {
  id: string
  kind: BankReportKind
  fileName: string
  receivedAt: Date
  lines: number
}

/** What a family owes that would not be collected, and why; without invoice, all that it owes. */
export type NotCollected = Pick<LeftOut, 'familyId' | 'familyName' | 'amount'> & {
  invoice: { id: string; number: string } | null
  why: WhyNot
}

/** What would be collected on a day. */
export type Preview = {
  on: Day
  problem: string | null
  collected: Candidate[]
  total: Centimes
  notCollected: NotCollected[]
  /** Families without mandate that are not in the list. */
  unlisted: number
}

/** The screen « Prélèvements »: `preview` is null until the creditor and the account are set. */
export type DebitsScreen = {
  batches: BatchLine[]
  reports: ReportLine[]
  preview: Preview | null
  notice: number
}

const SHOWN_BATCHES = 24
const SHOWN_REPORTS = 12
const SHOWN_UNSIGNED = 20

/** What « Prélèvements » shows, and what would be collected on a day: the first possible one unless told. */
export async function debitsScreen(agent: AgentActor, asked: Day | null, at: Date): Promise<DebitsScreen> {
  requirePermission(agent, 'billing.run')
  const today = dayInParis(at)
  const [batches, reports, collecting] = await Promise.all([readBatches(), readReports(), readCollecting(db)])
  if (!collecting) return { batches, reports, preview: null, notice: 0 }
  const { notice, creditor } = collecting
  const first = firstCollectionDay(today, notice)
  const on = asked ?? first
  const problem = dateProblem(on, today, notice)
  const [{ collected, leftOut }, unsigned] = await Promise.all([
    candidatesOn(db, { on, ics: creditor.ics }),
    readUnsigned(db, SHOWN_UNSIGNED),
  ])
  return {
    ...{ batches, reports, notice },
    preview: {
      ...{ on, problem: problem && DATE_PROBLEMS[problem](notice, first), collected },
      total: collected.reduce((sum, { amount }) => sum + amount, 0),
      notCollected: [
        ...leftOut.map(({ invoiceId, number, ...one }) => ({ ...one, invoice: { id: invoiceId, number } })),
        ...unsigned.first.map(({ familyId, familyName, hasAccount, balance }): NotCollected => ({
          ...{ familyId, familyName, amount: balance, invoice: null },
          why: hasAccount ? 'NO_MANDATE' : 'NO_ACCOUNT',
        })),
      ],
      unlisted: unsigned.families - unsigned.first.length,
    },
  }
}

async function readBatches(): Promise<BatchLine[]> {
  const rows = await db.$queryRaw<(Omit<BatchLine, 'collectedOn'> & { collectedOn: Date })[]>`
    SELECT b.id::text, b.reference, b."collectedOn", b.state::text, count(d.id)::int AS debits,
      COALESCE(sum(d.amount), 0)::float8 AS total, (count(*) FILTER (WHERE d.state IN ('REJECTED', 'RETURNED')))::int AS failed
    FROM (SELECT * FROM "DebitBatch" ORDER BY "collectedOn" DESC, "preparedAt" DESC LIMIT ${SHOWN_BATCHES}) b
      LEFT JOIN "Debit" d ON d."batchId" = b.id AND (d.state <> 'CANCELLED' OR b.state = 'CANCELLED')
    GROUP BY b.id, b.reference, b."collectedOn", b.state, b."preparedAt" ORDER BY b."collectedOn" DESC, b."preparedAt" DESC`
  return rows.map((row) => ({ ...row, collectedOn: dayFromDb(row.collectedOn) }))
}

async function readReports(): Promise<ReportLine[]> {
  const rows = await db.bankReport.findMany({
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: SHOWN_REPORTS,
    select: {
      ...{ id: true, kind: true, fileName: true, receivedAt: true },
      _count: { select: { lines: true } },
    },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, lines: _count.lines }))
}
