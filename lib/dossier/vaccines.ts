import 'server-only'
import { dayFromDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import type { VaccineObligation } from './vaccine-rules'

/** What the law asks, as the agents keep it up to date, the oldest births first. */
export async function vaccineObligations(): Promise<VaccineObligation[]> {
  const rows = await db.vaccineObligation.findMany({ orderBy: [{ bornFrom: 'asc' }, { id: 'asc' }] })
  return rows.map(({ disease, label, bornFrom, bornUntil, doseMonths }) => ({
    disease,
    label,
    bornFrom: dayFromDb(bornFrom),
    bornUntil: bornUntil && dayFromDb(bornUntil),
    doseMonths,
  }))
}
