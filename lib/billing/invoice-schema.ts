import { z } from 'zod'
import { pageSchema } from '@/lib/planning/schema'
import { FILTERED_STATES } from './rules/invoice-state'

type FilteredState = (typeof FILTERED_STATES)[number]

/** The states as an address names them. */
export const STATE_KEYS: Record<FilteredState, string> = {
  DUE: 'a-payer',
  PAID: 'payee',
  LATE: 'en-retard',
  TRANSMITTED: 'tresor-public',
}

/** The filters of « Factures »; what is not understood counts as absent. */
export const invoiceFilterSchema = z
  .object({
    annee: z.coerce.number().int().min(2000).max(2199).nullable().catch(null).default(null),
    etat: z.string().nullable().catch(null).default(null),
    page: pageSchema.default(1),
  })
  .transform(({ annee, etat, page }) => ({
    ...{ year: annee, page },
    state: FILTERED_STATES.find((state) => STATE_KEYS[state] === etat) ?? null,
  }))

export type InvoiceFilter = z.output<typeof invoiceFilterSchema>
