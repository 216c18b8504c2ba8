import { randomBytes, randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/core/db'
import { stopJobs } from '@/lib/core/jobs'
import { pageContent } from '@/lib/document/pages'
import { openPhoto, sealPhoto } from '@/lib/document/photo-bytes'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { rotateKeys } from '@/lib/dossier/operations/rotate-keys'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { openFiles } from '@/lib/exchange/files'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { createDocument, createDocumentTypes } from '@/tests/factories/documents'
import { dryRun } from '@/tests/factories/imports'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, waitingOn, type Scene } from './scene'
import { fillSecrets, IBAN } from './secret-data'

const keyOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

const FORMER = process.env.ENCRYPTION_KEYS

test.afterEach(async () => {
  process.env.ENCRYPTION_KEYS = FORMER
  await stopJobs()
})

/** Data under the first key, of every kind: columns, items, what changes keep, a document, a photo, a file to import. */
async function fillAll(db: Tx) {
  const scene = await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await fillSecrets(db, scene)
  const changes = await db.pendingChange.findMany()
  await decideChanges(
    admin,
    changes.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  await ask(db, scene.sofia, scene.lina, 'health', { treatments: 'Sirop' }, later(2))
  const type = (await createDocumentTypes(db)).get('Avis d’imposition')!
  await createDocument(db, scene.delmas, {
    type,
    files: [{ format: 'PDF', bytes: Buffer.from('%PDF avis') }],
  })
  const photo = randomUUID()
  await db.childPhoto.create({
    data: {
      id: photo,
      childId: scene.lina.id,
      familyId: scene.delmas.id,
      depositedAt: NOW,
      ...sealPhoto(photo, { large: Buffer.from('grande photo'), small: Buffer.from('petite photo') }),
    },
  })
  const csv =
    'Numéro famille;Numéro enfant;Nom;Prénom;Sexe;Date de naissance\nF1;E1;Delmas;Lina;F;14/03/2018\n'
  const { id: runId } = await dryRun(db, admin, { CHILDREN: csv }, NOW)
  return { scene, runId }
}

/** Reads all of it in clear. */
async function readAll(db: Tx, { scene, runId }: { scene: Scene; runId: string }): Promise<string> {
  const { sofia, dossier, sofiaGuardian, lina } = scene
  const [pages, photos] = [await db.documentPage.findMany(), await db.childPhoto.findMany()]
  return JSON.stringify([
    await personDossier(sofia, dossier, { target: sofiaGuardian, slug: 'bancaires' }, later(9)),
    await personDossier(sofia, dossier, { target: sofiaGuardian, slug: 'fiscales' }, later(9)),
    await personDossier(sofia, dossier, { target: lina, slug: 'sante' }, later(9)),
    await personHistory(sofia, dossier, lina),
    pages.map((page) => pageContent(page).toString()),
    photos.map(({ id, largeEncrypted, smallEncrypted }) =>
      [openPhoto(id, 'large', largeEncrypted!), openPhoto(id, 'small', smallEncrypted!)].join(),
    ),
    (await openFiles(db, runId)).map(({ text }) => text),
  ])
}

const PROOFS = [
  IBAN.slice(-4),
  '8123456X',
  'Docteur Cartier',
  'Arachide rare',
  'Sirop',
  '%PDF avis',
  'grande photo',
  'petite photo',
  'E1;Delmas',
]

test('once everything is encrypted with the new key, the old one is no longer needed', async ({ db }) => {
  const filled = await fillAll(db)
  const clear = await readAll(db, filled)
  for (const proof of PROOFS) expect(clear).toContain(proof)
  const next = keyOf('clé-2')
  process.env.ENCRYPTION_KEYS = `${next},${FORMER}`
  const progress: string[] = []
  const report = await rotateKeys(({ table, done, total }) => progress.push(`${table} ${done}/${total}`), NOW)
  expect(report).toMatchObject({ left: 0, unreadable: [] })
  expect(progress).toEqual([
    'Allergy 1/1',
    'Child 1/1',
    'ChildPhoto 1/1',
    'DocumentPage 1/1',
    'Family 1/1',
    'ImportFile 1/1',
    `PendingChange ${await db.pendingChange.count()}/${await db.pendingChange.count()}`,
  ])
  expect(await db.auditEvent.findMany({ where: { action: 'secrets.rotate' } })).toMatchObject([
    { actor: 'SYSTEM', detail: { rows: report.turned } },
  ])
  process.env.ENCRYPTION_KEYS = next
  expect(await readAll(db, filled)).toBe(clear)
  expect(await rotateKeys(() => {}, NOW)).toEqual({ turned: 0, left: 0, unreadable: [] })
})

test('a rotation that was cut is taken up by the next one, and two at once do no harm', async ({ db }) => {
  const filled = await fillAll(db)
  const clear = await readAll(db, filled)
  const next = keyOf('k2')
  process.env.ENCRYPTION_KEYS = `${next},${FORMER}`
  const cut = rotateKeys(({ table }) => {
    if (table === 'DocumentPage') throw new Error('cut')
  }, NOW)
  await expect(cut).rejects.toThrow('cut')
  expect(await readAll(db, filled)).toBe(clear)
  await Promise.all([rotateKeys(() => {}, NOW), rotateKeys(() => {}, NOW)])
  process.env.ENCRYPTION_KEYS = next
  expect(await readAll(db, filled)).toBe(clear)
})

test('parents ask, agents decide and read while everything is encrypted anew: nothing is lost', async ({
  db,
}) => {
  const filled = await fillAll(db)
  const { scene } = filled
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const next = keyOf('k2')
  process.env.ENCRYPTION_KEYS = `${next},${FORMER}`
  const [waiting] = await waitingOn(db, scene.lina)
  await Promise.all([
    rotateKeys(() => {}, NOW),
    ask(db, scene.sofia, scene.lina, 'health', { aids: 'Lunettes' }, later(3)),
    ask(db, scene.sofia, scene.household, 'bank', { bankHolder: 'Sofia et Karim' }, later(3)),
    decideChanges(admin, [decisionOn(waiting!, 'ACCEPT')], later(4)),
    readAll(db, filled),
  ])
  expect(await rotateKeys(() => {}, NOW)).toMatchObject({ left: 0, unreadable: [] })
  process.env.ENCRYPTION_KEYS = next
  const clear = await readAll(db, filled)
  for (const proof of [...PROOFS, 'Lunettes', 'Sofia et Karim']) expect(clear).toContain(proof)
  expect(await db.pendingChange.count({ where: { state: 'ACCEPTED', unit: 'treatments' } })).toBe(2)
})

test('what is written meanwhile under the old key is counted as left, and a value that can’t be read is reported', async ({
  db,
}) => {
  const { scene } = await fillAll(db)
  const next = keyOf('k2')
  process.env.ENCRYPTION_KEYS = `${next},${FORMER}`
  await db.child.update({ where: { id: scene.noe.id }, data: { aidsEncrypted: 'AQJrOQ==' } })
  const late = async () => {
    process.env.ENCRYPTION_KEYS = `${FORMER},${next}`
    await ask(db, scene.sofia, scene.lina, 'health', { aids: 'Lunettes' }, later(3))
    process.env.ENCRYPTION_KEYS = `${next},${FORMER}`
  }
  const first = await rotateKeys(() => {}, NOW)
  expect(first).toMatchObject({ left: 1, unreadable: [`Child, ${scene.noe.id}`] })
  await db.child.update({ where: { id: scene.noe.id }, data: { aidsEncrypted: null } })
  await late()
  const whole = await db.pendingChange.count()
  expect(await rotateKeys(() => {}, NOW)).toEqual({ turned: 1, left: 0, unreadable: [] })
  expect(await db.pendingChange.count()).toBe(whole)
})
