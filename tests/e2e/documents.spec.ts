import type { Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { FILE_PROBLEMS } from '@/lib/document/messages'
import type { FileProblem } from '@/lib/document/rules/format'
import { ACTIVE_PDFS, bombPng, HEIC, pdf, picture, protectedPdf, SVG, ZIP_TAIL } from '../factories/files'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const PARENT = 'parent@demo.example'

/** The page of a type of document of Noé Delmas, or of his family. */
async function addressOf(db: PrismaClient, name: string): Promise<string> {
  const [type, family] = await Promise.all([
    db.documentType.findFirstOrThrow({ where: { name } }),
    db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } }),
  ])
  const noe = await db.child.findFirstOrThrow({ where: { firstNames: 'Noé', lastName: 'Delmas' } })
  return `/famille/documents/${type.id}/${type.owner === 'CHILD' ? noe.id : family.id}`
}

/** The server looks into a file before it answers. */
const ARRIVED = { timeout: 30_000 }

const chooser = (page: Page) => page.locator('input[name="fichiers"][multiple]')

const asFile = (name: string, buffer: Buffer) => ({ name, buffer, mimeType: 'application/octet-stream' })

const send = (page: Page) => page.getByRole('button', { name: 'Envoyer à la mairie' }).click()

for (const width of [360, 1280])
  test(`a parent sees what is asked and hands in a document of two pages at ${width} px`, async ({
    page,
    app,
  }, testInfo) => {
    test.setTimeout(120_000)
    const shoot = (name: string) =>
      page.screenshot({ path: testInfo.outputPath(`${name}-${width}.png`), fullPage: true })
    await page.setViewportSize({ width, height: 800 })
    await app.signIn(PARENT)
    await page.goto('/famille')
    await page.getByRole('main').getByRole('link', { name: 'Documents' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible()
    for (const state of ['À fournir', 'Accepté', 'Refusé', 'Expiré', 'Expire bientôt', 'Facultatif'])
      await expect(page.getByText(state, { exact: true }).first()).toBeVisible()
    await expectWhole(page)
    await shoot('documents')

    await page.getByRole('region', { name: 'Noé' }).getByRole('link', { name: 'Assurance scolaire' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Assurance scolaire' })).toBeVisible()
    await send(page)
    await expect(page.getByText('Choisissez un fichier ou prenez une photo, puis envoyez.')).toBeVisible()
    await chooser(page).setInputFiles([
      asFile('attestation.pdf', await pdf('Attestation')),
      { name: 'IMG_0412.jpg', buffer: await picture('jpeg'), mimeType: 'image/jpeg' },
    ])
    await expect(page.getByRole('list', { name: 'Fichiers choisis' }).getByRole('listitem')).toHaveCount(2)
    await expectWhole(page)
    await shoot('choisis')

    // Held on its way, so that the progress is seen.
    let go: (() => void) | undefined
    const held = new Promise<void>((resolve) => (go = resolve))
    await page.route('**/famille/documents/depot', async (route) => {
      await held
      await route.continue()
    })
    await send(page)
    await expect(page.getByRole('progressbar', { name: 'Envoi du document' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Arrêter l’envoi' })).toBeVisible()
    await shoot('envoi')
    go!()
    await expect(page.getByText('Votre document est bien arrivé.')).toBeVisible(ARRIVED)
    await expect(page.getByText('En attente de validation', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: /Télécharger le PDF|Voir la page/ })).toHaveCount(2)
    await expectWhole(page)
    await shoot('en-attente')

    await page.getByRole('button', { name: 'Retirer ce document' }).click()
    await expect(page.getByText('Expiré', { exact: true })).toBeVisible()
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })

  test('a document is handed in, and a bad file is told on the page', async ({ app, page }) => {
    await app.signIn(PARENT)
    await page.goto(await addressOf(app.db, 'Assurance scolaire'))
    await expect(chooser(page)).toBeVisible()
    await chooser(page).setInputFiles(asFile('protege.pdf', await protectedPdf()))
    await send(page)
    await expect(page.getByText(FILE_PROBLEMS.PDF_PASSWORD)).toBeVisible()
    await expect(page.getByText('Fichier n° 1')).toBeVisible()
    await chooser(page).setInputFiles(asFile('attestation.pdf', await pdf()))
    await send(page)
    await expect(page.getByText('Votre document est bien arrivé.')).toBeVisible(ARRIVED)
    await page.getByRole('button', { name: 'Retirer ce document' }).click()
    await expect(page.getByText('En attente de validation', { exact: true })).toHaveCount(0)
  })
})

const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6))

const HOSTILE: Readonly<
  Record<string, [name: string, make: () => Promise<Buffer> | Buffer, problem: FileProblem]>
> = {
  'an empty file': ['vide.pdf', () => Buffer.alloc(0), 'EMPTY'],
  'a drawing in SVG': ['dessin.svg', () => SVG, 'SVG'],
  'a photo in HEIC that the browser can’t read either': ['IMG_2.HEIC', () => HEIC, 'HEIC'],
  'a program': ['facture.pdf', () => Buffer.from('MZ\x90\0 program'), 'OTHER'],
  'an image named as a PDF': ['facture.pdf', () => picture('jpeg'), 'EXTENSION'],
  'an image with an archive in it': [
    'p.jpg',
    async () => Buffer.concat([await picture('jpeg'), ZIP_TAIL]),
    'POLYGLOT',
  ],
  'an image cut short': ['p.jpg', async () => cut(await picture('jpeg')), 'IMAGE_BROKEN'],
  'a bomb of pixels': ['p.png', bombPng, 'IMAGE_PIXELS'],
  'a PDF cut short': ['p.pdf', async () => cut(await pdf()), 'PDF_BROKEN'],
  'a PDF with a password': ['p.pdf', protectedPdf, 'PDF_PASSWORD'],
  'a PDF with JavaScript': ['p.pdf', ACTIVE_PDFS['JavaScript when it opens']!, 'PDF_ACTIVE'],
}

test('each bad file gets its own sentence, and nothing of it is stored', async ({ page, app }) => {
  test.setTimeout(120_000)
  await app.signIn(PARENT)
  await page.goto(await addressOf(app.db, 'Assurance scolaire'))
  const before = await app.db.documentPage.count()
  for (const [what, [name, make, problem]] of Object.entries(HOSTILE)) {
    await chooser(page).setInputFiles(asFile(name, await make()))
    await send(page)
    await expect(page.getByRole('alert').getByText(FILE_PROBLEMS[problem]), what).toBeVisible(ARRIVED)
    await page.getByRole('button', { name: `Retirer ${name}` }).click()
  }
  expect(await app.db.documentPage.count()).toBe(before)
})

test('an upload that is too large, cut or not a form is answered, whatever length it announces', async ({
  page,
  app,
}) => {
  await app.signIn(PARENT)
  await page.goto(await addressOf(app.db, 'Assurance scolaire'))
  const before = await app.db.documentPage.count()
  await chooser(page).setInputFiles(
    asFile('grand.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11 * 1024 * 1024)])),
  )
  await send(page)
  await expect(page.getByRole('alert').getByText(FILE_PROBLEMS.TOO_LARGE)).toBeVisible()

  const post = (data: Buffer | string, type: string) =>
    page.request.post('/famille/documents/depot', {
      data,
      headers: { 'content-type': type, origin: app.url, accept: 'application/json' },
    })
  const boundary = 'multipart/form-data; boundary=xx'
  const head = '--xx\r\nContent-Disposition: form-data; name="fichiers"; filename="a.pdf"\r\n\r\n'
  const large = await post(Buffer.concat([Buffer.from(head), Buffer.alloc(12 * 1024 * 1024)]), boundary)
  expect(await large.json()).toMatchObject({ message: FILE_PROBLEMS.TOO_LARGE })
  for (const [data, type] of [
    [`${head}%PDF-1.7 cut`, boundary],
    ['nothing', 'text/plain'],
  ] as const)
    expect(await (await post(data, type)).json()).toMatchObject({ message: FILE_PROBLEMS.INTERRUPTED })
  const foreign = await page.request.post('/famille/documents/depot', {
    multipart: { type: '1' },
    headers: { origin: 'https://ailleurs.example' },
  })
  expect(foreign.status()).toBe(403)
  expect(await app.db.documentPage.count()).toBe(before)
})

test('a connection that breaks while sending is told, and the files are still there to send again', async ({
  page,
  app,
}) => {
  await app.signIn(PARENT)
  await page.goto(await addressOf(app.db, 'Assurance scolaire'))
  await chooser(page).setInputFiles(asFile('attestation.pdf', await pdf()))
  await page.route('**/famille/documents/depot', (route) => route.abort('connectionreset'))
  await send(page)
  await expect(page.getByRole('alert').getByText(FILE_PROBLEMS.INTERRUPTED)).toBeVisible()
  await page.unroute('**/famille/documents/depot')
  await send(page)
  await expect(page.getByText('Votre document est bien arrivé.')).toBeVisible(ARRIVED)
})

test('a file is sent with headers under which nothing of it can run, and only to whom it exists for', async ({
  page,
  app,
}) => {
  const bill = await app.db.document.findFirstOrThrow({
    where: { family: { externalNumber: '10087' }, type: { name: 'Justificatif de domicile' } },
    include: { pages: true },
  })
  const address = `/documents/${bill.pages[0]!.id}`
  const read = () => page.request.get(address, { maxRedirects: 0 })
  expect((await read()).headers().location).toContain('/connexion')
  for (const email of [
    'nouveau@demo.example',
    'helene.rousseau@demo.example',
    'regie@demo.example',
    'terrain@demo.example',
  ]) {
    await app.signIn(email)
    expect((await read()).status(), email).toBe(404)
  }
  await app.signIn(PARENT)
  const response = await read()
  expect(response.status()).toBe(200)
  expect(response.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="justificatif-de-domicile-1.pdf"',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
  expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const events = await app.db.auditEvent.findMany({ where: { action: 'document.read', subject: bill.id } })
  expect(events).toMatchObject([{ familyId: bill.familyId, actor: 'CITIZEN' }])
})
