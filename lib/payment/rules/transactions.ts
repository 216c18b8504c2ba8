import { parseEuros, type Centimes } from '@/lib/core/money'
import type { Transaction } from './reconcile'

/** A row of a table of text: its line in the file, its cells. */
export type TextRow = { line: number; cells: readonly string[] }

/** Why a file is not one of transactions: columns missing, or an amount that is none. */
export type TransactionsProblem = { kind: 'COLUMNS' } | { kind: 'AMOUNT'; line: number }

/** `ignored`: how many lines tell of a payment that was not made. */
export type ReadTransactions = { transactions: Transaction[]; ignored: number }

/** A heading without accents, spaces and signs. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase()

const REFERENCE = /^(refdet|reference|refdette|numerodedette|numdette|iddette)/
const RESULT = /^(resultrans|resultat|statut)/

/** P paid by card, V by direct debit (REFERENCE §1.6); the words that exports write for them. */
const PAID = /^(p|v|ok)$|^(pay|paiement|prelev|accept|regl|valid|effectu)/
const NOT_PAID = /refus|abandon|annul|rejet|echec|nonabouti/

const isPaid = (result: string) => PAID.test(result) && !NOT_PAID.test(result)

/** The centimes of an amount: « 84,20 », « -1 234.5 € »; null when it is none. */
function centimesOf(text: string, isCentimes: boolean): Centimes | null {
  const bare = text.replace(/[\s€]/g, '')
  if (isCentimes) return /^-?\d{1,9}$/.test(bare) ? Number(bare) : null
  const amount = parseEuros(bare.replace(/^-/, ''))
  return amount && bare.startsWith('-') ? -amount : amount
}

/**
 * The transactions of a file with headings, whatever the order of its columns: one names the reference of the debt, one the
 * amount (in euros, unless its heading says centimes). With a column of results, those that were not paid are left out.
 */
export function transactionsOf(rows: readonly TextRow[]): ReadTransactions | TransactionsProblem {
  const headings = rows[0]?.cells.map(plain) ?? []
  const reference = headings.findIndex((name) => REFERENCE.test(name))
  const amount = headings.findIndex((name) => name.includes('montant'))
  const result = headings.findIndex((name) => RESULT.test(name))
  if (reference < 0 || amount < 0) return { kind: 'COLUMNS' }
  const isCentimes = headings[amount]!.includes('centime')
  const paid = rows.slice(1).filter(({ cells }) => result < 0 || isPaid(plain(cells[result] ?? '')))
  const transactions: Transaction[] = []
  for (const { line, cells } of paid) {
    const found = centimesOf(cells[amount] ?? '', isCentimes)
    if (found === null) return { kind: 'AMOUNT', line }
    transactions.push({ line, reference: (cells[reference] ?? '').trim(), amount: found })
  }
  return { transactions, ignored: rows.length - 1 - paid.length }
}
