import { ACCESS_STATES, type AccessState } from './search-terms'

/**
 * A search as its address holds it: `q` the text, `acces` the state of the codes, `dossier` those who have not
 * confirmed it this year, `page` from 1.
 */
export type SearchAddress = { text: string; access: AccessState | null; toConfirm: boolean; page: number }

/** « À confirmer », in the address. */
export const TO_CONFIRM = 'a-confirmer'

type Query = Record<string, string | string[] | undefined>

/** The search that an address asks; what is not understood is left out. */
export function parseSearchAddress(query: Query): SearchAddress {
  const one = (name: string) => [query[name]].flat()[0] ?? ''
  const page = Number(one('page'))
  return {
    text: one('q').slice(0, 200),
    access: ACCESS_STATES.find((state) => state === one('acces')) ?? null,
    toConfirm: one('dossier') === TO_CONFIRM,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  }
}

/** The address of a search. */
export function searchAddress({ text, access, toConfirm, page }: SearchAddress): string {
  const query = new URLSearchParams()
  if (text) query.set('q', text)
  if (access) query.set('acces', access)
  if (toConfirm) query.set('dossier', TO_CONFIRM)
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `/admin/familles?${query}` : '/admin/familles'
}
