import 'server-only'
import { env } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { ADDRESS_QUERY, addressQuery, type FoundAddress } from './rules'
import { addressesOf } from './schema'

/** Milliseconds that the service has to answer: a form waits for nobody. */
const TIMEOUT = 2_000

const CACHE = { size: 300, milliseconds: 60 * 60_000 }

const answers = new Map<string, { at: number; found: FoundAddress[] }>()

/** Whether forms offer to search addresses: GEOCODING_URL=0 turns it off. */
export function isAddressSearchOn(): boolean {
  return env.geocodingUrl !== null
}

/**
 * The addresses that the Géoplateforme proposes for what was typed, the nearest first (REFERENCE §4). The portal asks,
 * so that the service sees no one of its visitors; what it answers is kept for an hour. Null when the search is off,
 * the service fails, throttles, answers too late or what can't be read.
 */
export async function searchAddresses(typed: string, at: Date): Promise<FoundAddress[] | null> {
  const query = addressQuery(typed)
  if (query === null) return []
  const key = query.toLocaleLowerCase('fr-FR')
  const kept = answers.get(key)
  if (kept && at.getTime() - kept.at < CACHE.milliseconds) return kept.found
  const found = await askService(query)
  if (found) keep(key, { at: at.getTime(), found })
  return found
}

function keep(key: string, answer: { at: number; found: FoundAddress[] }): void {
  answers.delete(key)
  answers.set(key, answer)
  if (answers.size > CACHE.size) answers.delete(answers.keys().next().value!)
}

async function askService(query: string): Promise<FoundAddress[] | null> {
  const base = env.geocodingUrl
  if (base === null) return null
  const parameters = new URLSearchParams({
    q: query,
    limit: String(ADDRESS_QUERY.proposals),
    index: 'address',
  })
  try {
    const response = await fetch(`${base}/search?${parameters}`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT),
      cache: 'no-store',
    })
    const found = response.ok ? addressesOf(await response.json()) : null
    if (!found) log.warn({ status: response.status }, 'address search')
    return found
  } catch (error) {
    // Its name alone: the address that was typed may be in its words.
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'address search')
    return null
  }
}
