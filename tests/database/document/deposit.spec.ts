import { Refusal, NotFound } from '@/lib/core/errors'
import { encryptBytes } from '@/lib/core/crypto'
import { depositDocument } from '@/lib/document/operations/deposit-document'
import { readPage } from '@/lib/document/operations/read-page'
import { withdrawDocument } from '@/lib/document/operations/withdraw-document'
import { documentSlot, familyDocuments } from '@/lib/document/queries/family-documents'
import { QUOTA } from '@/lib/document/rules/format'
import { menuCounts } from '@/lib/portal/queries'
import { createDocument } from '@/tests/factories/documents'
import { ACTIVE_PDFS, pdf } from '@/tests/factories/files'
import { contentsOf } from '../../fixtures/contents'
import { expect, test } from '../../fixtures/database'
import { deposit, later, NOW, photoOfPage, setDocumentScene, slotsOf } from './scene'

const pagesOf = (db: import('@/lib/core/db').Tx, documentId: string) =>
  db.documentPage.findMany({ where: { documentId }, orderBy: { position: 'asc' } })

test('a document of several pages is stored, waits, and is read again as it was handed in', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const bytes = await pdf('Attestation')
  const id = await depositDocument(
    scene.sofia,
    { ...slotsOf(scene).insurance, files: [{ name: 'a.pdf', bytes }, await photoOfPage()], add: false },
    NOW,
  )
  const document = await db.document.findUniqueOrThrow({ where: { id } })
  expect(document).toMatchObject({
    state: 'PENDING',
    familyId: scene.delmas.id,
    childId: scene.lina.id,
    guardianId: null,
  })
  const pages = await pagesOf(db, id)
  expect(pages.map(({ format }) => format)).toEqual(['PDF', 'JPEG'])
  const read = await readPage(scene.sofia, pages[0]!.id, NOW)
  expect(read).toMatchObject({ format: 'PDF', fileName: 'assurance-scolaire-1.pdf' })
  expect(read.bytes.equals(bytes)).toBe(true)
  expect(await db.auditEvent.findMany({ where: { subject: id }, orderBy: { id: 'asc' } })).toMatchObject([
    { action: 'document.deposit', familyId: scene.delmas.id, childId: scene.lina.id },
    {
      action: 'document.read',
      familyId: scene.delmas.id,
      childId: scene.lina.id,
      accountId: scene.sofia.accountId,
    },
  ])
})

test('nothing is in clear in the rows, and a content moved to another row does not decrypt', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const bytes = Buffer.concat([await pdf('Attestation'), Buffer.from('\n% NOM-SECRET\n%%EOF\n')])
  const id = await depositDocument(
    scene.sofia,
    { ...slotsOf(scene).insurance, files: [{ name: 'Lina-SECRET.pdf', bytes }], add: false },
    NOW,
  )
  const other = await deposit(scene.sofia, slotsOf(scene).home)
  const [dump] = await db.$queryRaw<{ text: string }[]>`
    SELECT string_agg(t::text, '') || (SELECT string_agg(encode(p."contentEncrypted", 'escape'), '') FROM "DocumentPage" p)
      || (SELECT string_agg(e::text, '') FROM "AuditEvent" e) AS text FROM "Document" t`
  expect(dump!.text).not.toMatch(/SECRET|%PDF/)
  const [[page], [target]] = await Promise.all([pagesOf(db, id), pagesOf(db, other)])
  await db.documentPage.update({
    where: { id: target!.id },
    data: { contentEncrypted: page!.contentEncrypted },
  })
  await expect(readPage(scene.sofia, target!.id, NOW)).rejects.toThrow()
  const elsewhere = encryptBytes(bytes, { table: 'Child', column: 'contentEncrypted', id: page!.id })
  await db.documentPage.update({
    where: { id: page!.id },
    data: { contentEncrypted: new Uint8Array(elsewhere) },
  })
  await expect(readPage(scene.sofia, page!.id, NOW)).rejects.toThrow()
})

test('nothing is stored of what is refused, and the first bad file is named', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const before = await contentsOf(db)
  const bad = { name: 'a.pdf', bytes: await ACTIVE_PDFS['a program to launch']!() }
  const refused = depositDocument(
    scene.sofia,
    { ...slotsOf(scene).insurance, files: [await photoOfPage(), bad], add: false },
    NOW,
  )
  await expect(refused).rejects.toMatchObject({ code: 'PDF_ACTIVE', fields: { file: '1' } })
  for (const files of [[], Array.from({ length: 21 }, () => bad)])
    await expect(
      depositDocument(scene.sofia, { ...slotsOf(scene).insurance, files, add: false }, NOW),
    ).rejects.toBeInstanceOf(Refusal)
  expect(await contentsOf(db)).toEqual(before)
})

test('while it waits it is replaced, completed or taken back; the files of what is gone are erased', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { insurance } = slotsOf(scene)
  const first = await deposit(scene.sofia, insurance)
  const second = await deposit(scene.karim, insurance, later(1))
  expect(await db.document.findUniqueOrThrow({ where: { id: first } })).toMatchObject({ state: 'WITHDRAWN' })
  expect(await pagesOf(db, first)).toEqual([])
  const third = await depositDocument(
    scene.sofia,
    { ...insurance, files: [await photoOfPage()], add: true },
    later(2),
  )
  expect((await pagesOf(db, third)).map(({ format, position }) => [format, position])).toEqual([
    ['PDF', 0],
    ['JPEG', 1],
  ])
  expect((await readPage(scene.sofia, (await pagesOf(db, third))[0]!.id, NOW)).format).toBe('PDF')
  await expect(withdrawDocument(scene.sofia, { documentId: second }, later(3))).rejects.toMatchObject({
    code: 'GONE',
  })
  await withdrawDocument(scene.sofia, { documentId: third }, later(3))
  expect(await db.documentPage.count()).toBe(0)
  const add = depositDocument(
    scene.sofia,
    { ...insurance, files: [await photoOfPage()], add: true },
    later(4),
  )
  await expect(add).rejects.toMatchObject({ code: 'GONE' })
})

test('two parents hand in the same document at once: one of them waits', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { home } = slotsOf(scene)
  await Promise.all([deposit(scene.sofia, home), deposit(scene.karim, home), deposit(scene.sofia, home)])
  expect(await db.document.count({ where: { state: 'PENDING' } })).toBe(1)
  expect(await db.documentPage.count()).toBe(1)
})

test('of a shared child both families see the document, but not the judgment of the one', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { sofia, karim, hugo, moreau } = scene
  const { insurance, insuranceOfHugo, judgment, home, tax, bank, vaccines } = slotsOf(scene)
  const shared = [await deposit(sofia, insurance), await deposit(sofia, vaccines)]
  const ofFamily = [
    await deposit(sofia, judgment),
    await deposit(sofia, home),
    await deposit(sofia, tax),
    await deposit(sofia, bank),
  ]
  const canRead = async (parent: typeof sofia, id: string) => {
    const [page] = await pagesOf(db, id)
    return readPage(parent, page!.id, NOW).then(
      () => true,
      (error) => (expect(error).toBeInstanceOf(NotFound), false),
    )
  }
  for (const id of shared) {
    expect(await canRead(hugo, id)).toBe(true)
    await expect(withdrawDocument(hugo, { documentId: id }, NOW)).rejects.toBeInstanceOf(NotFound)
  }
  for (const id of ofFamily) {
    expect(await canRead(karim, id)).toBe(true)
    expect(await canRead(hugo, id)).toBe(false)
  }
  for (const id of [...shared, ...ofFamily]) expect(await canRead(moreau, id)).toBe(false)

  const seen = await documentSlot(hugo, { ...insuranceOfHugo, typeId: String(insuranceOfHugo.typeId) }, NOW)
  expect(seen).toMatchObject({
    state: 'PENDING',
    document: { own: false, sent: expect.stringContaining('Sofia Delmas') },
  })
  expect(JSON.stringify(await familyDocuments(hugo, NOW))).not.toContain(scene.delmas.id)

  await db.guardianship.deleteMany({ where: { guardianId: hugo.guardians[0]!.guardianId } })
  for (const id of shared) expect(await canRead(hugo, id)).toBe(false)
})

test('a refusal and its reason stay with the family that handed it in', async ({ db }) => {
  const scene = await setDocumentScene(db)
  await createDocument(db, scene.delmas, {
    type: scene.types.get('Assurance scolaire')!,
    childId: scene.lina.id,
    state: 'REFUSED',
    decidedAt: NOW,
    reason: 'Illisible',
  })
  const stateFor = async (parent: typeof scene.sofia) => {
    const groups = (await familyDocuments(parent, NOW)).flatMap((family) => family.groups)
    return groups
      .find(({ id }) => id === scene.lina.id)!
      .slots.find(({ name }) => name === 'Assurance scolaire')!
  }
  expect(await stateFor(scene.sofia)).toMatchObject({ state: 'REFUSED', document: { reason: 'Illisible' } })
  expect(await stateFor(scene.hugo)).toMatchObject({ state: 'MISSING', document: null })
})

test('the places of others take nothing', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { insurance, home, tax, insuranceOfHugo } = slotsOf(scene)
  const before = await contentsOf(db)
  const tries: [typeof scene.sofia, typeof insurance][] = [
    [scene.moreau, insurance],
    [scene.moreau, home],
    [scene.moreau, { ...home, ownerId: scene.other.id }],
    [scene.hugo, insurance],
    [scene.hugo, tax],
    [scene.sofia, insuranceOfHugo],
    [scene.sofia, { ...tax, ownerId: scene.delmas.children[0]!.id }],
    [scene.sofia, { ...insurance, ownerId: 'nobody' }],
    [scene.sofia, { ...insurance, typeId: 999 }],
  ]
  for (const [parent, key] of tries) await expect(deposit(parent, key)).rejects.toBeInstanceOf(NotFound)
  expect(await contentsOf(db)).toEqual(before)
})

test('a type that the collectivité retired is not asked for any more, and takes nothing', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { insurance } = slotsOf(scene)
  await db.documentType.update({ where: { id: insurance.typeId }, data: { retiredAt: NOW } })
  expect(JSON.stringify(await familyDocuments(scene.sofia, NOW))).not.toContain('Assurance')
  await expect(deposit(scene.sofia, insurance)).rejects.toBeInstanceOf(NotFound)
})

test('a family has room for 100 MB; beyond, nothing is stored', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { home, tax } = slotsOf(scene)
  const id = await deposit(scene.sofia, tax)
  await db.documentPage.updateMany({ where: { documentId: id }, data: { size: QUOTA.bytes } })
  const before = await contentsOf(db)
  await expect(deposit(scene.sofia, home)).rejects.toMatchObject({ code: 'QUOTA' })
  expect(await contentsOf(db)).toEqual(before)
})

test('the menu counts what the list says is to be done', async ({ db }) => {
  const scene = await setDocumentScene(db)
  const { insurance, home, judgment } = slotsOf(scene)
  const agree = async () => {
    for (const parent of [scene.sofia, scene.karim, scene.hugo, scene.moreau]) {
      const families = await familyDocuments(parent, NOW)
      expect((await menuCounts(parent, NOW)).documents).toBe(
        families.reduce((sum, { todo }) => sum + todo, 0),
      )
    }
  }
  await agree()
  await deposit(scene.sofia, home)
  await deposit(scene.sofia, insurance)
  await agree()
  await db.document.updateMany({
    data: { state: 'ACCEPTED', decidedAt: NOW, expiresOn: new Date('2026-12-24') },
  })
  await agree()
  await db.document.updateMany({ data: { expiresOn: new Date('2026-12-25') } })
  await agree()
  await deposit(scene.sofia, judgment, later(5))
  await db.document.updateMany({ data: { state: 'REFUSED', decidedAt: NOW, reason: 'Illisible' } })
  await agree()
  expect((await menuCounts(scene.sofia, NOW)).documents).toBeGreaterThan(0)
})
