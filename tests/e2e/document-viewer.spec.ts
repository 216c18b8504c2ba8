import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { degrees, PDFName, PDFRawStream, rgb } from '@cantoo/pdf-lib'
import { createDocument } from '../factories/documents'
import { pdf, picture, protectedPdf } from '../factories/files'
import { expect, START, test, type App } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const AGENT = 'agent@demo.example'

/** The reading of a file and its drawing take their time on a busy machine. */
const DRAWN = { timeout: 30_000 }

test.describe.configure({ timeout: 120_000 })

/** A dark square of 16 pixels, in JPEG 2000 (made by OpenJPEG). */
const JPEG_2000 = Buffer.from(
  [
    'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAEAAAABAAAwcHAAAAAAAPY29scgEAAAAA',
    'ABAAAACtanAyY/9P/1EALwAAAAAAEAAAABAAAAAAAAAAAAAAABAAAAAQAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAABAAQEBAAB',
    '/1wAEEBASEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS40/5AACgAAAAAAKQAB/5PPtAgI',
    'H8+0CAifz7QIBs+AgICAgICAgICAgID/2Q==',
  ].join(''),
  'base64',
)

/** Puts these PDFs in the place of the proof of address that waits for the Delmas family; returns the address of its check screen. */
async function waiting({ db }: App, ...files: Buffer[]): Promise<string> {
  const family = await db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  const type = await db.documentType.findFirstOrThrow({ where: { name: 'Justificatif de domicile' } })
  await db.document.deleteMany({ where: { familyId: family.id, typeId: type.id, state: 'PENDING' } })
  const { id } = await createDocument(db, family, {
    type,
    files: files.map((bytes) => ({ format: 'PDF', bytes })),
    depositedAt: new Date(START.getTime() - 3_600_000),
  })
  return `/admin/documents?document=${id}`
}

/** Three pages: text, a word turned on its side, a picture alone. */
const threePages = () =>
  pdf('Facture d’eau', ['12 rue des Tilleuls', 'Consommation : 34 m3'], async (document) => {
    const second = document.addPage([842, 595])
    second.drawText('Conditions', { x: 60, y: 300, size: 40, rotate: degrees(15) })
    const third = document.addPage([595, 842])
    third.drawImage(await document.embedJpg(await picture('jpeg')), { x: 0, y: 0, width: 595, height: 842 })
  })

/** How many of a canvas's pixels are dark, and how many it has. */
const ink = (canvas: Locator) =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! + data[at + 2]! < 300) dark += 1
    return { dark, all: data.length / 4 }
  })

for (const width of [360, 1280])
  test(`an agent reads a PDF beside the data, page by page and larger, at ${width} px`, async ({
    page,
    app,
  }, testInfo) => {
    const shoot = (name: string) =>
      page.screenshot({ path: testInfo.outputPath(`${name}-${width}.png`), fullPage: true })
    await page.setViewportSize({ width, height: 800 })
    const address = await waiting(app, await threePages())
    await app.signIn(AGENT)
    await page.goto(address)
    const viewer = page.getByRole('region', { name: 'PDF envoyé', exact: true })
    const first = viewer.getByRole('img', { name: 'Page 1 sur 3' })
    await expect(first).toBeVisible(DRAWN)
    expect((await ink(first)).dark).toBeGreaterThan(80)
    await expect(
      page.getByRole('definition').filter({ hasText: '12 rue des Tilleuls' }).first(),
    ).toBeVisible()
    await expectWhole(page)
    await shoot('page-1')
    await viewer.getByText('Texte de la page').click()
    await expect(viewer.getByText('Consommation : 34 m3')).toBeVisible()

    const fitted = (await first.boundingBox())!.width
    await viewer.getByRole('button', { name: 'Agrandir' }).press('Enter')
    await expect(viewer.getByText('150 %')).toBeVisible()
    await expect.poll(async () => (await first.boundingBox())?.width ?? 0).toBeGreaterThan(fitted * 1.4)
    await expectWhole(page)
    await shoot('zoom')
    const sheet = page.getByRole('region', { name: 'PDF envoyé, à faire défiler' })
    await sheet.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => sheet.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
    await viewer.getByRole('button', { name: 'Réduire' }).click()

    await viewer.getByRole('button', { name: 'Page suivante' }).press('Enter')
    const second = viewer.getByRole('img', { name: 'Page 2 sur 3' })
    await expect(second).toBeVisible(DRAWN)
    expect((await ink(second)).dark).toBeGreaterThan(50)
    await viewer.getByRole('button', { name: 'Page suivante' }).press('Enter')
    await expect(viewer.getByRole('img', { name: 'Page 3 sur 3' })).toBeVisible(DRAWN)
    await expect(viewer.getByText('Cette page est une image')).toBeVisible()
    await expect(viewer.getByRole('button', { name: 'Page suivante' })).toBeDisabled()
    await expectWhole(page)
    await shoot('page-3')
    const readings = await app.db.auditEvent.count({ where: { action: 'document.read' } })
    expect(readings, 'read once, and journalled').toBe(1)
  })

test('a PDF that is broken or asks for a password says so, with the link that downloads it', async ({
  page,
  app,
}, testInfo) => {
  const address = await waiting(app, Buffer.from('%PDF-1.7\nnothing'), await protectedPdf())
  await app.signIn(AGENT)
  await page.goto(address)
  const refused = page.getByRole('status').filter({ hasText: 'Ce PDF ne peut pas être affiché ici.' })
  await expect(refused).toHaveCount(2, DRAWN)
  await expectWhole(page)
  await page.screenshot({ path: testInfo.outputPath('broken-1280.png'), fullPage: true })
  const href = await refused.first().getByRole('link', { name: 'Télécharger' }).getAttribute('href')
  const file = await page.request.get(href!)
  expect(file.headers()['content-disposition']).toContain('attachment')
})

test('a file of thousands of giant pages is drawn within bounds', async ({ page, app }) => {
  const giant = await pdf('Plan', [], (document) => {
    document.getPage(0).setSize(14_400, 14_400)
    document.getPage(0).drawRectangle({ x: 0, y: 0, width: 7200, height: 7200, color: rgb(0, 0, 0) })
    for (let count = 1; count < 3000; count += 1) document.addPage([100, 14_400])
  })
  const address = await waiting(app, giant)
  await app.signIn(AGENT)
  await page.goto(address)
  const first = page.getByRole('img', { name: 'Page 1 sur 3000' })
  await expect(first).toBeVisible(DRAWN)
  const { dark, all } = await ink(first)
  expect(dark / all).toBeGreaterThan(0.2)
  await page.getByRole('button', { name: 'Page suivante' }).click()
  const long = page.getByRole('img', { name: 'Page 2 sur 3000' })
  await expect(long).toBeVisible(DRAWN)
  expect((await ink(long)).all).toBeLessThan(16_100_000)
})

test('a picture in JPEG 2000 is decoded under the policy of the worker', async ({ page, app }) => {
  const scan = await pdf('Scan', [], (document) => {
    const { context } = document
    const dict = context.obj({
      Type: 'XObject',
      Subtype: 'Image',
      Width: 16,
      Height: 16,
      ColorSpace: 'DeviceRGB',
      BitsPerComponent: 8,
      Filter: 'JPXDecode',
    })
    const image = context.register(PDFRawStream.of(dict, JPEG_2000))
    const page = document.addPage([200, 200])
    page.node.setXObject(PDFName.of('Scan'), image)
    page.node.addContentStream(context.register(context.stream('q 200 0 0 200 0 0 cm /Scan Do Q')))
    document.removePage(0)
  })
  const address = await waiting(app, scan)
  await app.signIn(AGENT)
  await page.goto(address)
  const drawn = page.getByRole('img', { name: 'Page 1 sur 1' })
  await expect(drawn).toBeVisible(DRAWN)
  const { dark, all } = await ink(drawn)
  expect(dark / all).toBeGreaterThan(0.9)
})

test('the parts of the viewer are given out, its worker under a policy of its own, and nothing else is', async ({
  page,
  app,
}) => {
  const { version } = JSON.parse(readFileSync('node_modules/pdfjs-dist/package.json', 'utf8')) as {
    version: string
  }
  const read = (path: string) => page.request.get(`${app.url}/lecteur-pdf/${path}`)
  const worker = await read(`${version}/worker/pdf.worker.min.mjs`)
  expect(worker.headers()).toMatchObject({
    'content-type': 'text/javascript',
    'content-security-policy': "default-src 'none'; script-src 'wasm-unsafe-eval'",
    'x-content-type-options': 'nosniff',
  })
  for (const path of ['wasm/openjpeg.wasm', 'cmaps/UniJIS-UCS2-H.bcmap', 'fonts/LiberationSans-Regular.ttf'])
    expect((await read(`${version}/${path}`)).status(), path).toBe(200)
  for (const path of [
    '1.0.0/worker/pdf.worker.min.mjs',
    `${version}/worker/pdf.mjs`,
    `${version}/wasm/quickjs-eval.wasm`,
    `${version}/cmaps/..%2Fpackage.json`,
    `${version}/constructor/a`,
    `${version}/fonts/None.ttf`,
  ])
    expect((await read(path)).status(), path).toBe(404)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the link that downloads the PDF is there', async ({ page, app }) => {
    const address = await waiting(app, await threePages())
    await app.signIn(AGENT)
    await page.goto(address)
    await expect(page.getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible()
    await expect(page.getByText('Ouverture du PDF…')).toBeHidden()
  })
})
