import { SelectField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { AGES, SENT_FILTERS, UNPAID_SORTS, type UnpaidFilter } from '@/lib/recovery/schema'

const SENT_WORDS = {
  jamais: 'Jamais relancées',
  relancee: 'Relancées',
  complete: 'Dernière relance partie',
} as const satisfies Record<(typeof SENT_FILTERS)[number], string>

const SORT_WORDS = {
  anciennes: 'Les plus anciennes d’abord',
  montant: 'Les plus élevées d’abord',
  famille: 'Par nom',
} as const satisfies Record<(typeof UNPAID_SORTS)[number], string>

/** What the list of unpaid invoices is narrowed to: a form of the browser's own. */
export function UnpaidFilters({ filter }: { filter: UnpaidFilter }) {
  return (
    <form method="get" className="mb-4 grid grid-cols-2 items-end gap-3 lg:flex lg:flex-wrap">
      <SelectField name="retard" label="Retard" defaultValue={filter.age ?? ''} className="min-w-0">
        <option value="">Tous</option>
        {AGES.map((days) => (
          <option key={days} value={days}>
            {days} jours et plus
          </option>
        ))}
      </SelectField>
      <SelectField name="relances" label="Relances" defaultValue={filter.sent ?? ''} className="min-w-0">
        <option value="">Toutes</option>
        {SENT_FILTERS.map((sent) => (
          <option key={sent} value={sent}>
            {SENT_WORDS[sent]}
          </option>
        ))}
      </SelectField>
      <TextField
        name="montant"
        label="Reste dû, au moins"
        inputMode="numeric"
        unit="€"
        defaultValue={filter.euros ?? ''}
        className="min-w-0 lg:w-44"
      />
      <SelectField name="tri" label="Ordre" defaultValue={filter.sort} className="min-w-0">
        {UNPAID_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {SORT_WORDS[sort]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="secondary" className="max-lg:col-span-2">
        Filtrer
      </Button>
    </form>
  )
}

/** The query of the list's address, filters included; what is usual is left out. */
export function unpaidQuery({ age, sent, euros, sort }: UnpaidFilter, page?: number): string {
  const query = new URLSearchParams()
  if (age) query.set('retard', String(age))
  if (sent) query.set('relances', sent)
  if (euros) query.set('montant', String(euros))
  if (sort !== 'anciennes') query.set('tri', sort)
  if (page && page > 1) query.set('page', String(page))
  return query.size > 0 ? `?${query}` : ''
}
