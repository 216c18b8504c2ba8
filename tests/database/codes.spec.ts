import { randomUUID } from 'node:crypto'
import { NotFound, Refusal } from '@/lib/core/errors'
import type { AgentRole, PrismaClient } from '@/lib/generated/prisma/client.ts'
import { lettersPdf } from '@/lib/subscription/letters/letters-pdf'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { revokeCode } from '@/lib/subscription/operations/revoke-code'
import { subscribe } from '@/lib/subscription/operations/subscribe'
import { codeCounts, codesOfFamily } from '@/lib/subscription/queries'
import { formatCode, parseCode } from '@/lib/subscription/rules/code'
import { agentActor, createAccount, createAgent, parentActor } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createCode } from '../factories/codes'
import { createFamily, subscribe as subscribed } from '../factories/families'
import { expect, test } from '../fixtures/database'

const AT = new Date('2025-11-24T09:00:00Z')
const LATER = new Date('2025-11-25T09:00:00Z')

const agentOf = async (db: PrismaClient, role: AgentRole = 'FAMILY_SERVICE') =>
  agentActor(db, await createAgent(db, role))

/** Two families: of two guardians, the second of whom is subscribed; and of one guardian. */
async function given(db: PrismaClient) {
  const authority = await createAuthority(db)
  const address = { addressLine: '12 rue des Lilas', postalCode: '45000', city: 'Vallombreuse' }
  const delmas = await createFamily(db, {
    guardians: [{ ...address }, { ...address, title: 'M', firstNames: 'Karim' }],
  })
  const traore = await createFamily(db, { name: 'Traoré', guardians: [{ firstNames: 'Awa' }] })
  const account = await createAccount(db, { firstName: 'Karim', email: 'karim@exemple.example' })
  await subscribed(db, account, delmas.guardians[1]!)
  return { authority, agent: await agentOf(db), delmas, traore, account }
}

const namesOf = (letters: { firstNames: string; lastName: string }[]) =>
  letters.map(({ firstNames, lastName }) => `${firstNames} ${lastName}`)

test('codes for all go to the guardians without a subscription, by name', async ({ db }) => {
  const { agent } = await given(db)
  const letters = await issueCodes(agent, { target: 'ALL' }, AT)
  expect(namesOf(letters)).toEqual(['Sofia Delmas', 'Awa Traoré'])
  expect(letters.every(({ code }) => parseCode(code).ok)).toBe(true)
  expect(new Set(letters.map(({ code }) => code)).size).toBe(2)
})

test('only guardians whose code can’t be used any more, when asked so', async ({ db }) => {
  const { agent, delmas } = await given(db)
  await issueCodes(agent, { target: 'FAMILY', familyId: delmas.id }, AT)
  expect(namesOf(await issueCodes(agent, { target: 'WITHOUT_CODE' }, AT))).toEqual(['Awa Traoré'])
  const expired = new Date('2026-06-01T09:00:00Z')
  expect(namesOf(await issueCodes(agent, { target: 'WITHOUT_CODE' }, expired))).toEqual([
    'Sofia Delmas',
    'Awa Traoré',
  ])
})

test('a family’s letters and a guardian’s letter are for those alone', async ({ db }) => {
  const { agent, delmas, traore } = await given(db)
  const family = await issueCodes(agent, { target: 'FAMILY', familyId: delmas.id }, AT)
  expect(namesOf(family)).toEqual(['Karim Delmas', 'Sofia Delmas'])
  const guardianId = traore.guardians[0]!.id
  expect(namesOf(await issueCodes(agent, { target: 'GUARDIAN', guardianId }, AT))).toEqual(['Awa Traoré'])
  for (const target of [
    { target: 'FAMILY', familyId: randomUUID() },
    { target: 'GUARDIAN', guardianId: randomUUID() },
  ] as const)
    await expect(issueCodes(agent, target, AT)).rejects.toBeInstanceOf(NotFound)
})

test('printing again makes new codes, and the former letters open nothing', async ({ db }) => {
  const { agent, traore } = await given(db)
  const target = { target: 'GUARDIAN', guardianId: traore.guardians[0]!.id } as const
  const [first] = await issueCodes(agent, target, AT)
  const [second] = await issueCodes(agent, target, LATER)
  const parent = await parentActor(db, await createAccount(db))
  const use = (code: typeof first) => subscribe(parent, { code: code!.code, address: '::1' }, LATER)
  await expect(use(first)).rejects.toMatchObject({ code: 'CODE_REVOKED' })
  expect(await use(second)).toMatchObject({ familyName: 'Traoré' })
})

test('a used code stays as it was when new ones are made', async ({ db }) => {
  const { agent, delmas } = await given(db)
  const used = await db.subscriberCode.findFirstOrThrow({ where: { usedAt: { not: null } } })
  await issueCodes(agent, { target: 'FAMILY', familyId: delmas.id }, AT)
  expect(await db.subscriberCode.findUniqueOrThrow({ where: { id: used.id } })).toEqual(used)
})

test('two agents who print at once leave one open code per guardian', async ({ db }) => {
  const { agent } = await given(db)
  const second = await agentOf(db, 'ADMINISTRATOR')
  await Promise.all([agent, second, agent, second].map((who) => issueCodes(who, { target: 'ALL' }, AT)))
  const open = await db.subscriberCode.groupBy({
    by: ['guardianId'],
    where: { usedAt: null, revokedAt: null },
    _count: true,
  })
  expect(open.map(({ _count }) => _count)).toEqual([1, 1])
})

test('a code exists in clear only on its letter: neither in the table nor in the journal', async ({ db }) => {
  const { agent } = await given(db)
  const letters = await issueCodes(agent, { target: 'ALL' }, AT)
  const events = await db.auditEvent.findMany({ omit: { id: true } })
  expect(events.map(({ action, accountId }) => ({ action, accountId }))).toEqual(
    Array(2).fill({ action: 'code.issue', accountId: agent.accountId }),
  )
  const stored = JSON.stringify([events, await db.subscriberCode.findMany()])
  for (const { code } of letters) {
    expect(stored).not.toContain(code)
    expect(stored).not.toContain(formatCode(code))
  }
})

test('a revoked code opens nothing, and is revoked once', async ({ db }) => {
  const { agent, traore } = await given(db)
  const { id, code } = await createCode(db, traore.guardians[0]!)
  expect(await revokeCode(agent, { codeId: id }, AT)).toEqual({ familyId: traore.id })
  const parent = await parentActor(db, await createAccount(db))
  await expect(subscribe(parent, { code, address: '::1' }, AT)).rejects.toMatchObject({
    code: 'CODE_REVOKED',
  })
  await expect(revokeCode(agent, { codeId: id }, AT)).rejects.toBeInstanceOf(Refusal)
  await expect(revokeCode(agent, { codeId: randomUUID() }, AT)).rejects.toBeInstanceOf(NotFound)
  expect(await db.auditEvent.count({ where: { action: 'code.revoke' } })).toBe(1)
})

test('a code used while an agent revokes it is either used or revoked', async ({ db }) => {
  const { agent, traore } = await given(db)
  const { id, code } = await createCode(db, traore.guardians[0]!)
  const parent = await parentActor(db, await createAccount(db))
  const outcomes = await Promise.allSettled([
    revokeCode(agent, { codeId: id }, AT),
    subscribe(parent, { code, address: '::1' }, AT),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { usedAt, revokedAt } = await db.subscriberCode.findUniqueOrThrow({ where: { id } })
  expect([usedAt, revokedAt].filter(Boolean)).toHaveLength(1)
})

for (const role of ['BILLING', 'ON_SITE'] as const)
  test(`${role} agents make, revoke and count no codes`, async ({ db }) => {
    const { traore } = await given(db)
    const { id } = await createCode(db, traore.guardians[0]!)
    const agent = await agentOf(db, role)
    await expect(issueCodes(agent, { target: 'ALL' }, AT)).rejects.toBeInstanceOf(NotFound)
    await expect(revokeCode(agent, { codeId: id }, AT)).rejects.toBeInstanceOf(NotFound)
    await expect(codeCounts(agent, AT)).rejects.toBeInstanceOf(NotFound)
    expect(await db.subscriberCode.count({ where: { revokedAt: { not: null } } })).toBe(0)
  })

test('agents see who used a code and when, and the state of the latest, never the code', async ({ db }) => {
  const { agent, delmas, account } = await given(db)
  const [karim] = await issueCodes(agent, { target: 'FAMILY', familyId: delmas.id }, AT)
  const guardians = await codesOfFamily(agent, delmas.id, AT)
  const view = guardians.find(({ name }) => name === 'Karim Delmas')!
  expect(view).toMatchObject({
    hasAddress: true,
    code: { state: 'USABLE', createdAt: AT },
    uses: [{ account: 'Karim Delmas', email: account.email, endedAt: null }],
  })
  expect(JSON.stringify(guardians)).not.toContain(karim!.code)
  await expect(codesOfFamily(await agentOf(db, 'ON_SITE'), delmas.id, AT)).rejects.toBeInstanceOf(NotFound)
})

test('the counts of guardians make up their total', async ({ db }) => {
  const { agent, delmas, traore } = await given(db)
  const expected = { guardians: 3, subscribed: 1, withoutAddress: 1 }
  expect(await codeCounts(agent, AT)).toMatchObject({ ...expected, usable: 0, expired: 0, without: 2 })
  await createCode(db, delmas.guardians[0]!, { createdAt: AT })
  await createCode(db, traore.guardians[0]!, { createdAt: AT, expiresAt: LATER })
  expect(await codeCounts(agent, AT)).toMatchObject({ ...expected, usable: 2, expired: 0, without: 0 })
  expect(await codeCounts(agent, LATER)).toMatchObject({ ...expected, usable: 1, expired: 1, without: 0 })
})

test('the letters are one tagged French PDF, a page per guardian', async ({ db }) => {
  const { agent, authority } = await given(db)
  const letters = await issueCodes(agent, { target: 'ALL' }, AT)
  const chunks: Buffer[] = []
  for await (const chunk of lettersPdf(letters, authority, AT)) chunks.push(chunk as Buffer)
  const pdf = Buffer.concat(chunks).toString('latin1')
  expect(pdf.startsWith('%PDF-1.7')).toBe(true)
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2)
  expect(pdf).toContain('/Marked true')
  expect(pdf).toContain('/Lang (fr-FR)')
  expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true)
})
