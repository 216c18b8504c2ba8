import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { checkFile } from '@/lib/document/check-file'
import { checkPhoto } from '@/lib/document/check-image'
import {
  ACTIVE_PDFS,
  bombPdf,
  bombPng,
  HEIC,
  pdf,
  phonePhoto,
  picture,
  portrait,
  protectedPdf,
  readOnlyPdf,
  SVG,
  ZIP_TAIL,
} from '@/tests/factories/files'

const check = (name: string, bytes: Uint8Array) => checkFile({ name, bytes })

for (const format of ['jpeg', 'png', 'webp'] as const)
  test(`a ${format} is taken, and written again as JPEG`, async () => {
    const checked = await check(`page.${format}`, await picture(format))
    expect(checked).toMatchObject({ format: 'JPEG' })
    const { bytes } = checked as { bytes: Uint8Array }
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 800 })
  })

test('a photo of a phone stands upright, and neither place nor device is left in it', async () => {
  const photo = await phonePhoto()
  expect(photo.toString('latin1')).toContain('Secret-Phone')
  const { bytes } = (await check('IMG_1.JPG', photo)) as { bytes: Uint8Array }
  const { width, height, exif, orientation } = await sharp(bytes).metadata()
  expect({ width, height, exif, orientation }).toEqual({
    width: 900,
    height: 1200,
    exif: undefined,
    orientation: undefined,
  })
  expect(Buffer.from(bytes).toString('latin1')).not.toContain('Secret-Phone')
})

test('a PDF is taken as it is, one that is only protected against changes too', async () => {
  for (const bytes of [
    await pdf(),
    await pdf('Avis', [], undefined, { compressed: false }),
    await readOnlyPdf(),
  ])
    expect(await check('avis.pdf', bytes)).toMatchObject({ format: 'PDF', bytes })
})

test('one image in place of another is taken: its bytes decide', async () => {
  expect(await check('photo.png', await picture('jpeg'))).toMatchObject({ format: 'JPEG' })
  expect(await check('photo', await picture('jpeg'))).toMatchObject({ format: 'JPEG' })
})

for (const [name, make] of Object.entries(ACTIVE_PDFS))
  test(`a PDF with ${name} is refused`, async () => {
    expect(await check('piece.pdf', await make())).toBe('PDF_ACTIVE')
  })

test('active content is found behind a protection against changes', async () => {
  const bytes = await readOnlyPdf((document) => document.addJavaScript('main', 'app.alert(1)'))
  expect(await check('piece.pdf', bytes)).toBe('PDF_ACTIVE')
})

const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6))

const REFUSED: Readonly<
  Record<string, [name: string, make: () => Promise<Buffer> | Buffer, problem: string]>
> = {
  'an empty file': ['vide.pdf', () => Buffer.alloc(0), 'EMPTY'],
  'a drawing in SVG': ['dessin.svg', () => SVG, 'SVG'],
  'a drawing in SVG named as an image': ['dessin.png', () => SVG, 'SVG'],
  'a photo in HEIC': ['IMG_2.HEIC', () => HEIC, 'HEIC'],
  'a program named as a PDF': ['facture.pdf', () => Buffer.from('MZ\x90\0 program'), 'OTHER'],
  'a PDF named as a program': ['facture.exe', () => pdf(), 'EXTENSION'],
  'an image named as a PDF': ['facture.pdf', () => picture('jpeg'), 'EXTENSION'],
  'a PDF named as an image': ['facture.jpg', () => pdf(), 'EXTENSION'],
  'an image with an archive at its end': [
    'p.jpg',
    async () => Buffer.concat([await picture('jpeg'), ZIP_TAIL]),
    'POLYGLOT',
  ],
  'a PDF with an archive at its end': [
    'p.pdf',
    async () => Buffer.concat([await pdf(), ZIP_TAIL]),
    'POLYGLOT',
  ],
  'an image with a page of the web at its end': [
    'p.png',
    async () => Buffer.concat([await picture('png'), Buffer.from('<script>alert(1)</script>')]),
    'POLYGLOT',
  ],
  'an image cut on its way': ['p.jpg', async () => cut(await picture('jpeg')), 'IMAGE_BROKEN'],
  'a PDF cut on its way': ['p.pdf', async () => cut(await pdf()), 'PDF_BROKEN'],
  'bytes without order named as a PDF': [
    'p.pdf',
    () => Buffer.from('%PDF-1.7\nnothing\n%%EOF'),
    'PDF_BROKEN',
  ],
  'a PDF that asks for a password': ['p.pdf', protectedPdf, 'PDF_PASSWORD'],
  'an image of 900 million pixels': ['p.png', bombPng, 'IMAGE_PIXELS'],
  'a PDF that unfolds to 100 MB': ['p.pdf', bombPdf, 'PDF_HEAVY'],
}

for (const [name, [fileName, make, problem]] of Object.entries(REFUSED))
  test(`${name} is refused`, async () => {
    expect(await check(fileName, await make())).toBe(problem)
  })

test('a child’s photo is cut where asked, square, in two sizes, without metadata', async () => {
  const photo = (await checkPhoto(await portrait(), { x: 0.25, y: 0.2, width: 0.5, height: 0.375 })) as {
    large: Uint8Array
    small: Uint8Array
  }
  expect(await sharp(photo.large).metadata()).toMatchObject({ width: 512, height: 512 })
  expect(await sharp(photo.small).metadata()).toMatchObject({ width: 96, height: 96 })
  const turned = (await checkPhoto(await phonePhoto(), null)) as { large: Uint8Array }
  const { exif, orientation } = await sharp(turned.large).metadata()
  expect({ exif, orientation }).toEqual({ exif: undefined, orientation: undefined })
  expect(await checkPhoto(cut(await picture('jpeg')), null)).toBe('IMAGE_BROKEN')
})
