import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import type {
  BankReportKind,
  BankReportOutcome,
  DebitBatchState,
  DebitState,
} from '@/lib/generated/prisma/enums.ts'

/** A debit as its batch lists it. `isTold`: whether an account follows the family, to be told by mail. */
export type DebitLine = {
  id: string
  familyId: string | null
  payer: string
  invoice: { id: string; number: string }
  endToEndId: string
  amount: Centimes
  state: DebitState
  reason: string | null
  isTold: boolean
  /** Whether its mandate was revoked since: once the file is made, the batch is cancelled whole or the bank is told. */
  isRevoked: boolean
}

export type BatchView = {
  id: string
  reference: string
  collectedOn: Day
  state: DebitBatchState
  preparedAt: Date
  preparedBy: string | null
  sentAt: Date | null
  sentBy: string | null
  refusal: string | null
  /** What is asked of the bank, and what came of it. */
  debits: number
  total: Centimes
  failed: { debits: number; total: Centimes }
  /** Families without an account to write to. */
  untold: number
}

const fullName = (person: { firstName: string; lastName: string } | null) =>
  person && `${person.firstName} ${person.lastName}`

const PERSON = { select: { firstName: true, lastName: true } } as const

/** Whether an account follows the family of a debit. */
const FOLLOWED = {
  guardians: { some: { subscriptions: { some: { endedAt: null, account: { disabledAt: null } } } } },
} as const

/** A batch; null when there is none. */
export async function batchView(agent: AgentActor, id: string): Promise<BatchView | null> {
  requirePermission(agent, 'billing.run')
  if (!isIdentifier(id)) return null
  const batch = await db.debitBatch.findUnique({
    where: { id },
    select: {
      ...{ id: true, reference: true, collectedOn: true, state: true, preparedAt: true, sentAt: true },
      ...{ refusal: true, preparedBy: PERSON, sentBy: PERSON },
    },
  })
  if (!batch) return null
  const sums = await db.debit.groupBy({
    by: ['state'],
    where: { batchId: id },
    _count: true,
    _sum: { amount: true },
  })
  const of = (...states: DebitState[]) =>
    sums
      .filter(({ state }) => states.includes(state))
      .reduce(
        (all, { _count, _sum }) => ({ debits: all.debits + _count, total: all.total + (_sum.amount ?? 0) }),
        { debits: 0, total: 0 },
      )
  const untold = await db.debit.findMany({
    where: { batchId: id, state: 'ANNOUNCED', family: { is: { NOT: FOLLOWED } } },
    distinct: ['familyId'],
    select: { familyId: true },
  })
  const asked = ['ANNOUNCED', 'COLLECTED', 'REJECTED', 'RETURNED'] as const
  return {
    ...batch,
    ...(batch.state === 'CANCELLED' ? of(...asked, 'CANCELLED') : of(...asked)),
    collectedOn: dayFromDb(batch.collectedOn),
    preparedBy: fullName(batch.preparedBy),
    sentBy: fullName(batch.sentBy),
    failed: of('REJECTED', 'RETURNED'),
    untold: untold.length,
  }
}

export const DEBIT_PAGE = 50

/** A page of the debits of a batch, by payer. Two statements. */
export async function batchDebits(
  agent: AgentActor,
  batchId: string,
  page: number,
): Promise<{ debits: DebitLine[]; total: number }> {
  requirePermission(agent, 'billing.run')
  const [rows, total] = await Promise.all([
    db.debit.findMany({
      where: { batchId },
      orderBy: [{ invoice: { payerName: 'asc' } }, { endToEndId: 'asc' }],
      skip: (page - 1) * DEBIT_PAGE,
      take: DEBIT_PAGE,
      select: {
        ...{ id: true, familyId: true, endToEndId: true, amount: true, state: true, reason: true },
        invoice: { select: { id: true, year: true, number: true, payerName: true } },
        mandate: { select: { revokedAt: true } },
        family: {
          select: { guardians: { where: FOLLOWED.guardians.some, take: 1, select: { id: true } } },
        },
      },
    }),
    db.debit.count({ where: { batchId } }),
  ])
  return {
    total,
    debits: rows.map(({ invoice, family, mandate, ...debit }) => ({
      ...debit,
      payer: invoice.payerName,
      invoice: { id: invoice.id, number: invoiceNumber({ year: invoice.year!, number: invoice.number! }) },
      isTold: (family?.guardians.length ?? 0) > 0,
      isRevoked: !mandate || mandate.revokedAt !== null,
    })),
  }
}

/** What a file of the bank said, line by line, and what followed. */
export type ReportView = {
  id: string
  kind: BankReportKind
  fileName: string
  messageId: string
  receivedAt: Date
  receivedBy: string | null
  lines: {
    position: number
    reference: string
    code: string | null
    amount: Centimes | null
    outcome: BankReportOutcome
    debit: { payer: string; invoice: { id: string; number: string } } | null
  }[]
  total: number
}

export const REPORT_PAGE = 100

/** A page of the lines of a file of the bank; null when there is none. */
export async function reportView(agent: AgentActor, id: string, page: number): Promise<ReportView | null> {
  requirePermission(agent, 'billing.run')
  if (!isIdentifier(id)) return null
  const report = await db.bankReport.findUnique({
    where: { id },
    select: {
      ...{ id: true, kind: true, fileName: true, messageId: true, receivedAt: true, receivedBy: PERSON },
      _count: { select: { lines: true } },
      lines: {
        orderBy: { position: 'asc' },
        skip: (page - 1) * REPORT_PAGE,
        take: REPORT_PAGE,
        select: {
          ...{ position: true, reference: true, code: true, amount: true, outcome: true },
          debit: {
            select: { invoice: { select: { id: true, year: true, number: true, payerName: true } } },
          },
        },
      },
    },
  })
  if (!report) return null
  const { _count, lines, receivedBy, ...rest } = report
  return {
    ...rest,
    receivedBy: fullName(receivedBy),
    total: _count.lines,
    lines: lines.map(({ debit, ...line }) => ({
      ...line,
      debit: debit && {
        payer: debit.invoice.payerName,
        invoice: {
          id: debit.invoice.id,
          number: invoiceNumber({ year: debit.invoice.year!, number: debit.invoice.number! }),
        },
      },
    })),
  }
}
