import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { ONE_FIELD } from '@/lib/core/action-state'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { emailChangedMails, emailTakenMail, joinEmailMail, leaveEmailMail } from '../mails'
import { EMAIL_TAKEN, LINK_EXPIRED, LINK_UNKNOWN, LINK_USED } from '../messages'
import { LIMITS, LINK_LIFETIME } from '../rules'
import { inSteadyTime } from '../steady-time'
import { refuseTooMany } from '../throttling'
import { requireCurrentPassword } from './change-account'

/**
 * Asks to move the account to another e-mail: a link to each address, and the change is made when both are
 * confirmed. Whether the new one already has an account changes its mail, not the answer.
 *
 * @throws Refusal PASSWORD, EMAIL_SAME, TOO_MANY
 */
export async function askEmailChange(
  actor: Actor,
  input: { email: string; currentPassword: string },
  at: Date,
): Promise<void> {
  const newEmail = input.email
  if (newEmail === actor.email) {
    const message = 'C’est déjà l’adresse de votre compte.'
    throw new Refusal('EMAIL_SAME', ONE_FIELD, { email: message })
  }
  await requireCurrentPassword(actor, input.currentPassword, at)
  await refuseTooMany([[`email-change:${actor.accountId}`, LIMITS.emailChange]], at)
  const [currentToken, newToken] = [randomToken(), randomToken()]
  await inSteadyTime(() =>
    db.$transaction(async (tx) => {
      await endPendingChanges(tx, actor.accountId, at)
      const change = await tx.emailChange.create({
        data: {
          accountId: actor.accountId,
          newEmail,
          currentTokenHash: tokenHash(currentToken),
          newTokenHash: tokenHash(newToken),
          createdAt: at,
          expiresAt: new Date(at.getTime() + LINK_LIFETIME.emailChange),
        },
      })
      const taken = await tx.account.findUnique({ where: { email: newEmail }, select: { id: true } })
      const toNew = taken ? emailTakenMail(change) : joinEmailMail(change, newToken)
      await queueMails(tx, [leaveEmailMail(change, actor.email, currentToken), toNew], at)
      await recordEvent(tx, actor, at, { action: 'account.email-ask' })
    }),
  )
}

/** Gives up the change of e-mail that waits; its links no longer work. */
export async function cancelEmailChange(actor: Actor, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const count = await endPendingChanges(tx, actor.accountId, at)
    if (count > 0) await recordEvent(tx, actor, at, { action: 'account.email-cancel' })
  })
}

type LockedChange = {
  id: string
  accountId: string
  oldEmail: string
  newEmail: string
  isNewSide: boolean
  currentConfirmedAt: Date | null
  newConfirmedAt: Date | null
  expiresAt: Date
  endedAt: Date | null
}

/**
 * Confirms one of the two addresses; says whether the change is then made.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_USED, LINK_EXPIRED, EMAIL_TAKEN
 */
export async function confirmEmailChange(token: string, at: Date): Promise<'waiting' | 'changed'> {
  try {
    return await db.$transaction((tx) => confirmSide(tx, token, at))
  } catch (error) {
    // Another account took the address between our look and our write.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new Refusal('EMAIL_TAKEN', EMAIL_TAKEN)
    throw error
  }
}

async function confirmSide(tx: Tx, token: string, at: Date): Promise<'waiting' | 'changed'> {
  const change = await lockChange(tx, token)
  if (!change) throw new Refusal('LINK_UNKNOWN', LINK_UNKNOWN)
  const { id, accountId, isNewSide, oldEmail, newEmail } = change
  if (change.endedAt || (isNewSide ? change.newConfirmedAt : change.currentConfirmedAt))
    throw new Refusal('LINK_USED', LINK_USED)
  if (change.expiresAt <= at) throw new Refusal('LINK_EXPIRED', LINK_EXPIRED)
  const isComplete = (isNewSide ? change.currentConfirmedAt : change.newConfirmedAt) !== null
  await tx.emailChange.update({
    where: { id },
    data: {
      ...(isNewSide ? { newConfirmedAt: at } : { currentConfirmedAt: at }),
      ...(isComplete ? { endedAt: at } : {}),
    },
  })
  if (!isComplete) return 'waiting'
  await moveAccount(tx, accountId, newEmail)
  // Links to choose a password went to the address that was left.
  await tx.passwordReset.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: at } })
  await queueMails(tx, emailChangedMails({ id, oldEmail, newEmail }), at)
  await recordEvent(tx, null, at, { action: 'account.email-change', subject: accountId, fields: ['email'] })
  return 'changed'
}

// Locked: two links opened at once must not each believe that the other is still awaited.
async function lockChange(tx: Tx, token: string): Promise<LockedChange | undefined> {
  const hash = tokenHash(token)
  const [change] = await tx.$queryRaw<LockedChange[]>`
    SELECT c.id, c."accountId", a.email AS "oldEmail", c."newEmail", c."newTokenHash" = ${hash} AS "isNewSide",
      c."currentConfirmedAt", c."newConfirmedAt", c."expiresAt", c."endedAt"
    FROM "EmailChange" c JOIN "Account" a ON a.id = c."accountId"
    WHERE (c."currentTokenHash" = ${hash} OR c."newTokenHash" = ${hash}) AND a."disabledAt" IS NULL
    FOR UPDATE OF c`
  return change
}

async function moveAccount(tx: Tx, accountId: string, email: string): Promise<void> {
  const taken = await tx.account.findUnique({ where: { email }, select: { id: true } })
  if (taken) throw new Refusal('EMAIL_TAKEN', EMAIL_TAKEN)
  await tx.account.update({ where: { id: accountId }, data: { email } })
}

async function endPendingChanges(tx: Tx, accountId: string, at: Date): Promise<number> {
  const { count } = await tx.emailChange.updateMany({
    where: { accountId, endedAt: null },
    data: { endedAt: at },
  })
  return count
}
