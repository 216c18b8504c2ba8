import 'server-only'
import { randomUUID } from 'node:crypto'
import { ONE_FIELD } from '@/lib/core/action-state'
import type { Actor, Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMail } from '@/lib/core/mail'
import { forgetAttempts } from '@/lib/core/throttle'
import { accountDeletedMail, passwordChangedMail } from '../mails'
import { WRONG_CURRENT_PASSWORD } from '../messages'
import { hashPassword, isPasswordOf, refuseWeakPassword } from '../password'
import { LIMITS } from '../rules'
import { refuseTooMany } from '../throttling'

/**
 * Asks for the password again, before what is sensitive.
 *
 * @throws Refusal PASSWORD on the field `currentPassword`; TOO_MANY
 */
export async function requireCurrentPassword(actor: Actor, password: string, at: Date): Promise<void> {
  const key = `password:${actor.accountId}`
  await refuseTooMany([[key, LIMITS.currentPassword]], at)
  const account = await db.account.findUnique({
    where: { id: actor.accountId },
    select: { passwordHash: true },
  })
  if (!(await isPasswordOf(password, account?.passwordHash))) {
    await recordEvent(db, actor, at, { action: 'account.password-refused' })
    throw new Refusal('PASSWORD', ONE_FIELD, { currentPassword: WRONG_CURRENT_PASSWORD })
  }
  await forgetAttempts(key)
}

/** Changes the names of one's own account. */
export async function changeNames(
  actor: Actor,
  names: { firstName: string; lastName: string },
  at: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.account.update({ where: { id: actor.accountId }, data: names })
    const fields = (['firstName', 'lastName'] as const).filter((field) => actor[field] !== names[field])
    if (fields.length > 0) await recordEvent(tx, actor, at, { action: 'account.names-change', fields })
  })
}

/**
 * Changes one's own password: the other sessions end, the links sent to choose one end too.
 *
 * @throws Refusal PASSWORD, PASSWORD_WEAK, TOO_MANY
 */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; password: string },
  at: Date,
): Promise<void> {
  await requireCurrentPassword(actor, input.currentPassword, at)
  await refuseWeakPassword(input.password, [actor.email, actor.firstName, actor.lastName])
  const passwordHash = await hashPassword(input.password)
  const { accountId, sessionId } = actor
  await db.$transaction(async (tx) => {
    await tx.account.update({ where: { id: accountId }, data: { passwordHash } })
    await tx.session.deleteMany({ where: { accountId, id: { not: sessionId } } })
    await tx.session.updateMany({ where: { id: sessionId }, data: { passwordAt: at } })
    await tx.passwordReset.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: at } })
    await queueMail(tx, passwordChangedMail(actor.email, randomUUID()), at)
    await recordEvent(tx, actor, at, { action: 'account.password-change' })
  })
}

/**
 * Deletes one's own account: sessions and subscriptions end with it, the family's dossier stays with the
 * collectivité. An agent's account is the collectivité's to close.
 *
 * @throws NotFound for an agent; Refusal PASSWORD, TOO_MANY
 */
export async function deleteAccount(
  actor: Parent,
  input: { currentPassword: string },
  at: Date,
): Promise<void> {
  if (actor.kind !== 'parent') throw new NotFound()
  await requireCurrentPassword(actor, input.currentPassword, at)
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.deleteMany({ where: { id: actor.accountId } })
    if (count === 0) throw new NotFound()
    await queueMail(tx, accountDeletedMail({ id: actor.accountId, email: actor.email }), at)
    await recordEvent(tx, actor, at, { action: 'account.delete' })
  })
}
