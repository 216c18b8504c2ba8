import { deflateSync } from 'node:zlib'
import { degrees, PDFDocument, PDFName, PDFString, rgb, StandardFonts } from '@cantoo/pdf-lib'
import sharp from 'sharp'

/** A picture of a page: light paper with a few lines. */
export async function picture(
  format: 'jpeg' | 'png' | 'webp',
  {
    width = 600,
    height = 800,
    colour = '#e8e2d4',
  }: { width?: number; height?: number; colour?: string } = {},
): Promise<Buffer> {
  const lines = Array.from(
    { length: 12 },
    (_, n) =>
      `<rect x="${width * 0.1}" y="${height * (0.12 + n * 0.06)}" width="${width * (n % 3 === 0 ? 0.5 : 0.75)}" height="${height * 0.015}" fill="#8a8578"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour}"/>${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).toFormat(format).toBuffer()
}

/** A photo as a phone makes it: lying on its side, the place and the device written in it. */
export async function phonePhoto(): Promise<Buffer> {
  return sharp(await picture('jpeg', { width: 1200, height: 900 }))
    .withExif({
      IFD0: { Make: 'Secret-Phone', Software: 'Camera 9' },
      IFD3: { GPSLatitude: '47/1 54/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** A square portrait, drawn. */
export async function portrait(skin = '#e3b48c', hair = '#4a2f1b', ground = '#cfe3e0'): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="${ground}"/>
    <ellipse cx="450" cy="1180" rx="330" ry="330" fill="#3f6f8f"/><rect x="390" y="720" width="120" height="200" fill="${skin}"/>
    <ellipse cx="450" cy="560" rx="210" ry="250" fill="${skin}"/><path d="M230 560 Q230 260 450 260 Q670 260 670 560 Q600 400 450 400 Q300 400 230 560Z" fill="${hair}"/>
    <circle cx="375" cy="570" r="20" fill="#2a2a2a"/><circle cx="525" cy="570" r="20" fill="#2a2a2a"/><path d="M370 680 Q450 750 530 680" stroke="#8c3b32" stroke-width="14" fill="none"/></svg>`
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

type PdfChange = (document: PDFDocument) => void | Promise<void>

/** A PDF of one page with a title and lines, as offices send them. */
export async function pdf(
  title = 'Attestation',
  lines: readonly string[] = [],
  change?: PdfChange,
  options: { compressed?: boolean } = {},
): Promise<Buffer> {
  const document = await PDFDocument.create()
  const page = document.addPage([595, 842])
  const bold = await document.embedFont(StandardFonts.HelveticaBold)
  const font = await document.embedFont(StandardFonts.Helvetica)
  page.drawText(title, { x: 60, y: 740, size: 22, font: bold, color: rgb(0.1, 0.14, 0.2) })
  lines.forEach((line, n) => page.drawText(line, { x: 60, y: 690 - n * 22, size: 12, font }))
  page.drawText('SPECIMEN', {
    x: 130,
    y: 200,
    size: 80,
    font: bold,
    color: rgb(0.9, 0.9, 0.9),
    rotate: degrees(35),
  })
  await change?.(document)
  return Buffer.from(await document.save({ useObjectStreams: options.compressed ?? true }))
}

const withAction = (action: (document: PDFDocument) => object) =>
  pdf('Attestation', [], (document) => {
    document.catalog.set(PDFName.of('OpenAction'), document.context.obj(action(document) as never))
  })

/** PDFs that must be refused, by what is in them. */
export const ACTIVE_PDFS: Readonly<Record<string, () => Promise<Buffer>>> = {
  'JavaScript when it opens': () => withAction(() => ({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') })),
  'JavaScript of the document': () =>
    pdf('Attestation', [], (document) => document.addJavaScript('main', 'app.alert(1)')),
  'a program to launch': () => withAction(() => ({ S: 'Launch', F: PDFString.of('calc.exe') })),
  'a file attached': () =>
    pdf('Attestation', [], (document) =>
      document.attach(Buffer.from('MZ'), 'virus.exe', { mimeType: 'application/exe' }),
    ),
  'a form of XFA': () =>
    pdf('Attestation', [], (document) => {
      const form = document.context.obj({ Fields: [], XFA: PDFString.of('<xdp:xdp/>') })
      document.catalog.set(PDFName.of('AcroForm'), document.context.register(form))
    }),
  'JavaScript whose name is disguised': async () =>
    Buffer.from(
      (
        await pdf(
          'Attestation',
          [],
          (document) => {
            const action = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }
            document.catalog.set(
              PDFName.of('OpenAction'),
              document.context.register(document.context.obj(action)),
            )
          },
          { compressed: false },
        )
      )
        .toString('latin1')
        .replaceAll('/JavaScript', '/J#61vaScript')
        .replaceAll('/JS', '/J#53'),
      'latin1',
    ),
  'JavaScript in an object that a later one replaces': async () => {
    const honest = (await pdf('Attestation', [], undefined, { compressed: false })).toString('latin1')
    const first = honest.indexOf('1 0 obj')
    const hidden = '1 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n'
    return Buffer.from(honest.slice(0, first) + hidden + honest.slice(first), 'latin1')
  },
}

/** A PDF that asks for a password to open. */
export const protectedPdf = () =>
  pdf('Avis', [], (document) => document.encrypt({ userPassword: 'secret', ownerPassword: 'owner' }))

/** A PDF protected against changes, that opens without a password. */
export const readOnlyPdf = (change?: PdfChange) =>
  pdf('Avis', ['Revenu fiscal'], async (document) => {
    await change?.(document)
    document.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: { modifying: false } })
  })

/** A PDF of a hundred kilobytes whose table of objects unfolds to 100 MB. */
export function bombPdf(): Buffer {
  const body = deflateSync(Buffer.alloc(100 * 1024 * 1024, 0x20), { level: 9 })
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n',
    ),
    Buffer.from(
      `3 0 obj\n<< /Type /ObjStm /N 1 /First 10 /Filter /FlateDecode /Length ${body.length} >>\nstream\n`,
    ),
    body,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n'),
  ])
}

/** A PNG of some kilobytes whose header tells of 30,000 × 30,000 pixels. */
export function bombPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(3751 * 1000))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** The end of a ZIP archive that holds nothing. */
export const ZIP_TAIL = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])

/** A drawing with a script in it. */
export const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
)

/** The first bytes of a photo of an iPhone. */
export const HEIC = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(64)])
