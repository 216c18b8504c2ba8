import { confirmSignUp } from '@/lib/account/operations/confirm-sign-up'
import { logIn } from '@/lib/account/operations/log-in'
import { renewExpiredSignUp, resendSignUp, signUp, type SignUpTrace } from '@/lib/account/operations/sign-up'
import { signUpLink, waitingSignUpEmail } from '@/lib/account/queries'
import type { RequestOrigin } from '@/lib/account/session'
import { actorOfToken } from '@/lib/core/actor'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { createAccount } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { solvedCaptcha } from '../fixtures/captcha'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
const origin: RequestOrigin = { address: '203.0.113.7', userAgent: 'Firefox', sessionToken: null }
const PASSWORD = 'cheval agrafe correct pile'
const EMAIL = 'ines@exemple.example'

type Typed = Partial<{ email: string; firstName: string; lastName: string; password: string }>

async function signUpAs(typed: Typed = {}): Promise<SignUpTrace> {
  const person = { email: EMAIL, firstName: 'Inès', lastName: 'Durand', password: PASSWORD, ...typed }
  return signUp({ ...person, altcha: await solvedCaptcha(at) }, origin.address, at)
}

/** The mails in the order they were queued, and the token of the last one's link. */
async function mailsOf(db: PrismaClient) {
  const mails = await db.outgoingMail.findMany({ orderBy: { id: 'asc' } })
  const tokens = mails.map(({ text }) => /\/confirmation\/([\w-]+)/.exec(text)?.[1] ?? '')
  return {
    kinds: mails.map(({ kind }) => kind),
    to: mails.map(({ to }) => to),
    tokens,
    token: tokens.at(-1)!,
  }
}

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test('an account exists only once its link was confirmed; then its password opens it', async ({ db }) => {
  const trace = await signUpAs()
  expect(await db.account.count()).toBe(0)
  await expect(
    logIn({ email: EMAIL, password: PASSWORD, remember: false }, origin, at),
  ).rejects.toMatchObject({ code: 'LOGIN' })
  expect(await waitingSignUpEmail(trace)).toBe(EMAIL)
  const { token } = await mailsOf(db)
  expect(await signUpLink(token, at)).toEqual({ state: 'valid', email: EMAIL })
  expect(await db.account.count()).toBe(0)
  await confirmSignUp(token, null, origin, after(1))
  await logIn({ email: EMAIL, password: PASSWORD, remember: false }, origin, after(1))
  expect(await db.signUp.count({ where: { passwordHash: { not: '' } } })).toBe(0)
})

test('only the browser that signed up is logged in by the link', async ({ db }) => {
  const trace = await signUpAs()
  const { token } = await mailsOf(db)
  const session = await confirmSignUp(token, trace.secret, origin, at)
  expect(await actorOfToken(session!.token, at)).toMatchObject({
    kind: 'parent',
    email: EMAIL,
    guardians: [],
  })

  await signUpAs({ email: 'autre@exemple.example' })
  const other = await mailsOf(db)
  expect(await confirmSignUp(other.token, trace.secret, origin, at)).toBeNull()
})

test('a link serves once, even when followed twice at the same instant', async ({ db }) => {
  await signUpAs()
  const { token } = await mailsOf(db)
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => confirmSignUp(token, null, origin, at)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.account.count()).toBe(1)
  await expect(confirmSignUp(token, null, origin, at)).rejects.toMatchObject({ code: 'LINK_USED' })
  expect((await signUpLink(token, at)).state).toBe('used')
})

test('a link is valid 24 hours; once expired, a new one can be asked for, which works', async ({ db }) => {
  await signUpAs()
  const { token } = await mailsOf(db)
  await expect(confirmSignUp(token, null, origin, after(24))).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  expect((await signUpLink(token, after(24))).state).toBe('expired')
  await renewExpiredSignUp(token, after(25))
  const renewed = await mailsOf(db)
  expect(renewed.kinds).toEqual(['account.confirm', 'account.confirm'])
  await confirmSignUp(renewed.token, null, origin, after(26))
  await logIn({ email: EMAIL, password: PASSWORD, remember: false }, origin, after(26))
})

test('an unknown link does nothing', async () => {
  await expect(confirmSignUp('x', null, origin, at)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  await expect(renewExpiredSignUp('x', at)).rejects.toMatchObject({ name: 'NotFound' })
  expect(await signUpLink('x', at)).toEqual({ state: 'unknown' })
})

test('the owner of an account is told by mail that someone signed up with their e-mail; nothing else differs', async ({
  db,
}) => {
  const account = await createAccount(db, { email: EMAIL, firstName: 'Sofia' })
  const trace = await signUpAs()
  const { kinds, to, tokens } = await mailsOf(db)
  expect({ kinds, to, tokens }).toEqual({ kinds: ['account.exists'], to: [EMAIL], tokens: [''] })
  expect(await waitingSignUpEmail(trace)).toBe(EMAIL)
  expect(await db.account.findMany()).toEqual([account])
})

test('of two sign-ups with one e-mail, each link confirms what was typed with it, and the first one wins', async ({
  db,
}) => {
  await signUpAs({ firstName: 'Inès', password: 'premier cheval bleu agrafe' })
  await signUpAs({ firstName: 'Une autre', password: 'second cheval vert agrafe' })
  const { tokens } = await mailsOf(db)
  await confirmSignUp(tokens[1]!, null, origin, at)
  expect(await db.account.findMany({ select: { firstName: true } })).toEqual([{ firstName: 'Une autre' }])
  await logIn({ email: EMAIL, password: 'second cheval vert agrafe', remember: false }, origin, at)
  await expect(confirmSignUp(tokens[0]!, null, origin, at)).rejects.toMatchObject({ code: 'ACCOUNT_EXISTS' })
  expect((await signUpLink(tokens[0]!, at)).state).toBe('used')
})

test('two links of one e-mail confirmed at the same instant make one account', async ({ db }) => {
  await signUpAs()
  await signUpAs()
  const { tokens } = await mailsOf(db)
  const outcomes = await Promise.allSettled(tokens.map((token) => confirmSignUp(token, null, origin, at)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.account.count()).toBe(1)
})

test('the mail can be asked for again by the browser that signed up, a few times; both links work', async ({
  db,
}) => {
  const trace = await signUpAs()
  await expect(resendSignUp({ id: trace.id, secret: 'x'.repeat(43) }, at)).rejects.toMatchObject({
    name: 'NotFound',
  })
  for (let time = 0; time < 3; time += 1) await resendSignUp(trace, at)
  await expect(resendSignUp(trace, at)).rejects.toMatchObject({
    code: 'TOO_MANY',
    message: expect.stringContaining('15 minutes'),
  })
  const { tokens } = await mailsOf(db)
  expect(tokens).toHaveLength(4)
  for (const token of tokens) expect((await signUpLink(token, at)).state).toBe('valid')
  await confirmSignUp(tokens[0]!, trace.secret, origin, at)
  expect((await signUpLink(tokens[3]!, at)).state).toBe('used')
})

test('a weak password is refused and uses neither the captcha nor anything else up', async ({ db }) => {
  const altcha = await solvedCaptcha(at)
  const person = { email: EMAIL, firstName: 'Inès', lastName: 'Durand', altcha }
  await expect(signUp({ ...person, password: 'motdepasse1234' }, origin.address, at)).rejects.toMatchObject({
    code: 'PASSWORD_WEAK',
    fields: { password: expect.stringContaining('facile à deviner') },
  })
  expect(await db.signUp.count()).toBe(0)
  expect(await db.usedCaptcha.count()).toBe(0)
  await signUp({ ...person, password: PASSWORD }, origin.address, at)
  await expect(signUp({ ...person, password: PASSWORD }, origin.address, at)).rejects.toMatchObject({
    code: 'CAPTCHA_USED',
  })
  expect(await db.signUp.count()).toBe(1)
  expect(await db.outgoingMail.count()).toBe(1)
})
