/** What the bytes of a file say that it is. */
export type FileNature = 'JPEG' | 'PNG' | 'WEBP' | 'PDF' | 'HEIC' | 'SVG' | 'OTHER'

/** Why a file is not taken; each has its sentence (messages.ts). */
export type FileProblem =
  | 'EMPTY'
  | 'TOO_LARGE'
  | 'INTERRUPTED'
  | 'SVG'
  | 'HEIC'
  | 'OTHER'
  | 'EXTENSION'
  | 'POLYGLOT'
  | 'IMAGE_BROKEN'
  | 'IMAGE_PIXELS'
  | 'NOT_IMAGE'
  | 'PDF_BROKEN'
  | 'PDF_PASSWORD'
  | 'PDF_ACTIVE'
  | 'PDF_HEAVY'

/** 10 MB, for all that is sent in one go. */
export const UPLOAD_LIMIT = 10 * 1024 * 1024

/** The fields of an upload's form beside the files, and what separates them. */
export const UPLOAD_ALLOWANCE = 64 * 1024

/** Files of one document. */
export const PAGES_MAX = 20

/** What a family may have stored (documents whose file was erased do not count). */
export const QUOTA = { bytes: 100 * 1024 * 1024, documents: 200 } as const

/** 50 million pixels: a photo of a good phone; beyond, a file of some kilobytes may ask for gigabytes. */
export const PIXELS_MAX = 50_000_000

/** What the file picker offers. Without HEIC among them, an iPhone converts its photos to JPEG by itself. */
export const ACCEPTED = 'application/pdf,image/jpeg,image/png,image/webp'

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(Math.max(0, from), Math.max(0, to)))

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, n) => bytes[n] === byte)

/** Brands of the ISO base media format that are photos of phones (ISO/IEC 23008-12). */
const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis']

/** What a file is, from its first bytes alone. */
export function natureOf(bytes: Uint8Array): FileNature {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'JPEG'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'PNG'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'WEBP'
  if (ascii(bytes, 0, 5) === '%PDF-') return 'PDF'
  if (ascii(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.includes(ascii(bytes, 8, 12))) return 'HEIC'
  return /<svg[\s>]/i.test(ascii(bytes, 0, 1024)) ? 'SVG' : 'OTHER'
}

const IMAGES = ['JPEG', 'PNG', 'WEBP'] as const satisfies readonly FileNature[]

/** A photo or a scan that is decoded. */
export type ImageNature = (typeof IMAGES)[number]

/** Whether a nature is that of an image that is decoded. */
export function isImage(nature: FileNature): nature is ImageNature {
  return (IMAGES as readonly FileNature[]).includes(nature)
}

const EXTENSIONS: Readonly<Record<string, 'image' | 'pdf'>> = {
  jpg: 'image',
  jpeg: 'image',
  jfif: 'image',
  png: 'image',
  webp: 'image',
  heic: 'image',
  heif: 'image',
  pdf: 'pdf',
}

/**
 * Whether the end of a file's name says the same as its bytes. One kind of image in place of another is left
 * alone: it is decoded and written again. A name without an end says nothing.
 */
export function nameFits(name: string, nature: ImageNature | 'PDF'): boolean {
  const extension = /\.([^.\s/\\]{1,10})$/.exec(name)?.[1]?.toLowerCase()
  return extension === undefined || EXTENSIONS[extension] === (nature === 'PDF' ? 'pdf' : 'image')
}
