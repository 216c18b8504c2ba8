import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { familyIdsOf } from '@/lib/core/scope'
import { readChildcare } from '../childcare-sql'
import { attestationOf, standingPayments, yearsPaid, type Attestation } from '../rules/attestation'

/** The screen « Attestation fiscale »: the years that there is one of, and that of each family for one of them. */
export type AttestationScreen = {
  years: number[]
  year: number | null
  families: { id: string; name: string; attestation: Attestation }[]
}

/**
 * What a parent's families paid for childcare in a year. One statement.
 *
 * @param asked the year; one without payments or null: the last that has some
 */
export async function attestationScreen(parent: Parent, asked: number | null): Promise<AttestationScreen> {
  const familyIds = familyIdsOf(parent)
  const rows = familyIds.length === 0 ? [] : await readChildcare(db, familyIds)
  const years = yearsPaid(rows.flatMap(({ payments }) => standingPayments(payments)))
  const year = years.find((one) => one === asked) ?? years[0] ?? null
  return {
    years,
    year,
    families: rows.flatMap(({ familyId, familyName, children, invoices, payments }) =>
      year !== null && yearsPaid(standingPayments(payments)).includes(year)
        ? [
            {
              ...{ id: familyId, name: familyName },
              attestation: attestationOf(children, invoices, payments, year),
            },
          ]
        : [],
    ),
  }
}
