import { changeNames, changePassword, deleteAccount } from '@/lib/account/operations/change-account'
import { askEmailChange, cancelEmailChange, confirmEmailChange } from '@/lib/account/operations/change-email'
import { logIn } from '@/lib/account/operations/log-in'
import { emailChangeLink, pendingEmailChange } from '@/lib/account/queries'
import type { RequestOrigin } from '@/lib/account/session'
import type { Parent } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import {
  agentActor,
  createAccount,
  createAgent,
  createSession,
  parentActor,
  PASSWORD,
} from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
const origin: RequestOrigin = { address: '203.0.113.7', userAgent: 'Firefox', sessionToken: null }
const email = 'sofia@exemple.example'
const newEmail = 'sofia.delmas@autre.example'
const password = 'cheval agrafe correct pile'

async function sofia(db: PrismaClient): Promise<Parent> {
  return parentActor(db, await createAccount(db, { email }))
}

/** The tokens of the two links of the latest change of e-mail. */
async function links(db: PrismaClient): Promise<{ current: string; next: string }> {
  const tokenOf = async (kind: string) => {
    const mail = await db.outgoingMail.findFirst({ where: { kind }, orderBy: { id: 'desc' } })
    return /\/confirmation\/adresse\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  }
  return { current: await tokenOf('account.email-leave'), next: await tokenOf('account.email-join') }
}

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test('a change of names is in the journal by its fields, never by their values', async ({ db }) => {
  const actor = await sofia(db)
  await changeNames(actor, { firstName: 'Sofia', lastName: 'Delmas-Martin' }, at)
  const [event] = await db.auditEvent.findMany()
  expect(event).toMatchObject({ action: 'account.names-change', fields: ['lastName'], detail: null })
})

test('a new password asks for the present one, ends the other sessions and the links to choose one', async ({
  db,
}) => {
  const actor = await sofia(db)
  await createSession(db, { id: actor.accountId }, { at })
  await expect(changePassword(actor, { currentPassword: 'faux', password }, at)).rejects.toMatchObject({
    code: 'PASSWORD',
    fields: { currentPassword: expect.any(String) },
  })
  expect(await db.session.count()).toBe(2)
  await changePassword(actor, { currentPassword: PASSWORD, password }, at)
  expect(await db.session.findMany({ select: { id: true } })).toEqual([{ id: actor.sessionId }])
  await logIn({ email, password, remember: false }, origin, at)
})

test('the present password can’t be guessed from an open session', async ({ db }) => {
  const actor = await sofia(db)
  for (let i = 0; i < 8; i += 1)
    await expect(changePassword(actor, { currentPassword: `faux ${i}`, password }, at)).rejects.toMatchObject(
      {
        code: 'PASSWORD',
      },
    )
  await expect(changePassword(actor, { currentPassword: PASSWORD, password }, at)).rejects.toMatchObject({
    code: 'TOO_MANY',
  })
})

test('an e-mail changes when both addresses have confirmed, in either order', async ({ db }) => {
  const actor = await sofia(db)
  await askEmailChange(actor, { email: newEmail, currentPassword: PASSWORD }, at)
  const { current, next } = await links(db)
  expect(await emailChangeLink(next, at)).toEqual({ state: 'valid', newEmail })
  expect(await confirmEmailChange(next, after(1))).toBe('waiting')
  await expect(confirmEmailChange(next, after(1))).rejects.toMatchObject({ code: 'LINK_USED' })
  expect((await db.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email).toBe(email)
  expect(await pendingEmailChange(actor, after(1))).toMatchObject({
    newConfirmed: true,
    currentConfirmed: false,
  })
  expect(await confirmEmailChange(current, after(2))).toBe('changed')
  await logIn({ email: newEmail, password: PASSWORD, remember: false }, origin, after(2))
  await expect(logIn({ email, password: PASSWORD, remember: false }, origin, after(2))).rejects.toMatchObject(
    {
      code: 'LOGIN',
    },
  )
  const told = await db.outgoingMail.findMany({
    where: { kind: 'account.email-changed' },
    select: { to: true },
  })
  expect(told.map(({ to }) => to).sort()).toEqual([newEmail, email].sort())
})

test('both addresses confirmed at the same instant change the e-mail once', async ({ db }) => {
  const actor = await sofia(db)
  await askEmailChange(actor, { email: newEmail, currentPassword: PASSWORD }, at)
  const { current, next } = await links(db)
  const outcomes = await Promise.all([confirmEmailChange(current, at), confirmEmailChange(next, at)])
  expect(outcomes.sort()).toEqual(['changed', 'waiting'])
})

test('the links of a change of e-mail end after 24 hours, when it is given up, and when another is asked', async ({
  db,
}) => {
  const actor = await sofia(db)
  await askEmailChange(actor, { email: newEmail, currentPassword: PASSWORD }, at)
  const first = await links(db)
  await expect(confirmEmailChange(first.current, after(24))).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  await askEmailChange(actor, { email: 'encore@autre.example', currentPassword: PASSWORD }, at)
  await expect(confirmEmailChange(first.current, at)).rejects.toMatchObject({ code: 'LINK_USED' })
  const second = await links(db)
  await cancelEmailChange(actor, at)
  await expect(confirmEmailChange(second.next, at)).rejects.toMatchObject({ code: 'LINK_USED' })
  await expect(confirmEmailChange('x', at)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  expect(await pendingEmailChange(actor, at)).toBeNull()
})

test('an e-mail that has an account is not told; its owner is', async ({ db }) => {
  const actor = await sofia(db)
  await createAccount(db, { email: newEmail })
  await askEmailChange(actor, { email: newEmail, currentPassword: PASSWORD }, at)
  const mails = await db.outgoingMail.findMany({ select: { kind: true, to: true }, orderBy: { kind: 'asc' } })
  expect(mails).toEqual([
    { kind: 'account.email-leave', to: email },
    { kind: 'account.email-taken', to: newEmail },
  ])
  expect(await confirmEmailChange((await links(db)).current, at)).toBe('waiting')
})

test('an e-mail taken while its change waited is refused, and nothing changes', async ({ db }) => {
  const actor = await sofia(db)
  await askEmailChange(actor, { email: newEmail, currentPassword: PASSWORD }, at)
  const { current, next } = await links(db)
  await confirmEmailChange(current, at)
  await createAccount(db, { email: newEmail })
  await expect(confirmEmailChange(next, at)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' })
  expect((await db.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email).toBe(email)
})

test('one’s own e-mail is refused as a new one, next to its field', async ({ db }) => {
  const actor = await sofia(db)
  await expect(askEmailChange(actor, { email, currentPassword: PASSWORD }, at)).rejects.toMatchObject({
    code: 'EMAIL_SAME',
    fields: { email: expect.any(String) },
  })
})

test('a deleted account takes its sessions along, asks for the password, and leaves its trace in the journal', async ({
  db,
}) => {
  const actor = await sofia(db)
  await expect(deleteAccount(actor, { currentPassword: 'faux' }, at)).rejects.toMatchObject({
    code: 'PASSWORD',
  })
  await deleteAccount(actor, { currentPassword: PASSWORD }, at)
  expect(await db.account.count()).toBe(0)
  expect(await db.session.count()).toBe(0)
  expect(await db.auditEvent.findMany({ where: { action: 'account.delete' } })).toMatchObject([
    { accountId: actor.accountId },
  ])
  expect(await db.outgoingMail.findMany()).toMatchObject([{ kind: 'account.deleted', to: email }])
})

test('an agent’s account is the collectivité’s to close', async ({ db }) => {
  const agent = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await expect(
    deleteAccount(agent as unknown as Parent, { currentPassword: PASSWORD }, at),
  ).rejects.toBeInstanceOf(NotFound)
  expect(await db.account.count()).toBe(1)
})
