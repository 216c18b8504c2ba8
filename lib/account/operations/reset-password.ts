import 'server-only'
import { recordEvent } from '@/lib/core/audit'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { queueMail } from '@/lib/core/mail'
import { forgetAttempts } from '@/lib/core/throttle'
import { passwordChangedMail, resetPasswordMail } from '../mails'
import { LINK_EXPIRED, LINK_UNKNOWN, LINK_USED } from '../messages'
import { hashPassword, refuseWeakPassword } from '../password'
import { LIMITS, LINK_LIFETIME } from '../rules'
import { inSteadyTime } from '../steady-time'
import { emailKey, refuseTooMany } from '../throttling'

/**
 * « Mot de passe oublié »: mails a link to the account of an e-mail. Same answer, after the same time, when
 * there is none.
 *
 * @throws Refusal TOO_MANY
 */
export async function askPasswordReset(email: string, address: string, at: Date): Promise<void> {
  await refuseTooMany(
    [
      [`reset:address:${address}`, LIMITS.resetAddress],
      [emailKey('reset:email', email), LIMITS.resetEmail],
    ],
    at,
  )
  await inSteadyTime(() =>
    db.$transaction(async (tx) => {
      const account = await tx.account.findUnique({
        where: { email, disabledAt: null },
        select: { id: true },
      })
      if (!account) return
      const token = randomToken()
      const reset = await tx.passwordReset.create({
        data: {
          accountId: account.id,
          tokenHash: tokenHash(token),
          createdAt: at,
          expiresAt: new Date(at.getTime() + LINK_LIFETIME.passwordReset),
        },
      })
      await queueMail(tx, resetPasswordMail(reset, email, token), at)
      await recordEvent(tx, null, at, { action: 'account.reset-ask', subject: account.id })
    }),
  )
}

/**
 * Sets the password that was chosen through the link of a mail: the link serves once, the account's other
 * links and all its sessions end.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_USED, LINK_EXPIRED, PASSWORD_WEAK
 */
export async function resetPassword(input: { token: string; password: string }, at: Date): Promise<void> {
  const reset = await db.passwordReset.findUnique({
    where: { tokenHash: tokenHash(input.token), account: { disabledAt: null } },
    select: { id: true, expiresAt: true, usedAt: true, account: true },
  })
  if (!reset) throw new Refusal('LINK_UNKNOWN', LINK_UNKNOWN)
  const { id: accountId, email, firstName, lastName } = reset.account
  await refuseWeakPassword(input.password, [email, firstName, lastName])
  const passwordHash = await hashPassword(input.password)
  await db.$transaction(async (tx) => {
    const { count } = await tx.passwordReset.updateMany({
      where: { id: reset.id, usedAt: null, expiresAt: { gt: at } },
      data: { usedAt: at },
    })
    if (count === 0)
      throw reset.usedAt === null && reset.expiresAt <= at
        ? new Refusal('LINK_EXPIRED', LINK_EXPIRED)
        : new Refusal('LINK_USED', LINK_USED)
    await tx.passwordReset.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: at } })
    await tx.account.update({ where: { id: accountId }, data: { passwordHash } })
    await tx.session.deleteMany({ where: { accountId } })
    await forgetAttempts(emailKey('login:account', email), tx)
    await queueMail(tx, passwordChangedMail(email, `reset-${reset.id}`), at)
    await recordEvent(tx, null, at, { action: 'account.password-reset', subject: accountId })
  })
}
