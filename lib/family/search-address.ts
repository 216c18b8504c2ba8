import { ACCESS_STATES, type AccessState } from './search-terms'

/** A search as its address holds it: `q` the text, `acces` the state of the codes, `page` from 1. */
export type SearchAddress = { text: string; access: AccessState | null; page: number }

type Query = Record<string, string | string[] | undefined>

/** The search that an address asks; what is not understood is left out. */
export function parseSearchAddress(query: Query): SearchAddress {
  const one = (name: string) => [query[name]].flat()[0] ?? ''
  const page = Number(one('page'))
  return {
    text: one('q').slice(0, 200),
    access: ACCESS_STATES.find((state) => state === one('acces')) ?? null,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  }
}

/** The address of a search. */
export function searchAddress({ text, access, page }: SearchAddress): string {
  const query = new URLSearchParams()
  if (text) query.set('q', text)
  if (access) query.set('acces', access)
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `/admin/familles?${query}` : '/admin/familles'
}
