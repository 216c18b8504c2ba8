import { SelectField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { KIND_TITLES, REQUEST_SORT_WORDS, REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import type { RequestList } from '@/lib/planning/queries'
import { REQUEST_KINDS } from '@/lib/planning/rules/period'
import { REQUEST_SORTS, REQUEST_STATES } from '@/lib/planning/rules/states'
import type { RequestListFilter } from '@/lib/planning/schema'

type RequestFiltersProps = Pick<RequestList, 'activities'> & {
  filter: RequestListFilter
  people: RequestList['children']
}

/** What the list of requests is narrowed to, and its order: a form of the browser's own. */
export function RequestFilters({ filter, people, activities }: RequestFiltersProps) {
  const field = 'min-w-0 sm:min-w-36 lg:max-w-44'
  return (
    <form method="get" className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      <SelectField name="enfant" label="Enfant" defaultValue={filter.childId ?? ''} className={field}>
        <option value="">Tous</option>
        {people.map(({ id, firstName }) => (
          <option key={id} value={id}>
            {firstName}
          </option>
        ))}
      </SelectField>
      <SelectField name="activite" label="Activité" defaultValue={filter.activityId ?? ''} className={field}>
        <option value="">Toutes</option>
        {activities.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField name="type" label="Demande" defaultValue={filter.kind ?? ''} className={field}>
        <option value="">Toutes</option>
        {REQUEST_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_TITLES[kind]}
          </option>
        ))}
      </SelectField>
      <SelectField name="etat" label="État" defaultValue={filter.state ?? ''} className={field}>
        <option value="">Tous</option>
        {REQUEST_STATES.map((state) => (
          <option key={state} value={state}>
            {REQUEST_STATE_WORDS[state]}
          </option>
        ))}
      </SelectField>
      <SelectField name="tri" label="Trier par" defaultValue={filter.sort} className="min-w-0 sm:min-w-36">
        {REQUEST_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {REQUEST_SORT_WORDS[sort]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="secondary">
        Filtrer
      </Button>
    </form>
  )
}

/** The query of the list's address, filters included; what is usual is left out. */
export function queryOf(filter: RequestListFilter, page?: number): string {
  const query = new URLSearchParams()
  if (filter.childId) query.set('enfant', filter.childId)
  if (filter.activityId) query.set('activite', String(filter.activityId))
  if (filter.kind) query.set('type', filter.kind)
  if (filter.state) query.set('etat', filter.state)
  if (filter.sort !== 'demande') query.set('tri', filter.sort)
  if (page && page > 1) query.set('page', String(page))
  const text = query.toString()
  return text ? `?${text}` : ''
}
