import { randomInt } from 'node:crypto'
import type { Parent } from '@/lib/core/actor'
import { createDb, disconnectDb } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { countAttempt } from '@/lib/core/throttle'
import { ADDRESS_LIMIT } from '@/lib/subscription/attempts'
import { CODE_REFUSALS } from '@/lib/subscription/messages'
import { subscribe } from '@/lib/subscription/operations/subscribe'
import { unsubscribe } from '@/lib/subscription/operations/unsubscribe'
import { subscriptionsOf } from '@/lib/subscription/queries'
import { newCode, type Code } from '@/lib/subscription/rules/code'
import { subscribeSchema } from '@/lib/subscription/schema'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { createAccount, parentActor } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createCode } from '../factories/codes'
import { createFamily, subscribe as subscribed } from '../factories/families'
import { expect, test } from '../fixtures/database'

const AT = new Date('2025-11-24T13:32:00Z')
const LATER = new Date('2025-11-24T14:33:00Z')
const ADDRESS = '203.0.113.7'
const unknown = () => newCode(randomInt)

/** The collectivité, a family of one guardian with a usable code, and a parent without a subscription. */
async function given(db: PrismaClient) {
  await createAuthority(db)
  const family = await createFamily(db)
  const guardian = family.guardians[0]!
  const letter = await createCode(db, guardian)
  const account = await createAccount(db)
  return { family, guardian, letter, account, parent: await parentActor(db, account) }
}

const use = (parent: Parent, code: Code, at = AT, address = ADDRESS) =>
  subscribe(parent, { code, address }, at)

/** The code of the refusal that an operation ends with, or « done ». */
async function outcome(doing: Promise<unknown>): Promise<string> {
  try {
    await doing
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('a code links the account to its guardian at once, and is used', async ({ db }) => {
  const { family, guardian, letter, account, parent } = await given(db)
  expect(await use(parent, letter.code)).toMatchObject({ familyName: family.name })

  const [subscription] = await subscriptionsOf(parent)
  expect(subscription).toMatchObject({ familyName: 'Delmas', guardian: 'Sofia Delmas', since: AT })
  expect(subscription!.children.map(({ firstName }) => firstName)).toEqual(['Lina'])
  expect((await parentActor(db, account)).guardians).toEqual([
    { guardianId: guardian.id, familyId: family.id },
  ])
  expect(await db.subscriberCode.findUniqueOrThrow({ where: { id: letter.id } })).toMatchObject({
    usedAt: AT,
    usedByAccountId: account.id,
  })
})

test('a subscription is journaled and mailed, without the code and without a child’s name', async ({
  db,
}) => {
  const { family, guardian, letter, account, parent } = await given(db)
  await use(parent, letter.code)
  expect(await db.auditEvent.findMany()).toMatchObject([
    {
      action: 'code.use',
      actor: 'CITIZEN',
      accountId: account.id,
      familyId: family.id,
      guardianId: guardian.id,
    },
  ])
  const mails = await db.outgoingMail.findMany()
  expect(mails.map(({ to }) => to)).toEqual([account.email])
  const written = JSON.stringify([mails, await db.auditEvent.findMany({ omit: { id: true } })])
  expect(written).not.toContain(letter.code)
  expect(written).not.toContain('Lina')
})

test('the other accounts of the family are told, and read no address of the new one', async ({ db }) => {
  const { guardian, letter, account, parent } = await given(db)
  const other = await createAccount(db, { firstName: 'Karim' })
  await subscribed(db, other, guardian)
  const stranger = await createAccount(db)
  await subscribed(db, stranger, (await createFamily(db)).guardians[0]!)

  await use(parent, letter.code)
  const notices = await db.outgoingMail.findMany({ where: { kind: 'subscription.notice' } })
  expect(notices.map(({ to }) => to)).toEqual([other.email])
  expect(notices[0]!.text).toContain('Mme Sofia Delmas')
  expect(notices[0]!.text).not.toContain(account.email)
})

test('a typing error is told before the database is asked, and is not counted', async ({ db }) => {
  const { letter } = await given(db)
  const typed = (letter.code[0] === '3' ? '4' : '3') + letter.code.slice(1)
  const parsed = subscribeSchema.safeParse({ code: typed })
  expect(parsed.error?.issues[0]?.message).toContain('faute de frappe')
  expect(subscribeSchema.safeParse({ code: '7C3' }).error?.issues[0]?.message).toContain('12 signes')
  expect(subscribeSchema.safeParse({ code: '' }).error?.issues[0]?.message).toContain('Saisissez')
  expect(await db.throttle.count()).toBe(0)
})

test('an unknown code and one made with another key get the same message', async ({ db }) => {
  const { guardian, parent } = await given(db)
  const foreign = unknown()
  const secret = process.env.APP_SECRET!
  process.env.APP_SECRET = 'the secret of another collectivité, as long as ours is'
  const family = await createFamily(db)
  await createCode(db, family.guardians[0]!, { code: foreign })
  process.env.APP_SECRET = secret
  expect(guardian.id).not.toBe(family.guardians[0]!.id)

  for (const code of [unknown(), foreign])
    await expect(use(parent, code)).rejects.toMatchObject({
      code: 'CODE_UNKNOWN',
      message: CODE_REFUSALS.CODE_UNKNOWN,
      fields: { code: CODE_REFUSALS.CODE_UNKNOWN },
    })
  expect(await subscriptionsOf(parent)).toEqual([])
})

test('an expired code says until when it was valid, and opens nothing', async ({ db }) => {
  const { letter, parent } = await given(db)
  const expired = new Date('2026-03-01T23:00:00Z')
  await expect(use(parent, letter.code, expired)).rejects.toMatchObject({
    code: 'CODE_EXPIRED',
    message: expect.stringContaining('1er mars 2026'),
  })
  expect(await outcome(use(parent, letter.code, new Date(expired.getTime() - 1)))).toBe('done')
})

test('a revoked code and a used one say what to do, and open nothing', async ({ db }) => {
  const { guardian, letter, parent } = await given(db)
  await db.subscriberCode.update({ where: { id: letter.id }, data: { revokedAt: AT } })
  expect(await outcome(use(parent, letter.code))).toBe('CODE_REVOKED')

  const second = await createCode(db, guardian)
  await use(await parentActor(db, await createAccount(db)), second.code)
  expect(await outcome(use(parent, second.code))).toBe('CODE_USED')
  expect(await db.subscription.count({ where: { accountId: parent.accountId } })).toBe(0)
})

test('two subscriptions with one code at the same time: exactly one wins', async ({ db }) => {
  const { letter } = await given(db)
  const accounts = await Promise.all(Array.from({ length: 6 }, () => createAccount(db)))
  const parents = await Promise.all(accounts.map((account) => parentActor(db, account)))
  const outcomes = await Promise.all(parents.map((parent) => outcome(use(parent, letter.code))))
  expect(outcomes.sort()).toEqual([...Array<string>(5).fill('CODE_USED'), 'done'])
  expect(await db.subscription.count()).toBe(1)
  expect(await db.auditEvent.count({ where: { action: 'code.use' } })).toBe(1)
})

test('a second code for the same guardian stays unused: the parent is subscribed already', async ({ db }) => {
  const { guardian, letter, parent } = await given(db)
  await use(parent, letter.code)
  const second = await createCode(db, guardian)
  expect(await outcome(use(parent, second.code))).toBe('ALREADY_SUBSCRIBED')
  expect(await outcome(use(parent, letter.code))).toBe('ALREADY_SUBSCRIBED')
  expect(await db.subscriberCode.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
    usedAt: null,
  })
})

test('after five unknown codes in an hour even the right one waits, and is told until when', async ({
  db,
}) => {
  const { letter, parent } = await given(db)
  for (let i = 0; i < 5; i++) expect(await outcome(use(parent, unknown()))).toBe('CODE_UNKNOWN')
  const minuteLater = new Date(AT.getTime() + 60_000)
  await expect(use(parent, letter.code, minuteLater)).rejects.toMatchObject({
    code: 'TOO_MANY_CODES',
    message: 'Trop de codes inconnus ont été saisis. Réessayez à partir de 15\u00a0h\u00a032.',
  })
  expect(await outcome(use(parent, letter.code, LATER))).toBe('done')
})

test('thirty guesses sent at once are still five', async ({ db }) => {
  const { parent } = await given(db)
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => outcome(use(parent, unknown()))))
  expect(outcomes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(5)
  expect(outcomes.filter((code) => code === 'TOO_MANY_CODES')).toHaveLength(25)
})

test('real codes that can’t be used are no guesses: they are not counted', async ({ db }) => {
  const { guardian, letter, parent } = await given(db)
  await db.subscriberCode.update({ where: { id: letter.id }, data: { revokedAt: AT } })
  for (let i = 0; i < 8; i++) expect(await outcome(use(parent, letter.code))).toBe('CODE_REVOKED')
  expect(await outcome(use(parent, (await createCode(db, guardian)).code))).toBe('done')
})

test('processes share the count of unknown codes', async ({ db, databaseUrl }) => {
  const { parent } = await given(db)
  for (let i = 0; i < 3; i++) await outcome(use(parent, unknown()))
  const otherProcess = createDb(databaseUrl)
  const row = await otherProcess.throttle.findFirstOrThrow({
    where: { key: { contains: parent.accountId } },
  })
  expect(row.count).toBe(3)
  for (let i = 0; i < 2; i++) await countAttempt(row.key, { max: 5, seconds: 3600 }, AT, otherProcess)
  await otherProcess.$disconnect()
  await disconnectDb()
  expect(await outcome(use(parent, unknown()))).toBe('TOO_MANY_CODES')
})

test('one address can’t go on guessing with account after account', async ({ db }) => {
  await given(db)
  const guess = async (address: string) =>
    outcome(use(await parentActor(db, await createAccount(db)), unknown(), AT, address))
  for (let i = 0; i < ADDRESS_LIMIT.max; i++) expect(await guess(ADDRESS)).toBe('CODE_UNKNOWN')
  expect(await guess(ADDRESS)).toBe('TOO_MANY_CODES')
  expect(await guess('198.51.100.9')).toBe('CODE_UNKNOWN')
})

test('an account may hold several families, the first one first', async ({ db }) => {
  const { letter, account, parent } = await given(db)
  await use(parent, letter.code)
  const second = await createFamily(db, { name: 'Traoré' })
  await use(await parentActor(db, account), (await createCode(db, second.guardians[0]!)).code)
  expect((await subscriptionsOf(parent)).map(({ familyName }) => familyName)).toEqual(['Delmas', 'Traoré'])
})

test('« Se désabonner » ends the parent’s own subscription, once', async ({ db }) => {
  const { letter, account, parent } = await given(db)
  const { id } = await use(parent, letter.code)
  expect(await unsubscribe(parent, { subscriptionId: id }, LATER)).toEqual({ familyName: 'Delmas' })
  expect(await subscriptionsOf(parent)).toEqual([])
  expect((await parentActor(db, account)).guardians).toEqual([])
  expect(await db.auditEvent.count({ where: { action: 'subscription.end' } })).toBe(1)
  await expect(unsubscribe(parent, { subscriptionId: id }, LATER)).rejects.toBeInstanceOf(NotFound)
  expect(await outcome(use(parent, letter.code, LATER))).toBe('CODE_USED')
})

test('another account’s subscription does not exist: nothing ends', async ({ db }) => {
  const { letter, parent } = await given(db)
  const { id } = await use(parent, letter.code)
  const stranger = await parentActor(db, await createAccount(db))
  await expect(unsubscribe(stranger, { subscriptionId: id }, LATER)).rejects.toBeInstanceOf(NotFound)
  expect(await subscriptionsOf(parent)).toHaveLength(1)
  expect(await subscriptionsOf(stranger)).toEqual([])
})
