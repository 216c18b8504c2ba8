import { readPage } from '@/lib/document/operations/read-page'
import { readHealth } from '@/lib/dossier/operations/read-health'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { personReadings } from '@/lib/dossier/queries/person-readings'
import type { Parent } from '@/lib/core/actor'
import type { Target } from '@/lib/dossier/schema'
import { createDocument, createDocumentTypes } from '@/tests/factories/documents'
import { expect, test } from '../../fixtures/database'
import { later, NOW, setScene, type Scene } from './scene'

const DAY = 24 * 60

const readingsOf = async ({ dossier }: Scene, parent: Parent, target: Target) =>
  (await personReadings(parent, dossier, target))?.map(({ who, what, when }) => [who, what.join(', '), when])

test('a parent sees who read a child’s protected data: agents by role one by one, parents once a day', async ({
  db,
}) => {
  const scene = await setScene(db)
  const { sofia, hugo, karim, agent, dossier, lina, delmas } = scene
  expect(await readingsOf(scene, sofia, lina)).toEqual([])
  const read = (parent: Parent, minutes: number) =>
    personDossier(parent, dossier, { target: lina, slug: 'sante' }, later(minutes))
  await read(sofia, 0)
  await read(sofia, 5)
  await read(karim, 6)
  await read(hugo, 7)
  await read(sofia, DAY)
  // General information is not protected: its reading is not told.
  await personDossier(sofia, dossier, { target: lina, slug: 'infos' }, later(8))
  const health = { familyId: delmas.id, childId: lina.id }
  await readHealth(agent, health, later(10))
  await readHealth(agent, health, later(12))
  const what = 'données sanitaires, allergies, vaccins'
  const seenBy = (me: Parent) => {
    const name = (parent: Parent, named: string) => (parent === me ? 'vous' : named)
    return [
      [name(sofia, 'Sofia Delmas'), what, '25 novembre 2026'],
      ['un agent du service famille', what, '24 novembre 2026 à 10 h 12'],
      ['un agent du service famille', what, '24 novembre 2026 à 10 h 10'],
      [name(hugo, 'Hugo Delmas'), what, '24 novembre 2026'],
      [name(karim, 'Karim Delmas'), what, '24 novembre 2026'],
      [name(sofia, 'Sofia Delmas'), what, '24 novembre 2026'],
    ].map((row) => row.map((text) => text.replaceAll(/(\d+) h (\d+)/g, '$1\u00a0h\u00a0$2')))
  }
  for (const parent of [sofia, karim, hugo])
    expect(await readingsOf(scene, parent, lina)).toEqual(seenBy(parent))
})

test('the readings of a family’s own data are told to its parents alone, and those of a private document too', async ({
  db,
}) => {
  const scene = await setScene(db)
  const { sofia, hugo, moreau, agent, dossier, lina, sofiaGuardian, delmas } = scene
  await personDossier(sofia, dossier, { target: sofiaGuardian, slug: 'bancaires' }, NOW)
  const types = await createDocumentTypes(db)
  const document = async (name: string, owner: object) => {
    const { id } = await createDocument(db, delmas, { type: types.get(name)!, ...owner })
    return db.documentPage.findFirstOrThrow({ where: { documentId: id } })
  }
  const child = { childId: lina.id }
  const names = [...types.values()].filter(({ owner }) => owner === 'CHILD')
  const hidden = names.find((type) => type.private)!
  const shared = names.find((type) => !type.private && !type.restricted)!
  await readPage(agent, (await document(shared.name, child)).id, later(1))
  await readPage(agent, (await document(hidden.name, child)).id, later(2))
  await readPage(agent, (await document('Avis d’imposition', {})).id, later(3))
  const told = async (parent: Parent, target: Target) =>
    (await readingsOf(scene, parent, target))?.map(([, what]) => what)
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
  expect(await told(sofia, lina)).toEqual([hidden, shared].map(({ name }) => lower(name)))
  expect(await told(hugo, lina)).toEqual([lower(shared.name)])
  expect(await told(sofia, sofiaGuardian)).toEqual(['avis d’imposition', 'données bancaires'])
  expect(await told(hugo, sofiaGuardian)).toBeUndefined()
  for (const target of [lina, sofiaGuardian]) expect(await told(moreau, target)).toBeUndefined()
})
