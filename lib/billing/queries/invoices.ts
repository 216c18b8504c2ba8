import 'server-only'
import { cache } from 'react'
import type { AgentActor, Parent } from '@/lib/core/actor'
import { addMonths, dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import type { InvoiceKind, PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import { readAccounts, readBilled, type AccountRow } from '../account-sql'
import { readDocument, type InvoiceDocument } from '../invoice-document'
import type { InvoiceFilter } from '../invoice-schema'
import { invoiceNumber, receiptNumber } from '../messages'
import { accountOf } from '../rules/balance'
import { invoiceState, toPay, type InvoiceState, type ToPay } from '../rules/invoice-state'
import { monthToBill } from '../rules/run'
import { SPENDING_MONTHS, spendingOf, type Spending } from '../rules/spending'

/** An issued invoice as the list tells it. `left` is what is still to be paid of it. */
export type InvoiceLine = {
  id: string
  kind: InvoiceKind
  number: string
  familyName: string
  month: Day
  issuedOn: Day
  dueOn: Day
  total: Centimes
  left: Centimes
  /** What the Trésor public collects of it. */
  transmitted: Centimes
  /** The day on which it is debited, once that was announced. */
  debitedOn: Day | null
  state: InvoiceState
}

/** Money received, or given back when negative. `isReversed`: an error, which another payment of the list takes back. */
export type PaymentLine = {
  id: string
  familyName: string
  receivedOn: Day
  amount: Centimes
  method: PaymentMethod
  reference: string | null
  invoice: { id: string; number: string } | null
  isReversed: boolean
  isReversal: boolean
  /** The number of its receipt; none of what is given back. */
  receipt: string | null
}

/** The account of a parent's families. `balance` is negative when the collectivité owes the family. */
export type BillingAccount = {
  families: { id: string; name: string; balance: Centimes }[]
  due: ToPay
  /** The latest first. */
  invoices: InvoiceLine[]
  payments: PaymentLine[]
}

/** The same parent is asked for by the menu and by the page. */
const rowsOf = cache((parent: Parent): Promise<AccountRow[]> => {
  const familyIds = familyIdsOf(parent)
  return familyIds.length === 0 ? Promise.resolve([]) : readAccounts(db, familyIds)
})

/** What a parent's families owe, their invoices and their payments. One statement. */
export async function accountOfParent(parent: Parent, at: Date): Promise<BillingAccount> {
  return accountView(await rowsOf(parent), dayInParis(at))
}

/** What a parent has to pay: for the menu and the home page. */
export async function dueOf(parent: Parent, at: Date): Promise<ToPay> {
  return (await accountOfParent(parent, at)).due
}

function accountView(rows: readonly AccountRow[], today: Day): BillingAccount {
  const accounts = rows.map((row) => ({ row, account: accountOf(row.invoices, row.payments) }))
  const invoices = accounts.flatMap(({ row, account }) =>
    row.invoices.map((one): InvoiceLine => {
      const left = account.left.get(one.id) ?? 0
      return {
        ...{ id: one.id, kind: one.kind, familyName: row.familyName, number: invoiceNumber(one) },
        ...{ month: one.month, issuedOn: one.issuedOn, dueOn: one.dueOn, total: one.total, left },
        transmitted: one.transmitted,
        debitedOn: left > 0 ? one.debitedOn : null,
        state: invoiceState({ ...one, left, isAtTreasury: one.transmitted > 0 && !one.isSettled }, today),
      }
    }),
  )
  return {
    families: accounts.map(({ row, account }) => ({
      id: row.familyId,
      name: row.familyName,
      balance: account.balance,
    })),
    due: toPay(invoices),
    invoices: invoices.sort((a, b) => b.number.localeCompare(a.number)),
    payments: rows
      .flatMap(paymentsOf)
      .reverse()
      .sort((a, b) => b.receivedOn.localeCompare(a.receivedOn)),
  }
}

function paymentsOf({ familyName, invoices, payments }: AccountRow): PaymentLine[] {
  const reversed = new Set(payments.map(({ reversesId }) => reversesId))
  const numbers = new Map(invoices.map((one) => [one.id, invoiceNumber(one)]))
  return payments.map(({ invoiceId, reversesId, receipt, ...payment }) => {
    const number = invoiceId === null ? undefined : numbers.get(invoiceId)
    return {
      ...payment,
      familyName,
      invoice: invoiceId !== null && number ? { id: invoiceId, number } : null,
      isReversed: reversed.has(payment.id),
      isReversal: reversesId !== null,
      receipt: receipt && receiptNumber(receipt),
    }
  })
}

/** How many invoices a page of the list shows. */
const PAGE = 24

/** The screen « Factures ». `listed` are those of the page, out of `matching` that the filter keeps. */
export type InvoicesScreen = BillingAccount & {
  listed: InvoiceLine[]
  matching: number
  pages: number
  years: number[]
  spending: Spending
}

/** What « Factures » shows to a parent. Two statements. */
export async function invoicesScreen(
  parent: Parent,
  { year, state, page }: InvoiceFilter,
  at: Date,
): Promise<InvoicesScreen> {
  const last = monthToBill(dayInParis(at))
  const [account, billed] = await Promise.all([
    accountOfParent(parent, at),
    readBilled(db, familyIdsOf(parent), addMonths(last, 1 - SPENDING_MONTHS)),
  ])
  const matching = account.invoices.filter(
    (one) => (year === null || yearOf(one) === year) && (state === null || isIn(one.state, state)),
  )
  return {
    ...account,
    listed: matching.slice((page - 1) * PAGE, page * PAGE),
    matching: matching.length,
    pages: Math.max(1, Math.ceil(matching.length / PAGE)),
    years: [...new Set(account.invoices.map(yearOf))].sort((a, b) => b - a),
    spending: spendingOf(billed, last),
  }
}

const yearOf = ({ month }: { month: Day }) => Number(month.slice(0, 4))

/** What is late or will be debited is to be paid too. */
const isIn = (state: InvoiceState, filter: InvoiceFilter['state']) =>
  state === filter || (filter === 'DUE' && (state === 'LATE' || state === 'DEBITED'))

/** An invoice as its page shows it: the document, and what became of it since. */
export type InvoiceView = InvoiceDocument & {
  left: Centimes
  transmitted: Centimes
  /** The day on which it is debited, once that was announced. */
  debitedOn: Day | null
  state: InvoiceState
  /** The payments written to it, the latest first. */
  payments: PaymentLine[]
}

/** An issued invoice, for agents who bill; null when there is none. A constant number of statements. */
export async function invoiceForAgent(agent: AgentActor, id: string, at: Date): Promise<InvoiceView | null> {
  requirePermission(agent, 'billing.run')
  const document = isIdentifier(id) ? await readDocument(db, { id }) : null
  if (!document) return null
  const rows = document.familyId ? await readAccounts(db, [document.familyId]) : []
  return viewOf(document, accountView(rows, dayInParis(at)))
}

/** The account of a family, for agents who bill; null when there is no such family. One statement. */
export async function accountForAgent(
  agent: AgentActor,
  familyId: string,
  at: Date,
): Promise<BillingAccount | null> {
  requirePermission(agent, 'billing.run')
  const rows = isIdentifier(familyId) ? await readAccounts(db, [familyId]) : []
  return rows.length > 0 ? accountView(rows, dayInParis(at)) : null
}

/** An issued invoice of a parent's families; null when there is none of theirs. A constant number of statements. */
export async function invoiceView(parent: Parent, id: string, at: Date): Promise<InvoiceView | null> {
  if (!isIdentifier(id)) return null
  const [document, account] = await Promise.all([
    readDocument(db, { id, familyId: { in: familyIdsOf(parent) } }),
    accountOfParent(parent, at),
  ])
  return document && viewOf(document, account)
}

/** Of an erased family nothing more is asked. */
function viewOf(document: InvoiceDocument, account: BillingAccount): InvoiceView {
  const line = account.invoices.find(({ id }) => id === document.id)
  const payments = account.payments.filter(({ invoice }) => invoice?.id === document.id)
  return {
    ...document,
    left: line?.left ?? 0,
    transmitted: line?.transmitted ?? 0,
    debitedOn: line?.debitedOn ?? null,
    state: line?.state ?? 'PAID',
    payments,
  }
}
