import { SelectField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { STATE_KEYS, type InvoiceFilter } from '@/lib/billing/invoice-schema'
import { INVOICE_STATE_WORDS } from '@/lib/billing/messages'
import { FILTERED_STATES } from '@/lib/billing/rules/invoice-state'

/** What the list of invoices is narrowed to: a form of the browser's own. */
export function InvoiceFilters({ filter, years }: { filter: InvoiceFilter; years: readonly number[] }) {
  return (
    <form method="get" className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      <SelectField
        name="annee"
        label="Année"
        defaultValue={filter.year ?? ''}
        className="min-w-0 sm:min-w-36"
      >
        <option value="">Toutes</option>
        {years.map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="etat"
        label="État"
        defaultValue={filter.state ? STATE_KEYS[filter.state] : ''}
        className="min-w-0 sm:min-w-36"
      >
        <option value="">Tous</option>
        {FILTERED_STATES.map((state) => (
          <option key={state} value={STATE_KEYS[state]}>
            {INVOICE_STATE_WORDS[state]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="secondary" className="max-sm:col-span-2">
        Filtrer
      </Button>
    </form>
  )
}

/** The query of the list's address, filters included; what is usual is left out. */
export function queryOf({ year, state }: InvoiceFilter, page?: number): string {
  const query = new URLSearchParams()
  if (year) query.set('annee', String(year))
  if (state) query.set('etat', STATE_KEYS[state])
  if (page && page > 1) query.set('page', String(page))
  const text = query.toString()
  return text ? `?${text}` : ''
}
