import { logIn } from '@/lib/account/operations/log-in'
import { endOtherSessions, endOwnSession, endSession } from '@/lib/account/operations/end-session'
import { purgeEnded } from '@/lib/account/operations/purge'
import { openSessions, sessionEnd } from '@/lib/account/queries'
import type { RequestOrigin } from '@/lib/account/session'
import { actorOfToken } from '@/lib/core/actor'
import { createAccount, createAgent, PASSWORD, parentActor } from '../factories/accounts'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const after = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const HOURS = 60
const origin: RequestOrigin = { address: '203.0.113.7', userAgent: 'Firefox', sessionToken: null }
const email = 'sofia@exemple.example'
const good = { email, password: PASSWORD, remember: false }
const wrong = { ...good, password: 'pas le bon mot de passe' }

test('an unknown e-mail, a wrong password and a closed account get the same refusal', async ({ db }) => {
  await createAccount(db, { email })
  await createAccount(db, { email: 'ferme@exemple.example', disabledAt: at })
  const refusals = []
  for (const attempt of [
    wrong,
    { ...good, email: 'personne@exemple.example' },
    { ...good, email: 'ferme@exemple.example' },
  ]) {
    const error = await logIn(attempt, origin, at).catch((reason: unknown) => reason)
    refusals.push({ ...(error as object), message: (error as Error).message })
  }
  expect(refusals[0]).toMatchObject({ code: 'LOGIN' })
  expect(refusals[1]).toEqual(refusals[0])
  expect(refusals[2]).toEqual(refusals[0])
  expect(await db.session.count()).toBe(0)
})

test('an unknown e-mail takes as long as a wrong password', async ({ db }) => {
  await createAccount(db, { email })
  const time = async (attempt: typeof good, address: string) => {
    const start = performance.now()
    await logIn(attempt, { ...origin, address }, at).catch(() => undefined)
    return performance.now() - start
  }
  await time(wrong, '0')
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 6; i += 1) {
    known.push(await time(wrong, `a${i}`))
    unknown.push(await time({ ...wrong, email: 'personne@exemple.example' }, `b${i}`))
  }
  // Without the decoy, an unknown e-mail would take less than a tenth.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3)
})

test('wrong passwords are limited per account and address, say how long to wait, and are forgotten by a success', async ({
  db,
}) => {
  await createAccount(db, { email })
  for (let i = 0; i < 7; i += 1)
    await expect(logIn(wrong, origin, at)).rejects.toMatchObject({ code: 'LOGIN' })
  await logIn(good, origin, at)
  for (let i = 0; i < 8; i += 1)
    await expect(logIn(wrong, origin, at)).rejects.toMatchObject({ code: 'LOGIN' })
  const tooMany = { code: 'TOO_MANY', message: expect.stringContaining('15 minutes') }
  await expect(logIn(good, origin, at)).rejects.toMatchObject(tooMany)
  // From elsewhere its owner still enters: an account can't be locked by someone else's mistakes.
  await logIn(good, { ...origin, address: '198.51.100.1' }, at)
  await expect(logIn(good, origin, after(14))).rejects.toMatchObject({
    message: expect.stringContaining('1 minute'),
  })
  await logIn(good, origin, after(15))
})

test('simultaneous attempts share one count', async ({ db }) => {
  await createAccount(db, { email })
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => logIn(wrong, origin, at)))
  const codes = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code as string)
  expect(codes.filter((code) => code === 'LOGIN')).toHaveLength(8)
  expect(codes.filter((code) => code === 'TOO_MANY')).toHaveLength(12)
})

test('an address that tries many accounts is slowed down', async () => {
  for (let i = 0; i < 60; i += 1)
    await expect(logIn({ ...wrong, email: `x${i}@exemple.example` }, origin, at)).rejects.toMatchObject({
      code: 'LOGIN',
    })
  await expect(logIn({ ...wrong, email: 'encore@exemple.example' }, origin, at)).rejects.toMatchObject({
    code: 'TOO_MANY',
  })
})

test('each login has a new session, and ends the one that the browser carried', async ({ db }) => {
  await createAccount(db, { email })
  const first = await logIn(good, origin, at)
  const second = await logIn(good, { ...origin, sessionToken: first.token }, at)
  expect(second.token).not.toBe(first.token)
  expect(await actorOfToken(first.token, at)).toBeNull()
  expect(await actorOfToken(second.token, at)).toMatchObject({ email })
})

test('a session ends 20 hours after its last use; « rester connecté » makes it 30 days', async ({ db }) => {
  await createAccount(db, { email })
  const short = await logIn(good, origin, at)
  const long = await logIn({ ...good, remember: true }, origin, at)
  expect([short.maxAge, long.maxAge]).toEqual([null, 30 * 86_400])
  expect(await actorOfToken(short.token, after(20 * HOURS - 1))).toMatchObject({ email })
  // That use extended it.
  expect(await actorOfToken(short.token, after(39 * HOURS))).toMatchObject({ email })
  expect(await actorOfToken(short.token, after(59 * HOURS))).toBeNull()
  expect(await actorOfToken(long.token, after(29 * 24 * HOURS))).toMatchObject({ email })
})

test('an agent’s session ends after 8 hours without use, « rester connecté » or not', async ({ db }) => {
  await createAgent(db, 'FAMILY_SERVICE', { email })
  const { token, maxAge, isAgent } = await logIn({ ...good, remember: true }, origin, at)
  expect({ maxAge, isAgent }).toEqual({ maxAge: null, isAgent: true })
  expect(await actorOfToken(token, after(8 * HOURS - 1))).toMatchObject({ kind: 'agent' })
  expect(await actorOfToken(token, after(16 * HOURS))).toBeNull()
})

test('asking when a session ends does not extend it', async ({ db }) => {
  await createAccount(db, { email })
  const { token } = await logIn(good, origin, at)
  expect(await sessionEnd(token, after(10 * HOURS))).toEqual(after(20 * HOURS))
  expect(await sessionEnd(token, after(19 * HOURS))).toEqual(after(20 * HOURS))
  expect(await sessionEnd(token, after(20 * HOURS))).toBeNull()
})

test('one ends one’s own sessions, and no one else’s', async ({ db }) => {
  await createAccount(db, { email })
  const sofia = (await actorOfToken((await logIn(good, origin, at)).token, at))!
  const other = await parentActor(db, await createAccount(db, { email: 'autre@exemple.example' }))
  const second = await logIn(good, origin, at)
  await expect(endSession(other, sofia.sessionId, at)).rejects.toMatchObject({ name: 'NotFound' })
  const sessions = await openSessions(sofia, at)
  expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
  await endSession(sofia, sessions[1]!.id, at)
  expect(await actorOfToken(second.token, at)).toBeNull()
  await logIn(good, origin, at)
  await endOtherSessions(sofia, at)
  expect(await db.session.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual(
    [{ id: sofia.sessionId }, { id: other.sessionId }].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  await endOwnSession(sofia, at)
  await endOwnSession(sofia, at)
  expect(await db.session.count()).toBe(1)
})

test('logins, refusals and ends of sessions are in the journal, without a name or an e-mail', async ({
  db,
}) => {
  const account = await createAccount(db, { email })
  await logIn(wrong, origin, at).catch(() => undefined)
  const { token } = await logIn(good, origin, at)
  await endOwnSession((await actorOfToken(token, at))!, at)
  const events = await db.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual([
    'account.login-refused',
    'account.login',
    'account.logout',
  ])
  expect(events[0]?.subject).toBe(account.id)
  expect(
    JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
  ).not.toContain('sofia')
})

test('what has ended is purged, what lives stays', async ({ db }) => {
  await createAccount(db, { email })
  await logIn(good, origin, at)
  await logIn({ ...good, remember: true }, origin, at)
  await db.usedCaptcha.create({ data: { id: 'x', expiresAt: after(10) } })
  await purgeEnded(after(20 * HOURS))
  expect(await db.session.count()).toBe(1)
  expect(await db.usedCaptcha.count()).toBe(0)
  expect(await db.throttle.count()).toBe(1)
  await purgeEnded(after(25 * HOURS))
  expect(await db.throttle.count()).toBe(0)
})
