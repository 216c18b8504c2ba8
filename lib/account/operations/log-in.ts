import 'server-only'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { forgetAttempts } from '@/lib/core/throttle'
import { LOGIN_REFUSED } from '../messages'
import { isPasswordOf } from '../password'
import { LIMITS } from '../rules'
import { openSession, type OpenedSession, type RequestOrigin } from '../session'
import { emailKey, refuseTooMany } from '../throttling'

type Credentials = { email: string; password: string; remember: boolean }

/**
 * « Se connecter ». An unknown e-mail, a wrong password and a disabled account get the same answer after the
 * same work. Attempts are limited per account and address, then per address, then per account.
 *
 * @throws Refusal LOGIN, or TOO_MANY with how long to wait
 */
export async function logIn(
  credentials: Credentials,
  origin: RequestOrigin,
  at: Date,
): Promise<OpenedSession> {
  const { email, password, remember } = credentials
  const person = emailKey(`login:${origin.address}`, email)
  const account = emailKey('login:account', email)
  await refuseTooMany(
    [
      [person, LIMITS.login],
      [`login:address:${origin.address}`, LIMITS.loginAddress],
      [account, LIMITS.loginAccount],
    ],
    at,
  )
  const found = await db.account.findUnique({
    where: { email, disabledAt: null },
    select: { id: true, passwordHash: true, agent: { select: { role: true } } },
  })
  if (!(await isPasswordOf(password, found?.passwordHash)) || !found) {
    await recordEvent(db, null, at, { action: 'account.login-refused', subject: found?.id })
    throw new Refusal('LOGIN', LOGIN_REFUSED)
  }
  const isAgent = found.agent !== null
  return db.$transaction(async (tx) => {
    const session = await openSession(tx, { id: found.id, isAgent }, { remember }, origin, at)
    await forgetAttempts(person, tx)
    await forgetAttempts(account, tx)
    await recordEvent(tx, { kind: isAgent ? 'agent' : 'parent', accountId: found.id }, at, {
      action: 'account.login',
    })
    return session
  })
}
