import 'server-only'
import { Refusal } from '../core/errors'
import { countAttempt, returnAttempt, type Limit } from '../core/throttle'
import { waitMessage } from './messages'

/** Unknown codes that an account may type: five an hour (PRODUCT §3). */
const ACCOUNT_LIMIT: Limit = { max: 5, seconds: 3600 }

/** Unknown codes from one address: slower, but wide enough for the families behind one shared address. */
export const ADDRESS_LIMIT: Limit = { max: 50, seconds: 86_400 }

/** An attempt that was counted before the code is looked up; `giveBack` when it proves not to be a guess. */
export type CodeAttempt = { giveBack: () => Promise<void> }

/**
 * Counts an attempt for the account and its address. Counting comes first, so that a hundred guesses sent
 * at once are still five. @throws Refusal TOO_MANY_CODES, which says when to try again.
 */
export async function beginAttempt(accountId: string, address: string, at: Date): Promise<CodeAttempt> {
  const account = `subscriber-code:account:${accountId}`
  const place = `subscriber-code:address:${address}`
  const forAccount = await countAttempt(account, ACCOUNT_LIMIT, at)
  if (!forAccount.allowed) throw tooMany(forAccount.retryAt, at)
  const forAddress = await countAttempt(place, ADDRESS_LIMIT, at)
  if (!forAddress.allowed) {
    await returnAttempt(account)
    throw tooMany(forAddress.retryAt, at)
  }
  return {
    giveBack: async () => {
      await returnAttempt(account)
      await returnAttempt(place)
    },
  }
}

function tooMany(retryAt: Date, at: Date): Refusal {
  const message = waitMessage(retryAt, at)
  return new Refusal('TOO_MANY_CODES', message, { code: message })
}
