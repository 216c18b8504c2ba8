import 'server-only'
import { recordEvent } from '@/lib/core/audit'
import { sameSecret, tokenHash } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { ACCOUNT_EXISTS, LINK_EXPIRED, LINK_UNKNOWN, LINK_USED } from '../messages'
import { openSession, type OpenedSession, type RequestOrigin } from '../session'

/**
 * « Finaliser la création de mon compte ». Opens a session when it is the browser that signed up, which
 * `browserSecret` proves; null otherwise: the person then logs in.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_USED, LINK_EXPIRED, ACCOUNT_EXISTS
 */
export async function confirmSignUp(
  token: string,
  browserSecret: string | null,
  origin: RequestOrigin,
  at: Date,
): Promise<OpenedSession | null> {
  return db.$transaction(async (tx) => {
    const signUp = await tx.signUp.findUnique({ where: { tokenHash: tokenHash(token) } })
    if (!signUp) throw new Refusal('LINK_UNKNOWN', LINK_UNKNOWN)
    // What was confirmed keeps no copy of the password's hash.
    const { count: confirmed } = await tx.signUp.updateMany({
      where: { id: signUp.id, confirmedAt: null, expiresAt: { gt: at } },
      data: { confirmedAt: at, passwordHash: '' },
    })
    if (confirmed === 0) {
      const isExpired = signUp.expiresAt <= at && signUp.confirmedAt === null
      throw isExpired ? new Refusal('LINK_EXPIRED', LINK_EXPIRED) : new Refusal('LINK_USED', LINK_USED)
    }
    const { email, firstName, lastName, passwordHash } = signUp
    const [account] = await tx.account.createManyAndReturn({
      data: { email, firstName, lastName, passwordHash, createdAt: at },
      skipDuplicates: true,
      select: { id: true },
    })
    if (!account) throw new Refusal('ACCOUNT_EXISTS', ACCOUNT_EXISTS)
    await recordEvent(tx, { kind: 'parent', accountId: account.id }, at, { action: 'account.create' })
    const isSameBrowser = browserSecret !== null && sameSecret(tokenHash(browserSecret), signUp.browserHash)
    if (!isSameBrowser) return null
    return openSession(tx, { id: account.id, isAgent: false }, { remember: false }, origin, at)
  })
}
