import { writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { unzipSync } from 'fflate'
import { recordEvent } from '@/lib/core/audit'
import { encrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { sendCopy } from '@/lib/export/answer'
import type { FamilyExport } from '@/lib/export/format'
import { READING_WORDS } from '@/lib/export/messages'
import { exportFamilyForIt, exportOwnFamily } from '@/lib/export/operations/export-family'
import { exportPdf } from '@/lib/export/pdf/export-pdf'
import type { FamilyCopy } from '@/lib/export/queries/files'
import type { CopyFormat } from '@/lib/export/schema'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { createDocument, createDocumentTypes, createPhoto } from '@/tests/factories/documents'
import { createMandate } from '@/tests/factories/mandates'
import { createActivity } from '@/tests/factories/planning'
import { expect, test } from '../fixtures/database'
import { ask, newItem, NOW, setScene, type Scene } from './dossier/scene'

/** What the Delmas alone hold: none of it may be read by Hugo, the father of Lina, in another family. */
const DELMAS_ONLY = {
  street: '1 rue Basse',
  phone: '0611223344',
  iban: 'FR7630006000011234567890189',
  income: '41234',
  employer: 'Verrerie Lambert',
  contactPhone: '0655443322',
  comment: 'Nous partons chez tante Odile',
  reason: 'Justificatif de Sofia illisible',
  privateDocument: 'Jugement de garde',
  noe: 'Noé',
  karim: 'Karim',
}
/** What Hugo alone holds. */
const PETIT_ONLY = { street: '9 impasse Haute', phone: '0799887766' }
/** What both read: Lina is the child of both. */
const SHARED = { allergy: 'arachide', contact: 'Mauricette' }

async function fill(db: Tx, scene: Scene) {
  const { delmas, sofia, lina, sofiaGuardian } = scene
  const family = (column: string, clear: string) => encrypt(clear, { table: 'Family', column, id: delmas.id })
  await db.family.update({
    where: { id: delmas.id },
    data: {
      familyQuotient: 777,
      ibanEncrypted: family('ibanEncrypted', DELMAS_ONLY.iban),
      referenceIncomeEncrypted: family('referenceIncomeEncrypted', DELMAS_ONLY.income),
    },
  })
  await db.guardian.update({ where: { id: sofiaGuardian.id }, data: { mobilePhone: DELMAS_ONLY.phone } })
  const [hugo] = scene.hugo.guardians
  await db.guardian.update({
    where: { id: hugo!.guardianId },
    data: {
      addressLine: PETIT_ONLY.street,
      postalCode: '45000',
      city: 'Orléans',
      mobilePhone: PETIT_ONLY.phone,
    },
  })
  await ask(db, sofia, sofiaGuardian, 'identity', { employer: DELMAS_ONLY.employer })
  await ask(db, sofia, newItem(lina), 'allergies', {
    substance: SHARED.allergy,
    kind: 'FOOD',
    severity: 'SEVERE',
  })
  await ask(db, sofia, newItem(lina), 'contacts', {
    firstNames: SHARED.contact,
    lastName: 'Roux',
    link: 'GRANDPARENT',
    phone: DELMAS_ONLY.contactPhone,
    mayCollect: 'true',
    inEmergency: 'true',
    rank: '1',
  })
  await db.contact.create({
    data: {
      childId: lina.id,
      id: newItem(lina).item!,
      familyId: delmas.id,
      firstNames: 'Robert',
      lastName: 'Roux',
      link: 'NEIGHBOUR',
      phone: DELMAS_ONLY.contactPhone,
      mayCollect: true,
      inEmergency: false,
      rank: 2,
    },
  })
  const activity = await createActivity(db)
  await db.bookingRequest.create({
    data: {
      kind: 'RESERVATION',
      familyId: delmas.id,
      childIds: [lina.id],
      activityIds: [activity.id],
      startsOn: new Date('2026-12-01'),
      endsOn: new Date('2026-12-01'),
      weekdays: [2],
      comment: DELMAS_ONLY.comment,
      state: 'REFUSED',
      askedAt: NOW,
      authorId: sofia.accountId,
      decidedAt: NOW,
      reason: DELMAS_ONLY.reason,
    },
  })
  await db.booking.create({
    data: {
      childId: lina.id,
      activityId: activity.id,
      groupId: activity.groups[0]!.id,
      day: new Date('2026-12-01'),
      state: 'REFUSED',
      familyId: delmas.id,
      reason: DELMAS_ONLY.reason,
      updatedAt: NOW,
    },
  })
  await db.custodyRule.create({
    data: {
      childId: lina.id,
      kind: 'WEEKS',
      familyId: delmas.id,
      otherFamilyId: scene.hugo.guardians[0]!.familyId,
      startsOn: new Date('2026-09-07'),
    },
  })
  const type = await db.documentType.create({
    data: {
      name: DELMAS_ONLY.privateDocument,
      help: '',
      owner: 'CHILD',
      validity: 'UNLIMITED',
      required: false,
      restricted: false,
      private: true,
      brief: false,
      position: 1,
    },
  })
  await db.document.create({
    data: {
      typeId: type.id,
      familyId: delmas.id,
      childId: lina.id,
      state: 'ACCEPTED',
      depositedAt: NOW,
      decidedAt: NOW,
    },
  })
}

const whole = (scene: Scene, who: 'sofia' | 'hugo', format: CopyFormat) =>
  exportOwnFamily(scene[who], { familyId: scene[who].guardians[0]!.familyId, format }, NOW)

const own = async (scene: Scene, who: 'sofia' | 'hugo') => (await whole(scene, who, 'json')).copy

/** The files of a copy's archive, by path. */
async function archiveOf(copy: FamilyCopy): Promise<Map<string, Buffer>> {
  const bytes = await buffer(sendCopy(copy, 'zip', { brandColour: '#0F5E6E' }).body!)
  return new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, Buffer.from(content)]))
}

test('a parent’s copy holds all that is of their family, labels beside codes', async ({ db }) => {
  const scene = await setScene(db)
  await fill(db, scene)
  const copy = await own(scene, 'sofia')
  const text = JSON.stringify(copy)
  for (const value of [...Object.values(DELMAS_ONLY), ...Object.values(SHARED)])
    expect(text, value).toContain(value)
  for (const value of Object.values(PETIT_ONLY)) expect(text, value).not.toContain(value)
  expect(copy).toMatchObject({ format: 'espace-famille.famille', version: 1, leftOut: [] })
  expect(copy.children.map(({ name }) => name).sort()).toEqual(['Lina Delmas', 'Noé Delmas'])
  const lina = copy.children.find(({ name }) => name === 'Lina Delmas')!
  const general = lina.sections.find(({ section }) => section === 'general')!
  expect('fields' in general && general.fields.find(({ field }) => field === 'sex')).toMatchObject({
    label: 'Sexe',
    value: 'F',
    text: 'Fille',
  })
  expect(lina.changes.map(({ state }) => state.label)).toEqual(['En attente', 'En attente'])
})

test('the copy of the other parent of a shared child holds nothing of the first family', async ({ db }) => {
  const scene = await setScene(db)
  await fill(db, scene)
  const text = JSON.stringify(await own(scene, 'hugo'))
  for (const value of Object.values(DELMAS_ONLY)) expect(text, value).not.toContain(value)
  for (const value of [...Object.values(PETIT_ONLY), ...Object.values(SHARED), 'les semaines impaires'])
    expect(text, value).toContain(value)
})

test('of what the other family handed in, only what stands and is not private to it is told', async ({
  db,
}) => {
  const scene = await setScene(db)
  const { delmas, lina } = scene
  const types = await createDocumentTypes(db)
  const childId = lina.id
  const decided = { childId, decidedAt: NOW }
  const insurance = { type: types.get('Assurance scolaire')! }
  await createDocument(db, delmas, { ...insurance, ...decided, state: 'REFUSED', reason: 'Illisible.' })
  await createDocument(db, delmas, {
    ...insurance,
    ...decided,
    state: 'ACCEPTED',
    expiresOn: new Date('2026-11-23'),
  })
  await createDocument(db, delmas, { ...insurance, childId })
  const ruling = await createDocument(db, delmas, { type: types.get('Jugement de garde')!, childId })
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const reading = { action: 'document.read', subject: ruling.id, familyId: delmas.id, childId }
  await recordEvent(db, agent, NOW, reading)
  const copy = await own(scene, 'hugo')
  expect(copy.documents.map(({ type, state }) => [type, state.code])).toEqual([
    ['Assurance scolaire', 'PENDING'],
  ])
  expect(copy.readings.filter(({ action }) => action === READING_WORDS['document.read'])).toEqual([])
  const told = (await own(scene, 'sofia')).readings
  expect(told.filter(({ action }) => action === READING_WORDS['document.read'])).toHaveLength(1)
})

test('the copy is written in the journal, and told as a reading of each person', async ({ db }) => {
  const scene = await setScene(db)
  await own(scene, 'sofia')
  const events = await db.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual(['family.export', ...Array(3).fill('dossier.read')])
  expect(events[0]).toMatchObject({ familyId: scene.delmas.id, accountId: scene.sofia.accountId })
  const readings = (await own(scene, 'sofia')).readings
  expect(readings.map(({ by }) => by)).toContain('un responsable de la famille')
})

/** Beside what `fill` plants: files of each kind, of the family alone and of the shared child. */
async function fillFiles(db: Tx, { delmas, lina, noe, sofia }: Scene) {
  const types = await createDocumentTypes(db)
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  const file = (format: 'PDF' | 'JPEG', text: string) => ({ format, bytes: Buffer.from(text) })
  const authorId = sofia.accountId
  const home = await createDocument(db, delmas, {
    ...{ authorId, type: types.get('Justificatif de domicile')!, depositedAt: at(0) },
    files: [file('JPEG', 'facture page un'), file('JPEG', 'facture page deux')],
  })
  const insurance = await createDocument(db, delmas, {
    ...{ authorId, type: types.get('Assurance scolaire')!, childId: lina.id, depositedAt: at(1) },
    files: [file('PDF', 'attestation de Lina')],
  })
  const bank = await createDocument(db, delmas, {
    ...{ authorId, type: types.get('RIB')!, depositedAt: at(2) },
    files: [file('PDF', 'relevé de Sofia')],
  })
  await createPhoto(db, delmas, { childId: lina.id, state: 'ACCEPTED', decidedAt: NOW })
  await createPhoto(db, delmas, { childId: lina.id })
  await createPhoto(db, delmas, { childId: noe.id })
  const mandate = await createMandate(db, delmas)
  return { home, insurance, bank, mandate }
}

test('the archive holds the copy and every file that the family may open; each opening is journalled', async ({
  db,
}) => {
  const scene = await setScene(db)
  const { home, insurance, bank, mandate } = await fillFiles(db, scene)
  const taken = await whole(scene, 'sofia', 'zip')
  const archive = await archiveOf(taken)
  const paths = {
    home: taken.copy.documents[0]!.files,
    insurance: taken.copy.documents[1]!.files,
    photos: taken.copy.children.flatMap(({ photos }) => photos),
    mandate: taken.copy.mandates.map(({ file }) => file),
  }
  expect(paths.home).toEqual([
    'documents/001-justificatif-de-domicile-famille-delmas-1.jpg',
    'documents/001-justificatif-de-domicile-famille-delmas-2.jpg',
  ])
  expect(paths.mandate).toEqual([`mandats/mandat-${mandate.rum.toLowerCase()}.pdf`])
  expect(paths.photos).toHaveLength(3)
  expect(archive.size).toBe(2 + 4 + 3 + 1)
  expect(archive.get(paths.home[1]!)!.toString()).toBe('facture page deux')
  expect(archive.get(paths.insurance[0]!)!.toString()).toBe('attestation de Lina')
  expect(archive.get(paths.photos[0]!)!.toString()).toBe('large')
  expect(archive.get(paths.mandate[0]!)!.subarray(0, 5).toString()).toBe('%PDF-')
  expect(JSON.parse(archive.get('donnees-famille-2026-11-24.json')!.toString())).toEqual(
    JSON.parse(JSON.stringify(taken.copy)),
  )
  expect(archive.get('donnees-famille-2026-11-24.pdf')!.subarray(0, 5).toString()).toBe('%PDF-')
  const read = await db.auditEvent.findMany({ where: { action: 'document.read' } })
  expect(read.map(({ subject }) => subject).sort()).toEqual([home.id, insurance.id, bank.id].sort())
})

test('a file erased while the archive flows is left out; one that was altered breaks the download', async ({
  db,
}) => {
  const scene = await setScene(db)
  const { home } = await fillFiles(db, scene)
  const taken = await whole(scene, 'sofia', 'zip')
  await db.document.delete({ where: { id: home.id } })
  expect((await archiveOf(taken)).size).toBe(taken.files.length)
  await db.documentPage.updateMany({ data: { contentEncrypted: Buffer.from('x') } })
  await expect(archiveOf(taken)).rejects.toThrow()
})

test('the archive of the other parent of a shared child holds its shared files alone', async ({ db }) => {
  const scene = await setScene(db)
  await fill(db, scene)
  await fillFiles(db, scene)
  const archive = await archiveOf(await whole(scene, 'hugo', 'zip'))
  const texts = [...archive].map(([path, bytes]) => path + (path.endsWith('.pdf') ? '' : bytes.toString()))
  const all = [...texts, ...[...archive.values()].map((bytes) => bytes.toString())].join('\n')
  expect(all).toContain('attestation de Lina')
  for (const hidden of [...Object.values(DELMAS_ONLY), 'facture', 'relevé', 'mandat-', 'noe'])
    expect(all).not.toContain(hidden)
  expect([...archive.keys()].filter((path) => path.startsWith('photos/'))).toEqual(['photos/1-lina.jpg'])
})

test('the archive that the family service makes holds no bank document and no mandate', async ({ db }) => {
  const scene = await setScene(db)
  await fillFiles(db, scene)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const archive = await archiveOf(
    await exportFamilyForIt(agent, { familyId: scene.delmas.id, format: 'zip' }, NOW),
  )
  const all = [...archive].map(([path, bytes]) => path + bytes.toString()).join('\n')
  expect(all).toContain('facture page un')
  for (const hidden of ['relevé de Sofia', 'mandats/']) expect(all).not.toContain(hidden)
})

for (const [role, leftOut] of [
  ['ADMINISTRATOR', []],
  ['FAMILY_SERVICE', ['Données bancaires']],
] as const)
  test(`an agent, ${role}, makes it for a family, without what they may not read`, async ({ db }) => {
    const scene = await setScene(db)
    await fill(db, scene)
    const agent = await agentActor(db, await createAgent(db, role))
    const { copy } = await exportFamilyForIt(agent, { familyId: scene.delmas.id, format: 'pdf' }, NOW)
    expect(copy.leftOut).toEqual(leftOut)
    expect(JSON.stringify(copy).includes(DELMAS_ONLY.iban)).toBe(role === 'ADMINISTRATOR')
    for (const value of Object.values(PETIT_ONLY)) expect(JSON.stringify(copy)).not.toContain(value)
  })

test('the billing has no copy to make', async ({ db }) => {
  const { delmas } = await setScene(db)
  const agent = await agentActor(db, await createAgent(db, 'BILLING'))
  await expect(exportFamilyForIt(agent, { familyId: delmas.id, format: 'json' }, NOW)).rejects.toBeInstanceOf(
    NotFound,
  )
})

const pagesOf = (bytes: Buffer) => bytes.toString('latin1').split('/Type /Page\n').length - 1

test('the PDF of two children booked every day of three years is made', async ({ db }) => {
  const scene = await setScene(db)
  await fill(db, scene)
  const copy: FamilyExport = await own(scene, 'sofia')
  const short = await buffer(exportPdf(copy, '#0F5E6E'))
  const days = Array.from({ length: 1_000 }, (_, n) =>
    new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10),
  )
  for (const child of copy.children)
    child.bookings = days.map((day) => ({
      day,
      activity: 'Cantine',
      state: { code: 'BOOKED', label: 'Réservé' },
      reason: null,
    }))
  const bytes = await buffer(exportPdf(copy, '#0F5E6E'))
  await writeFile(test.info().outputPath('copie.pdf'), short)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pagesOf(short)).toBeGreaterThan(1)
  expect(pagesOf(bytes)).toBeGreaterThan(pagesOf(short))
})
