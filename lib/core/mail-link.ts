import 'server-only'
import { formatInstant } from './day'
import { Refusal } from './errors'
import { requestAddress } from './request-origin'
import { countAttempt } from './throttle'

/** Whole quarters share an address of their operator; who guesses secrets, or wears the portal down, asks far more. */
const LIMIT = { max: 600, seconds: 3600 }

/** Counts a use of a link that needs no login, by the address that asks. Null while there are few, else why not. */
export async function linkLimit(at: Date): Promise<string | null> {
  const verdict = await countAttempt(`mail-link:${await requestAddress()}`, LIMIT, at)
  return verdict.allowed
    ? null
    : `Trop de liens ont été ouverts depuis cette connexion. Réessayez à partir du ${formatInstant(verdict.retryAt)}.`
}

/**
 * The same, before something is done.
 *
 * @throws Refusal THROTTLED
 */
export async function limitLinks(at: Date): Promise<void> {
  const refused = await linkLimit(at)
  if (refused) throw new Refusal('THROTTLED', refused)
}
