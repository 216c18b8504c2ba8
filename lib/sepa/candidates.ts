import 'server-only'
import { readAccounts } from '@/lib/billing/account-sql'
import { invoiceNumber } from '@/lib/billing/messages'
import { accountOf } from '@/lib/billing/rules/balance'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import { whyNot, type WhyNot } from './rules/debit'
import { readMandates, readPast, type MandateRow } from './sql'

/** An invoice that would be collected. `nth`: which of its debits this is. */
export type Candidate = {
  invoiceId: string
  number: string
  familyId: string
  familyName: string
  amount: Centimes
  mandateId: string
  rum: string
  signedOn: Day
  nth: number
}

/** An unpaid invoice of a family with a mandate that is not collected, and why. */
export type LeftOut = Omit<Candidate, 'mandateId' | 'rum' | 'signedOn' | 'nth'> & { why: WhyNot }

export type Candidates = { collected: Candidate[]; leftOut: LeftOut[] }

/** How many families are read at once. */
const FAMILIES = 500

/**
 * The unpaid invoices of the families that signed a mandate once: those that would be collected on a day for a creditor, and
 * the others; those that a batch collects already are neither. What is left of an invoice is that of its family's account
 * (lib/billing/rules/balance.ts).
 */
export async function candidatesOn(client: Tx, to: { on: Day; ics: string }): Promise<Candidates> {
  const mandates = await readMandates(client)
  const found: Candidates = { collected: [], leftOut: [] }
  for (let first = 0; first < mandates.length; first += FAMILIES) {
    const { collected, leftOut } = await candidatesOf(client, mandates.slice(first, first + FAMILIES), to)
    found.collected.push(...collected)
    found.leftOut.push(...leftOut)
  }
  return found
}

async function candidatesOf(
  client: Tx,
  mandates: readonly MandateRow[],
  to: { on: Day; ics: string },
): Promise<Candidates> {
  const byFamily = new Map(mandates.map((mandate) => [mandate.familyId, mandate]))
  const accounts = await readAccounts(client, [...byFamily.keys()])
  const unpaid = accounts.flatMap(({ familyId, familyName, invoices, payments }) => {
    const { left } = accountOf(invoices, payments)
    return invoices
      .map((invoice) => ({ ...invoice, familyId, familyName, amount: left.get(invoice.id) ?? 0 }))
      .filter(({ amount, debitedOn }) => amount > 0 && debitedOn === null)
  })
  const pasts = await readPast(
    client,
    unpaid.map(({ id }) => id),
  )
  const past = new Map(pasts.map((one) => [one.invoiceId, one]))
  const found: Candidates = { collected: [], leftOut: [] }
  for (const { id, familyId, familyName, amount, ...invoice } of unpaid) {
    const mandate = byFamily.get(familyId)!
    const { debits, ...facts } = past.get(id)!
    const why = whyNot({ ...facts, isTransmitted: invoice.transmitted > 0 }, mandate, to)
    const one = { invoiceId: id, number: invoiceNumber(invoice), familyId, familyName, amount }
    if (why) found.leftOut.push({ ...one, why })
    else {
      const { mandateId, rum, signedOn } = mandate
      found.collected.push({ ...one, mandateId, rum, signedOn, nth: debits + 1 })
    }
  }
  return found
}
