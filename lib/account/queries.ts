import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { sameSecret, tokenHash } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { readSignedLink } from '@/lib/core/signed-link'
import type { SignUpTrace } from './operations/sign-up'

/** What a link of a mail is worth now. */
export type LinkState = 'valid' | 'used' | 'expired' | 'unknown'

/** An open session of the account, as its owner sees it. */
export type OpenSession = {
  id: string
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
  isCurrent: boolean
}

/** One's own open sessions, this browser's first, then the last used. */
export async function openSessions(actor: Actor, at: Date): Promise<OpenSession[]> {
  const rows = await db.session.findMany({
    where: { accountId: actor.accountId, expiresAt: { gt: at } },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
  })
  const sessions = rows.map((row) => ({ ...row, isCurrent: row.id === actor.sessionId }))
  return sessions.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** When a session ends if nobody uses it any more. Reading it does not extend it. Null when it has ended. */
export async function sessionEnd(token: string, at: Date): Promise<Date | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: tokenHash(token), expiresAt: { gt: at } },
    select: { expiresAt: true },
  })
  return session?.expiresAt ?? null
}

/** What « prolonger » needs of one's session. */
export async function ownSessionNature(actor: Actor): Promise<{ isAgent: boolean; remember: boolean }> {
  const { remember } = await db.session.findUniqueOrThrow({
    where: { id: actor.sessionId, accountId: actor.accountId },
    select: { remember: true },
  })
  return { isAgent: actor.kind === 'agent', remember }
}

/** What the link of a sign-up is worth. Once its e-mail has an account, it has served. */
export async function signUpLink(token: string, at: Date): Promise<{ state: LinkState; email?: string }> {
  const signUp = await db.signUp.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: { email: true, expiresAt: true, confirmedAt: true },
  })
  if (!signUp) return { state: 'unknown' }
  const account = await db.account.findUnique({ where: { email: signUp.email }, select: { id: true } })
  if (signUp.confirmedAt || account) return { state: 'used' }
  return { state: signUp.expiresAt <= at ? 'expired' : 'valid', email: signUp.email }
}

/** The e-mail of the sign-up that waits in this browser, as typed; null when there is none. */
export async function waitingSignUpEmail(trace: SignUpTrace): Promise<string | null> {
  const signUp = await db.signUp.findUnique({
    where: { id: trace.id, confirmedAt: null },
    select: { email: true, browserHash: true },
  })
  return signUp && sameSecret(signUp.browserHash, tokenHash(trace.secret)) ? signUp.email : null
}

/** What the link to choose a password is worth, and the names that the password must not hold. */
export async function resetLink(token: string, at: Date): Promise<{ state: LinkState; personal: string[] }> {
  const reset = await db.passwordReset.findUnique({
    where: { tokenHash: tokenHash(token), account: { disabledAt: null } },
    select: {
      expiresAt: true,
      usedAt: true,
      account: { select: { email: true, firstName: true, lastName: true } },
    },
  })
  if (!reset) return { state: 'unknown', personal: [] }
  const { email, firstName, lastName } = reset.account
  const state = reset.usedAt ? 'used' : reset.expiresAt <= at ? 'expired' : 'valid'
  return { state, personal: [email, firstName, lastName] }
}

/** What a link to change e-mail is worth, and the address it leads to. */
export async function emailChangeLink(
  token: string,
  at: Date,
): Promise<{ state: LinkState; newEmail?: string }> {
  const hash = tokenHash(token)
  const change = await db.emailChange.findFirst({
    where: { OR: [{ currentTokenHash: hash }, { newTokenHash: hash }] },
  })
  if (!change) return { state: 'unknown' }
  const confirmedAt = change.newTokenHash === hash ? change.newConfirmedAt : change.currentConfirmedAt
  if (confirmedAt || change.endedAt) return { state: 'used' }
  return { state: change.expiresAt <= at ? 'expired' : 'valid', newEmail: change.newEmail }
}

/** The change of e-mail that waits for its confirmations; null when there is none. */
export async function pendingEmailChange(
  actor: Actor,
  at: Date,
): Promise<{ newEmail: string; expiresAt: Date; currentConfirmed: boolean; newConfirmed: boolean } | null> {
  const change = await db.emailChange.findFirst({
    where: { accountId: actor.accountId, endedAt: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
  })
  if (!change) return null
  return {
    newEmail: change.newEmail,
    expiresAt: change.expiresAt,
    currentConfirmed: change.currentConfirmedAt !== null,
    newConfirmed: change.newConfirmedAt !== null,
  }
}

/** Whether the owner of an account wants reminders of days to book. */
export async function wantsReminders({ accountId }: Actor): Promise<boolean> {
  const account = await db.account.findUnique({ where: { id: accountId }, select: { remindersOffAt: true } })
  return account?.remindersOffAt === null
}

/** What the link out of reminders is worth: USED once its owner gets none. */
export async function stopLink(token: string, at: Date): Promise<LinkState> {
  const link = readSignedLink('reminders-off', token, at)
  if (link.state !== 'valid') return link.state
  const account = await db.account.findUnique({
    where: { id: link.subject },
    select: { remindersOffAt: true },
  })
  if (!account) return 'unknown'
  return account.remindersOffAt ? 'used' : 'valid'
}
