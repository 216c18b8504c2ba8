import { NotFound } from '@/lib/core/errors'
import { readHealth } from '@/lib/dossier/operations/read-health'
import { wholeFamily } from '@/lib/family/queries'
import { searchFamilies } from '@/lib/family/search'
import type { AgentRole, PrismaClient } from '@/lib/generated/prisma/client.ts'
import { agentActor, createAccount, createAgent } from '../../factories/accounts'
import { createFamily, subscribe } from '../../factories/families'
import { expect, test } from '../../fixtures/database'

const AT = new Date('2026-11-24T08:00:00Z')

const actorOf = async (db: PrismaClient, role: AgentRole) => agentActor(db, await createAgent(db, role))

async function town(db: PrismaClient) {
  const traore = await createFamily(db, {
    name: 'Traoré',
    externalNumber: '10088',
    guardians: [{ firstNames: 'Aminata', mobilePhone: '0639980142', email: 'aminata@exemple.example' }],
    children: [{ firstNames: 'Ismaël', allergies: 'Arachide' }],
  })
  await createFamily(db, {
    name: 'D’Angelo',
    guardians: [{ firstNames: 'Chiara' }],
    children: [{ firstNames: 'Mila' }],
  })
  const account = await createAccount(db, { email: 'compte@exemple.example' })
  await subscribe(db, account, traore.guardians[0]!)
  return traore
}

test('a family is found by name, e-mail, phone and number, whatever the accents, the case or a typing error', async ({
  db,
}) => {
  await town(db)
  const agent = await actorOf(db, 'FAMILY_SERVICE')
  const found = async (text: string) =>
    (await searchFamilies(agent, { text, access: null, toConfirm: false, page: 1 }, AT)).families.map(
      ({ name }) => name,
    )
  for (const text of [
    'traore',
    'TRAORÉ',
    'Traorré',
    'aminata',
    'ismael',
    'aminata@',
    'compte@exemple',
    '+33 6 39 98 01 42',
    '0142',
    '10088',
  ])
    expect(await found(text), text).toEqual(['Traoré'])
  expect(await found('d’angelo')).toEqual(['D’Angelo'])
  expect(await found('%')).toEqual([])
})

test('a role without the right finds no family, sees none and reads no health data', async ({ db }) => {
  const family = await town(db)
  const ids = { familyId: family.id, childId: family.children[0]!.id }
  const onSite = await actorOf(db, 'ON_SITE')
  await expect(
    searchFamilies(onSite, { text: '', access: null, toConfirm: false, page: 1 }, AT),
  ).rejects.toBeInstanceOf(NotFound)
  await expect(wholeFamily(onSite, family.id)).rejects.toBeInstanceOf(NotFound)
  const billing = await actorOf(db, 'BILLING')
  expect((await wholeFamily(billing, family.id)).children[0]!.hasHealthData).toBeNull()
  await expect(readHealth(billing, ids, AT)).rejects.toBeInstanceOf(NotFound)
  expect(await db.auditEvent.count()).toBe(0)
})

test('a doctor’s phone alone is something to read of a child’s health', async ({ db }) => {
  const family = await town(db)
  const agent = await actorOf(db, 'FAMILY_SERVICE')
  const id = family.children[0]!.id
  const nothing = { allergiesEncrypted: null, careplanEncrypted: null }
  await db.child.update({ where: { id }, data: nothing })
  const isKnown = async () => (await wholeFamily(agent, family.id)).children[0]!.hasHealthData
  expect(await isKnown()).toBe(false)
  await db.child.update({ where: { id }, data: { doctorPhoneEncrypted: 'chiffré' } })
  expect(await isKnown()).toBe(true)
})

test('reading the health data of a child is written in the journal, without the data', async ({ db }) => {
  const family = await town(db)
  const agent = await actorOf(db, 'FAMILY_SERVICE')
  const ids = { familyId: family.id, childId: family.children[0]!.id }
  const { lines, missingVaccines } = await readHealth(agent, ids, AT)
  expect(missingVaccines[0]).toMatchObject({ disease: 'DTP', doses: 3 })
  expect(lines).toEqual([
    {
      section: 'Données sanitaires',
      label: 'Allergies reprises des fichiers de la mairie',
      value: 'Arachide',
      isDeclaredOnly: false,
      slug: 'sante',
      item: null,
    },
  ])
  const [event] = await db.auditEvent.findMany()
  expect(event).toMatchObject({
    action: 'health.read',
    accountId: agent.accountId,
    ...ids,
    fields: expect.arrayContaining(['allergies', 'careplan']),
  })
  expect(JSON.stringify(event!.detail)).not.toContain('Arachide')
})
