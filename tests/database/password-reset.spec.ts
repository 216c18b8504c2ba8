import { logIn } from '@/lib/account/operations/log-in'
import { askPasswordReset, resetPassword } from '@/lib/account/operations/reset-password'
import { resetLink } from '@/lib/account/queries'
import type { RequestOrigin } from '@/lib/account/session'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { createAccount, createSession, PASSWORD } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const after = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const ADDRESS = '203.0.113.7'
const origin: RequestOrigin = { address: ADDRESS, userAgent: 'Firefox', sessionToken: null }
const email = 'sofia@exemple.example'
const password = 'cheval agrafe correct pile'

async function lastToken(db: PrismaClient): Promise<string> {
  const mail = await db.outgoingMail.findFirstOrThrow({
    where: { kind: 'account.reset' },
    orderBy: { id: 'desc' },
  })
  return /\/mot-de-passe\/([\w-]+)/.exec(mail.text)![1]!
}

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test('the link of the mail sets a new password, and ends every session of the account', async ({ db }) => {
  const account = await createAccount(db, { email })
  await createSession(db, account, { at })
  await askPasswordReset(email, ADDRESS, at)
  const token = await lastToken(db)
  expect(await resetLink(token, at)).toEqual({ state: 'valid', personal: [email, 'Sofia', 'Delmas'] })
  await resetPassword({ token, password }, after(1))
  expect(await db.session.count()).toBe(0)
  await logIn({ email, password, remember: false }, origin, after(1))
  await expect(logIn({ email, password: PASSWORD, remember: false }, origin, after(1))).rejects.toMatchObject(
    {
      code: 'LOGIN',
    },
  )
  expect(await db.outgoingMail.count({ where: { kind: 'account.password-changed' } })).toBe(1)
})

test('a link is valid an hour and serves once, even when used twice at the same instant', async ({ db }) => {
  await createAccount(db, { email })
  await askPasswordReset(email, ADDRESS, at)
  const token = await lastToken(db)
  await expect(resetPassword({ token, password }, after(60))).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  expect((await resetLink(token, after(60))).state).toBe('expired')
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => resetPassword({ token, password }, after(59))),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(resetPassword({ token, password }, after(59))).rejects.toMatchObject({ code: 'LINK_USED' })
  await expect(resetPassword({ token: 'x', password }, at)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
})

test('a used link ends the other links of the account', async ({ db }) => {
  await createAccount(db, { email })
  await askPasswordReset(email, ADDRESS, at)
  const first = await lastToken(db)
  await askPasswordReset(email, ADDRESS, at)
  await resetPassword({ token: await lastToken(db), password }, at)
  await expect(resetPassword({ token: first, password }, at)).rejects.toMatchObject({ code: 'LINK_USED' })
})

test('an e-mail without an account gets the same answer, after the same time, and no mail', async ({
  db,
}) => {
  await createAccount(db, { email })
  const timeOf = async (address: string) => {
    const start = performance.now()
    expect(await askPasswordReset(address, ADDRESS, at)).toBeUndefined()
    return performance.now() - start
  }
  await timeOf(email)
  const [known, unknown] = [await timeOf(email), await timeOf('personne@exemple.example')]
  expect(Math.min(known, unknown)).toBeGreaterThanOrEqual(395)
  expect(await db.outgoingMail.count()).toBe(2)
})

test('asking is limited per e-mail, whether it has an account or not', async ({ db }) => {
  await createAccount(db, { email })
  for (const address of [email, 'personne@exemple.example']) {
    for (let i = 0; i < 3; i += 1) await askPasswordReset(address, ADDRESS, at)
    await expect(askPasswordReset(address, ADDRESS, at)).rejects.toMatchObject({ code: 'TOO_MANY' })
  }
})

test('a weak new password is refused and leaves the link as it was', async ({ db }) => {
  await createAccount(db, { email })
  await askPasswordReset(email, ADDRESS, at)
  const token = await lastToken(db)
  await expect(resetPassword({ token, password: 'SofiaDelmas2026' }, at)).rejects.toMatchObject({
    code: 'PASSWORD_WEAK',
  })
  expect((await resetLink(token, at)).state).toBe('valid')
})

test('a closed account gets no link, and those it had end', async ({ db }) => {
  const { id } = await createAccount(db, { email })
  await askPasswordReset(email, ADDRESS, at)
  const token = await lastToken(db)
  await db.account.update({ where: { id }, data: { disabledAt: at } })
  await askPasswordReset(email, ADDRESS, at)
  expect(await db.outgoingMail.count()).toBe(1)
  await expect(resetPassword({ token, password }, at)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
})
