import 'server-only'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { sessionLifetime } from '@/lib/core/session-lifetime'

/** Where a request comes from, and the session that its browser carried, if any. */
export type RequestOrigin = { address: string; userAgent: string; sessionToken: string | null }

/** A session just opened: what its cookie needs. `maxAge` in seconds, null for one that ends with the browser. */
export type OpenedSession = { token: string; isAgent: boolean; maxAge: number | null }

/**
 * Opens a session of an account, in the transaction of what allows it. Always a new identifier; the one that
 * the browser carried ends.
 */
export async function openSession(
  tx: Tx,
  account: { id: string; isAgent: boolean },
  wanted: { remember: boolean },
  origin: RequestOrigin,
  at: Date,
): Promise<OpenedSession> {
  const remember = wanted.remember && !account.isAgent
  const lifetime = sessionLifetime({ isAgent: account.isAgent, remember })
  const token = randomToken()
  if (origin.sessionToken)
    await tx.session.deleteMany({ where: { tokenHash: tokenHash(origin.sessionToken) } })
  await tx.accountActivity.upsert({
    where: { accountId: account.id },
    create: { accountId: account.id, lastActiveAt: at },
    update: { lastActiveAt: at },
  })
  await tx.session.create({
    data: {
      tokenHash: tokenHash(token),
      accountId: account.id,
      remember,
      createdAt: at,
      lastSeenAt: at,
      passwordAt: at,
      expiresAt: new Date(at.getTime() + lifetime),
      userAgent: origin.userAgent,
      address: origin.address,
    },
  })
  return { token, isAgent: account.isAgent, maxAge: remember ? lifetime / 1000 : null }
}
