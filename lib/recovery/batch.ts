import 'server-only'
import { invoiceNumber, monthWords } from '@/lib/billing/messages'
import { dayFromDb, dayInParis, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Centimes } from '@/lib/core/money'
import type { PesBatch } from './rules/pes'

/** An invoice of a bordereau. */
export type BatchInvoice = {
  id: string
  number: string
  month: Day
  dueOn: Day
  debtor: string
  address: string
  amount: Centimes
  settledOn: Day | null
}

export type Batch = {
  id: string
  year: number
  number: number
  createdAt: Date
  on: Day
  total: Centimes
  invoices: BatchInvoice[]
  pes: PesBatch
}

/** A bordereau with its invoices in their order; null when there is none. Two statements. */
export async function readBatch(client: Tx, id: string): Promise<Batch | null> {
  const row = await client.treasuryBatch.findUnique({
    where: { id },
    select: {
      ...{ id: true, year: true, number: true, createdAt: true },
      transmissions: {
        orderBy: { position: 'asc' },
        include: { invoice: { select: { year: true, number: true, month: true, dueOn: true } } },
      },
    },
  })
  if (!row) return null
  const { year, number, createdAt, transmissions } = row
  const on = dayInParis(createdAt)
  return {
    ...{ id, year, number, createdAt, on },
    total: transmissions.reduce((sum, { amount }) => sum + amount, 0),
    invoices: transmissions.map(({ invoiceId, invoice, amount, settledAt, ...debtor }) => ({
      ...{ id: invoiceId, amount },
      number: invoiceNumber({ year: invoice.year!, number: invoice.number! }),
      month: dayFromDb(invoice.month),
      dueOn: dayFromDb(invoice.dueOn),
      debtor: `${debtor.title === 'MME' ? 'Mme' : 'M.'} ${debtor.firstName} ${debtor.lastName}`,
      address: `${debtor.street}, ${debtor.postalCode} ${debtor.city}`,
      settledOn: settledAt && dayInParis(settledAt),
    })),
    pes: {
      ...{ year, number, on },
      pieces: transmissions.map(({ invoice, position, amount, reference, title, ...debtor }) => ({
        ...{ position, amount, reference, title },
        ...{ lastName: debtor.lastName, firstName: debtor.firstName },
        ...{ street: debtor.street, postalCode: debtor.postalCode, city: debtor.city },
        number: `${invoice.year}${String(invoice.number).padStart(6, '0')}`,
        month: monthWords(dayFromDb(invoice.month)),
      })),
    },
  }
}
