import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { maskIban } from '@/lib/core/iban'
import { writePlaces } from '@/lib/dossier/place-writes'
import { findSection } from '@/lib/dossier/sections'
import { readMandate } from '@/lib/mandate/operations/read-mandate'
import { revokeMandate } from '@/lib/mandate/operations/revoke-mandate'
import { setCreditor } from '@/lib/mandate/operations/set-creditor'
import { signMandate } from '@/lib/mandate/operations/sign-mandate'
import { readDossier } from '@/lib/dossier/settings'
import { familyMandate, mandatesOfFamily, mandateScreen } from '@/lib/mandate/queries'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../fixtures/database'
import { ask, later, NOW, setScene, type Scene } from './dossier/scene'

const IBAN = 'FR7630006000011234567890189'
const OTHER = 'FR1420041010050500013M02606'
const CREDITOR = { name: 'Trésorerie', address: '1 rue Haute, 45000 Orléans', ics: 'FR72ZZZ123456' }

async function putAccount(db: Tx, { dossier, household }: Scene, iban: string | null) {
  const section = findSection(dossier, 'family', 'bank')!
  const values = { bankHolder: iban && 'Sofia Delmas', iban, bic: null }
  await writePlaces(db, [{ place: { ...household, section }, familyId: household.id, values }], NOW)
}

/** The scene, with a creditor, an account in force and what signs the mandate of the Delmas. */
async function setMandateScene(db: Tx) {
  const scene = await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await setCreditor(admin, CREDITOR, NOW)
  await putAccount(db, scene, IBAN)
  const input = { familyId: scene.household.id, shown: maskIban(IBAN), place: 'Orléans' }
  return { ...scene, admin, input }
}

const active = (db: Tx) => db.sepaMandate.findMany({ where: { revokedAt: null } })

test('a guardian signs: a snapshot encrypted for its row, its event, a mail without the account to each parent', async ({
  db,
}) => {
  const { sofia, karim, input, household } = await setMandateScene(db)
  const id = await signMandate(sofia, input, NOW)
  const [row] = await active(db)
  expect(row).toMatchObject({
    id,
    familyId: household.id,
    creditorIcs: CREDITOR.ics,
    place: 'Orléans',
    signerName: 'Sofia Delmas',
    signedAt: NOW,
    authorId: sofia.accountId,
    textVersion: 1,
  })
  expect(row!.rum).toMatch(/^EF-20261124-/)
  const written = JSON.stringify(
    [row, await db.auditEvent.findMany(), await db.outgoingMail.findMany()],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
  expect(written).not.toContain(IBAN)
  expect(written).not.toContain('0189')
  const mails = await db.outgoingMail.findMany({ where: { kind: 'mandate.sign' } })
  expect(mails.map(({ to }) => to).sort()).toEqual([sofia.email, karim.email].sort())
  expect(await readMandate(karim, id, later(1))).toMatchObject({
    debtor: { holder: 'Sofia Delmas', address: '1 rue Basse, 45000 Orléans', iban: IBAN, bic: null },
    creditor: CREDITOR,
  })
  expect(
    await db.auditEvent.findMany({
      where: { OR: [{ action: { startsWith: 'mandate.' } }, { subject: id }] },
      orderBy: { id: 'asc' },
    }),
  ).toMatchObject([
    { action: 'mandate.configure' },
    { action: 'mandate.sign', subject: id, familyId: household.id },
    {
      action: 'dossier.read',
      subject: id,
      accountId: karim.accountId,
      fields: ['bankHolder', 'iban', 'bic'],
    },
  ])
})

test('two parents sign at once: one mandate is active', async ({ db }) => {
  const scene = await setMandateScene(db)
  await db.guardian.updateMany({
    where: { familyId: scene.household.id },
    data: { addressLine: '1 rue Basse', postalCode: '45000', city: 'Orléans' },
  })
  const outcomes = await Promise.allSettled(
    [scene.sofia, scene.karim, scene.sofia].map((parent) => signMandate(parent, scene.input, NOW)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY' })
  expect(await db.sepaMandate.count()).toBe(1)
})

test('the database holds no second active mandate of a family', async ({ db }) => {
  const { sofia, input } = await setMandateScene(db)
  await signMandate(sofia, input, NOW)
  const [row] = await active(db)
  const second = { ...row!, id: '019ab000-0000-7000-8000-000000000000', rum: 'EF-2' }
  await expect(db.sepaMandate.create({ data: second })).rejects.toThrow()
})

test('another account in force: the mandate says so, and is revoked by the one signed anew', async ({
  db,
}) => {
  const scene = await setMandateScene(db)
  const { sofia, input, household } = scene
  const first = await signMandate(sofia, input, NOW)
  await putAccount(db, scene, OTHER)
  expect(await familyMandate(sofia, await readDossier(db), household.id)).toMatchObject({
    active: { id: first, isCurrent: false, iban: maskIban(IBAN) },
    toSign: { iban: maskIban(OTHER) },
  })
  await expect(signMandate(sofia, input, later(1))).rejects.toMatchObject({ code: 'MOVED' })
  const second = await signMandate(sofia, { ...input, shown: maskIban(OTHER) }, later(2))
  const screen = await mandateScreen(sofia, await readDossier(db), household.id, later(3))
  expect(screen).toMatchObject({ active: { id: second, isCurrent: true }, toSign: null })
  expect(screen!.past.map(({ id }) => id)).toEqual([first])
  expect(await readMandate(sofia, first, later(4))).toMatchObject({
    debtor: { iban: IBAN },
    revokedAt: later(2),
  })
})

test('nothing is signed without a creditor, an account in force or an address', async ({ db }) => {
  const scene = await setMandateScene(db)
  const { sofia, karim, admin, input, household } = scene
  await expect(signMandate(karim, input, NOW)).rejects.toMatchObject({ code: 'NO_ADDRESS' })
  expect(await familyMandate(karim, await readDossier(db), household.id)).toMatchObject({
    why: 'NO_ADDRESS',
    toSign: null,
  })
  await putAccount(db, scene, null)
  await expect(signMandate(sofia, input, NOW)).rejects.toMatchObject({ code: 'NO_ACCOUNT' })
  await setCreditor(admin, null, NOW)
  await expect(signMandate(sofia, input, NOW)).rejects.toMatchObject({ code: 'NO_CREDITOR' })
  expect(await db.sepaMandate.count()).toBe(0)
})

test('a mandate is revoked once, by a guardian of its family, and another can be signed', async ({ db }) => {
  const { sofia, karim, input } = await setMandateScene(db)
  const id = await signMandate(sofia, input, NOW)
  await revokeMandate(karim, { mandateId: id }, later(1))
  await expect(revokeMandate(sofia, { mandateId: id }, later(2))).rejects.toMatchObject({ code: 'REVOKED' })
  expect(await db.outgoingMail.count({ where: { kind: 'mandate.revoke' } })).toBe(2)
  expect(await signMandate(sofia, input, later(3))).not.toBe(id)
})

test('an agent revokes the mandate of a family that asks: once, in the journal, told to each account; not an on-site agent', async ({
  db,
}) => {
  const { sofia, karim, agent, input, household } = await setMandateScene(db)
  const id = await signMandate(sofia, input, NOW)
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(revokeMandate(onSite, { mandateId: id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(revokeMandate(agent, { mandateId: household.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await revokeMandate(agent, { mandateId: id }, later(1))
  await expect(revokeMandate(agent, { mandateId: id }, later(2))).rejects.toMatchObject({ code: 'REVOKED' })
  expect(await active(db)).toEqual([])
  expect(await db.auditEvent.findMany({ where: { action: 'mandate.revoke' } })).toMatchObject([
    { accountId: agent.accountId, subject: id, familyId: household.id },
  ])
  const mails = await db.outgoingMail.findMany({ where: { kind: 'mandate.revoke' } })
  expect(mails.map(({ to }) => to).sort()).toEqual([sofia.email, karim.email].sort())
  expect(mails[0]!.text).toContain('La mairie a révoqué, à la demande de votre famille')
})

test('an account that waits is said to wait, and not asked for again', async ({ db }) => {
  const scene = await setMandateScene(db)
  const { sofia, household } = scene
  await putAccount(db, scene, null)
  const why = async () => (await familyMandate(sofia, await readDossier(db), household.id))!.why
  expect(await why()).toBe('NO_ACCOUNT')
  await ask(db, sofia, household, 'bank', { bankHolder: 'Sofia Delmas', iban: OTHER })
  expect(await why()).toBe('ACCOUNT_WAITS')
})

test('for another family, the former partner of a shared child, nobody’s parent, there is no mandate; the family service lists it without the account', async ({
  db,
}) => {
  const { sofia, hugo, moreau, agent, input, household } = await setMandateScene(db)
  const id = await signMandate(sofia, input, NOW)
  for (const parent of [hugo, moreau, { ...sofia, guardians: [] }]) {
    expect(await mandateScreen(parent, await readDossier(db), household.id, NOW)).toBeNull()
    await expect(signMandate(parent, input, NOW)).rejects.toBeInstanceOf(NotFound)
    await expect(revokeMandate(parent, { mandateId: id }, NOW)).rejects.toBeInstanceOf(NotFound)
    await expect(readMandate(parent, id, NOW)).rejects.toBeInstanceOf(NotFound)
  }
  await expect(readMandate(agent, id, NOW)).rejects.toBeInstanceOf(NotFound)
  expect(await mandatesOfFamily(agent, household.id)).toMatchObject([{ id, revoked: null }])
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(mandatesOfFamily(onSite, household.id)).rejects.toBeInstanceOf(NotFound)
  const billing = await agentActor(db, await createAgent(db, 'BILLING'))
  expect(await readMandate(billing, id, NOW)).toMatchObject({ debtor: { iban: IBAN } })
  expect(await mandatesOfFamily(billing, household.id)).toMatchObject([{ id, revoked: null }])
})

test('the account of a mandate moved to another row does not decrypt', async ({ db }) => {
  const { sofia, input } = await setMandateScene(db)
  const first = await signMandate(sofia, input, NOW)
  await revokeMandate(sofia, { mandateId: first }, later(1))
  const second = await signMandate(sofia, input, later(2))
  const { ibanEncrypted } = await db.sepaMandate.findUniqueOrThrow({ where: { id: first } })
  await db.sepaMandate.update({ where: { id: second }, data: { ibanEncrypted } })
  await expect(readMandate(sofia, second, later(3))).rejects.toThrow()
})

test('families that do not see bank data have no mandate to read or sign', async ({ db }) => {
  const { sofia, input, household } = await setMandateScene(db)
  await db.dossierSetting.create({ data: { unit: 'family.bank', mode: 'HIDDEN', required: [] } })
  expect(await familyMandate(sofia, await readDossier(db), household.id)).toBeNull()
  await expect(signMandate(sofia, input, NOW)).rejects.toBeInstanceOf(NotFound)
})
