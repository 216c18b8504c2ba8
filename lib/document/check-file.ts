import 'server-only'
import { checkImage, checkPhoto, type Crop } from './check-image'
import { checkPdf } from './check-pdf'
import { isImage, nameFits, natureOf, type FileProblem, type ImageNature } from './rules/format'

export type ReceivedFile = { name: string; bytes: Uint8Array }

/** What is stored of a file: an image written anew, or the PDF as it came. */
export type CheckedFile = { format: 'JPEG' | 'PDF'; bytes: Uint8Array }

/**
 * Looks into a file that somebody hands in. Its bytes decide what it is; an image is decoded and written again
 * (nothing of its metadata is left), a PDF is read through.
 *
 * @returns the file to store, or why it is not taken
 */
export async function checkFile({ name, bytes }: ReceivedFile): Promise<CheckedFile | FileProblem> {
  if (bytes.length === 0) return 'EMPTY'
  const nature = natureOf(bytes)
  if (!isImage(nature) && nature !== 'PDF') return nature
  if (!nameFits(name, nature)) return 'EXTENSION'
  if (isPolyglot(bytes, nature)) return 'POLYGLOT'
  if (nature === 'PDF') return (await checkPdf(bytes)) ?? { format: 'PDF', bytes }
  const image = await checkImage(bytes)
  return typeof image === 'string' ? image : { format: 'JPEG', bytes: image }
}

/** Looks into the photo of a child as `checkFile` does. Returns its two sizes, or why it is not taken. */
export async function checkPhotoFile(
  { name, bytes }: ReceivedFile,
  crop: Crop | null,
): Promise<{ large: Uint8Array; small: Uint8Array } | FileProblem> {
  if (bytes.length === 0) return 'EMPTY'
  const nature = natureOf(bytes)
  if (nature === 'HEIC' || nature === 'SVG') return nature
  if (!isImage(nature)) return 'NOT_IMAGE'
  if (!nameFits(name, nature)) return 'EXTENSION'
  return isPolyglot(bytes, nature) ? 'POLYGLOT' : checkPhoto(bytes, crop)
}

/** Marks of a page or a script of the web, which a browser may look for in any file. */
const WEB = /<(html|script|!doctype|svg|iframe|\?php)[\s>]/i

/** How far from the end of a file a ZIP archive has its directory (PKWARE APPNOTE 4.3.16). */
const ZIP_END = 22 + 65_535

/** After the mark of its end, a PDF holds nothing more than a line end or a signature's padding. */
const PDF_REST = 256

/** Whether a file is also something else: an archive at its end, a PDF or a page of the web in an image. */
function isPolyglot(bytes: Uint8Array, nature: ImageNature | 'PDF'): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = all.subarray(0, 1024).toString('latin1')
  const tail = all.subarray(-ZIP_END)
  if (tail.includes('PK\x05\x06', 0, 'latin1')) return true
  if (WEB.test(head) || WEB.test(tail.subarray(-1024).toString('latin1'))) return true
  if (nature !== 'PDF') return head.includes('%PDF-')
  const end = tail.lastIndexOf('%%EOF')
  return (
    end !== -1 &&
    tail
      .subarray(end + 5)
      .toString('latin1')
      .trim().length > PDF_REST
  )
}
