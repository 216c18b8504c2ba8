import 'server-only'
import { dayFromDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import type { VaccineObligation } from './vaccine-rules'

/** An obligation as it is kept up to date: its row, and where the law says so. */
export type ObligationRow = VaccineObligation & { id: number; source: string }

/** The rows of the schedule, within a transaction, the oldest births first. */
export async function obligationRows(tx: Tx): Promise<ObligationRow[]> {
  const rows = await tx.vaccineObligation.findMany({ orderBy: [{ bornFrom: 'asc' }, { id: 'asc' }] })
  return rows.map(({ bornFrom, bornUntil, ...row }) => ({
    ...row,
    bornFrom: dayFromDb(bornFrom),
    bornUntil: bornUntil && dayFromDb(bornUntil),
  }))
}

/** What the law asks, as the agents keep it up to date, the oldest births first. */
export async function vaccineObligations(): Promise<VaccineObligation[]> {
  return obligationRows(db)
}
