import 'server-only'
import { tokenHash } from '@/lib/core/crypto'
import { Refusal } from '@/lib/core/errors'
import { countAttempt, type Limit } from '@/lib/core/throttle'
import { tooManyAttempts } from './messages'
import { waitInWords } from './rules'

/** Counts an attempt under each key. @throws Refusal that says how long to wait, when one has had too many. */
export async function refuseTooMany(attempts: [key: string, limit: Limit][], at: Date): Promise<void> {
  for (const [key, limit] of attempts) {
    const verdict = await countAttempt(key, limit, at)
    if (!verdict.allowed) throw new Refusal('TOO_MANY', tooManyAttempts(waitInWords(verdict.retryAt, at)))
  }
}

/** A key of a person's e-mail, which the table of attempts then does not spell out. */
export function emailKey(purpose: string, email: string): string {
  return `${purpose}:${tokenHash(email)}`
}
