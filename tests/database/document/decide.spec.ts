import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { DEFAULT_TYPES } from '@/lib/document/fields'
import { decideDocument } from '@/lib/document/operations/decide-document'
import { depositDocument } from '@/lib/document/operations/deposit-document'
import { readPage } from '@/lib/document/operations/read-page'
import { retireType, saveType } from '@/lib/document/operations/save-type'
import { withdrawDocument } from '@/lib/document/operations/withdraw-document'
import { documentSlot } from '@/lib/document/queries/family-documents'
import { documentCheck, documentQueue } from '@/lib/document/queries/queue'
import { documentTypes } from '@/lib/document/queries/types'
import { queueCounts } from '@/lib/portal/agent-queue'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask } from '../dossier/scene'
import { deposit, later, NOW, photoOfPage, setDocumentScene, slotsOf } from './scene'

const accept = (
  agent: AgentActor,
  documentId: string,
  expiresOn: string | null = '2027-08-31',
  at = later(10),
) =>
  decideDocument(
    agent,
    { documentId, verdict: 'ACCEPT', expiresOn: expiresOn === null ? null : day(expiresOn) },
    at,
  )

const refuse = (agent: AgentActor, documentId: string, reason = 'Illisible', at = later(10)) =>
  decideDocument(agent, { documentId, verdict: 'REFUSE', reason }, at)

const agentOf = async (
  db: Tx,
  role: 'ADMINISTRATOR' | 'FAMILY_SERVICE' | 'BILLING' | 'ON_SITE',
  firstName = 'Ada',
) => agentActor(db, await createAgent(db, role, { firstName }))

test('an accepted document is valid until the day given, and its author is mailed without its name', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { vaccines } = slotsOf(scene)
  const id = await deposit(scene.sofia, vaccines)
  await accept(scene.agent, id)
  const slot = await documentSlot(scene.sofia, { ...vaccines, typeId: String(vaccines.typeId) }, later(11))
  expect(slot).toMatchObject({ state: 'ACCEPTED', document: { expiresOn: '2027-08-31' } })
  const [mail] = await db.outgoingMail.findMany({ where: { kind: 'document.decide' } })
  expect(mail).toMatchObject({ to: scene.sofia.email, subject: 'Votre document : accepté' })
  expect(mail!.text + mail!.html).not.toMatch(/vaccin|Lina|carnet/i)
  expect(await db.auditEvent.findMany({ where: { action: 'document.accept' } })).toMatchObject([
    { subject: id, familyId: scene.delmas.id, childId: scene.lina.id, accountId: scene.agent.accountId },
  ])
})

test('a refusal says why to the family; another document takes its place and its files are erased', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { home } = slotsOf(scene)
  const id = await deposit(scene.sofia, home)
  for (const reason of ['', '   '])
    await expect(refuse(scene.agent, id, reason)).rejects.toMatchObject({ code: 'REASON' })
  await refuse(scene.agent, id, 'Trop ancien')
  const seen = () => documentSlot(scene.karim, { ...home, typeId: String(home.typeId) }, later(20))
  expect(await seen()).toMatchObject({ state: 'REFUSED', document: { reason: 'Trop ancien' } })
  const [mail] = await db.outgoingMail.findMany({ where: { kind: 'document.decide' } })
  expect(mail!.text).not.toContain('Trop ancien')
  await deposit(scene.sofia, home, later(15))
  expect(await seen()).toMatchObject({ state: 'PENDING' })
  expect(await db.documentPage.count({ where: { documentId: id } })).toBe(0)
})

test('two agents decide at once: one decides, the other reads by whom', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const other = await agentOf(db, 'FAMILY_SERVICE')
  const id = await deposit(scene.sofia, slotsOf(scene).insurance)
  const outcomes = await Promise.allSettled([accept(scene.agent, id), refuse(other, id)])
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(lost).toHaveLength(1)
  expect(lost[0]!.reason).toMatchObject({
    code: 'GONE',
    message: expect.stringMatching(/déjà été (accepté par Nadia|refusé par Ada) Perrin/),
  })
  expect(await db.outgoingMail.count({ where: { kind: 'document.decide' } })).toBe(1)
})

test('what the family replaced, completed or took back meanwhile is not decided', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { insurance } = slotsOf(scene)
  const seen = await deposit(scene.sofia, insurance)
  const completed = await depositDocument(
    scene.sofia,
    { ...insurance, files: [await photoOfPage()], add: true },
    later(1),
  )
  await expect(accept(scene.agent, seen)).rejects.toMatchObject({
    code: 'GONE',
    message: expect.stringContaining('remplacé'),
  })
  await withdrawDocument(scene.sofia, { documentId: completed }, later(2))
  await expect(accept(scene.agent, completed)).rejects.toMatchObject({ code: 'GONE' })
})

test('a parent takes back while an agent accepts: one of the two wins', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const id = await deposit(scene.sofia, slotsOf(scene).insurance)
  const outcomes = await Promise.allSettled([
    accept(scene.agent, id),
    withdrawDocument(scene.sofia, { documentId: id }, later(10)),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { state } = await db.document.findUniqueOrThrow({ where: { id } })
  expect(state).toBe(outcomes[0].status === 'fulfilled' ? 'ACCEPTED' : 'WITHDRAWN')
  expect(await db.documentPage.count()).toBe(state === 'ACCEPTED' ? 1 : 0)
})

test('a last valid day that is past is refused; a tax notice leaves no file once accepted', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const id = await deposit(scene.sofia, slotsOf(scene).tax)
  await expect(accept(scene.agent, id, '2026-11-23')).rejects.toMatchObject({ code: 'EXPIRY' })
  await accept(scene.agent, id, '2026-11-24')
  expect(await db.documentPage.count()).toBe(0)
})

test('each role sees and decides what it may', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { vaccines, home, tax, bank } = slotsOf(scene)
  const ids = {
    health: await deposit(scene.sofia, vaccines),
    plain: await deposit(scene.sofia, home),
    tax: await deposit(scene.sofia, tax),
    bank: await deposit(scene.sofia, bank),
  }
  const SEEN = {
    ADMINISTRATOR: ['health', 'plain', 'tax', 'bank'],
    FAMILY_SERVICE: ['health', 'plain', 'tax'],
    BILLING: ['tax', 'bank'],
    ON_SITE: [],
  } as const satisfies Record<AgentRole, readonly (keyof typeof ids)[]>
  const pageOf = async (documentId: string) =>
    (await db.documentPage.findFirstOrThrow({ where: { documentId } })).id
  for (const [role, seen] of Object.entries(SEEN) as [AgentRole, readonly (keyof typeof ids)[]][]) {
    const agent = await agentOf(db, role)
    if (seen.length === 0) await expect(documentQueue(agent, NOW)).rejects.toBeInstanceOf(NotFound)
    else
      expect((await documentQueue(agent, NOW)).map(({ id }) => id).sort()).toEqual(
        seen.map((name) => ids[name]).sort(),
      )
    expect((await queueCounts(agent)).documents, role).toBe(seen.length)
    for (const [name, id] of Object.entries(ids) as [keyof typeof ids, string][]) {
      const read = readPage(agent, await pageOf(id), NOW)
      if (seen.includes(name)) {
        await read
        expect(await documentCheck(agent, id, NOW), `${role}, ${name}`).not.toBeNull()
        continue
      }
      await expect(read, `${role}, ${name}`).rejects.toBeInstanceOf(NotFound)
      await expect(accept(agent, id)).rejects.toBeInstanceOf(NotFound)
    }
  }
})

test('the check screen shows the address in force beside the one that is asked', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const id = await deposit(scene.sofia, slotsOf(scene).home)
  await ask(db, scene.sofia, scene.sofiaGuardian, 'address', { addressLine: '9 rue Haute' })
  const check = await documentCheck(scene.agent, id, NOW)
  expect(check!.proof.find(({ label }) => label === 'Adresse de Sofia Delmas')).toMatchObject({
    value: expect.stringContaining('1 rue Basse'),
    asked: expect.stringContaining('9 rue Haute'),
  })
  expect(check).toMatchObject({ proposed: '2027-11-24', brief: false, provesHousehold: false })
  const notice = await deposit(scene.sofia, slotsOf(scene).tax)
  expect(await documentCheck(scene.agent, notice, NOW)).toMatchObject({ provesHousehold: true, brief: true })
})

test('types are written and retired by who configures the portal; whose they are stays once they are used', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const admin = await agentOf(db, 'ADMINISTRATOR')
  const { insurance } = slotsOf(scene)
  await deposit(scene.sofia, insurance)
  const settings = { ...DEFAULT_TYPES[0]!, name: 'Assurance 2027' }
  await expect(
    saveType(admin, { ...settings, id: insurance.typeId, owner: 'FAMILY' }, NOW),
  ).rejects.toMatchObject({ code: 'OWNER' })
  await saveType(admin, { ...settings, id: insurance.typeId, private: true }, NOW)
  await expect(
    saveType(admin, { ...settings, id: insurance.typeId, private: false }, NOW),
  ).rejects.toMatchObject({ code: 'PRIVATE' })
  expect(await saveType(admin, { ...settings, id: insurance.typeId, private: true }, NOW)).toBe(
    insurance.typeId,
  )
  const added = await saveType(admin, { ...settings, name: 'Savoir nager', id: null }, NOW)
  await retireType(admin, { id: insurance.typeId, retired: true }, NOW)
  const types = await documentTypes(admin)
  expect(types.at(-1)).toMatchObject({ name: 'Assurance 2027', isRetired: true, documents: 1 })
  expect(types.at(-2)).toMatchObject({ id: added, name: 'Savoir nager' })
  await expect(saveType(admin, { ...settings, id: 999 }, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(documentTypes(scene.agent)).rejects.toBeInstanceOf(NotFound)
})
