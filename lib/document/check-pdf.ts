import 'server-only'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFObjectStreamParser,
  PDFParser,
  PDFRawStream,
  PDFStream,
  PDFXRefStreamParser,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib'
import type { FileProblem } from './rules/format'

type PdfProblem = Extract<FileProblem, `PDF_${string}`>

const name = (text: string) => PDFName.of(text)

/** Keys of dictionaries that only active or hidden content has (ISO 32000-2). */
const ACTIVE_KEYS = [
  'JS',
  'JavaScript',
  'XFA',
  'EmbeddedFiles',
  'EF',
  'RichMediaContent',
  'RichMediaSettings',
].map(name)

/** Types of actions that do more than turn pages (ISO 32000-2, 12.6.4). */
const ACTIVE_ACTIONS = new Set(
  [
    'JavaScript',
    'Launch',
    'SubmitForm',
    'ImportData',
    'GoToE',
    'Rendition',
    'RichMediaExecute',
    'Movie',
    'Sound',
  ].map(name),
)

/** Annotations that carry a file or a medium. */
const ACTIVE_SUBTYPES = new Set(['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D'].map(name))

/** What the tables of objects of a file may unfold to: those of true files take some megabytes. */
const TABLES_MAX = 64 * 1024 * 1024

const OBJECTS_MAX = 500_000

/** What is left of TABLES_MAX to the files being read; below zero, the file unfolds to too much. */
const budgets = new WeakMap<PDFContext, number>()

class TooHeavy extends Error {}

/** Unfolds a compressed table of objects as far as its file may, before the library does so without a limit. */
function weigh(stream: PDFRawStream): void {
  const { context } = stream.dict
  const filter = stream.dict.lookup(name('Filter'))
  // A chain of filters unfolds unseen; nobody writes one here.
  let left = filter instanceof PDFArray && filter.size() > 1 ? -1 : (budgets.get(context) ?? TABLES_MAX)
  if (left >= 0) {
    const unfolded = decodePDFRawStream(stream)
    for (let length = 1; length > 0 && left >= 0; left -= length) length = unfolded.getBytes(64 * 1024).length
  }
  budgets.set(context, left)
  if (left < 0) throw new TooHeavy()
}

// The library has no limit of its own, and makes these parsers by itself: they are weighed where they are made.
const [openObjects, openReferences] = [PDFObjectStreamParser.forStream, PDFXRefStreamParser.forStream]
PDFObjectStreamParser.forStream = (stream, ...rest) => {
  weigh(stream)
  return openObjects(stream, ...rest)
}
PDFXRefStreamParser.forStream = (stream) => {
  weigh(stream)
  return openReferences(stream)
}

/** The library's parser, which keeps every object of the file: those too that a later one takes the place of. */
class ThoroughParser extends PDFParser {
  readonly objects: PDFObject[] = []

  /** Whether its tables unfold to more than they may. */
  get isHeavy(): boolean {
    return (budgets.get(this.context) ?? 0) < 0
  }

  constructor(bytes: Uint8Array, strict: boolean) {
    super(bytes, 1000, strict)
    const assign = this.context.assign.bind(this.context)
    this.context.assign = (ref, object) => {
      this.objects.push(object)
      assign(ref, object)
    }
  }
}

/**
 * Reads a PDF through: every object is looked at, those too that no page leads to.
 *
 * @returns why it is not taken; null when it may be
 */
export async function checkPdf(bytes: Uint8Array): Promise<PdfProblem | null> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A file cut on its way has lost its last line.
  if (!all.subarray(-2048).includes('%%EOF')) return 'PDF_BROKEN'
  // What is encrypted is not read yet: its compressed objects are passed over.
  const parser = new ThoroughParser(bytes, !all.includes('/Encrypt'))
  try {
    const context = await parser.parseDocument()
    if (parser.isHeavy) return 'PDF_HEAVY'
    if (isActive(parser.objects)) return 'PDF_ACTIVE'
    if (context.trailerInfo.Encrypt) return await checkEncrypted(bytes)
    return hasPages(context) ? null : 'PDF_BROKEN'
  } catch (error) {
    return parser.isHeavy || error instanceof TooHeavy ? 'PDF_HEAVY' : 'PDF_BROKEN'
  }
}

/** A file that is only protected against changes opens without a password, and is read like any other. */
async function checkEncrypted(bytes: Uint8Array): Promise<PdfProblem | null> {
  try {
    const { context } = await PDFDocument.load(bytes, {
      password: '',
      updateMetadata: false,
      preserveXFA: true,
    })
    if ((budgets.get(context) ?? 0) < 0) return 'PDF_HEAVY'
    if (isActive(context.enumerateIndirectObjects().map(([, object]) => object))) return 'PDF_ACTIVE'
    return hasPages(context) ? null : 'PDF_BROKEN'
  } catch (error) {
    return error instanceof Error && /password/i.test(error.message) ? 'PDF_PASSWORD' : 'PDF_BROKEN'
  }
}

function hasPages(context: PDFContext): boolean {
  const catalog = context.lookup(context.trailerInfo.Root)
  const pages = catalog instanceof PDFDict ? catalog.lookup(name('Pages')) : undefined
  const kids = pages instanceof PDFDict ? pages.lookup(name('Kids')) : undefined
  return kids instanceof PDFArray && kids.size() > 0
}

function isActive(objects: PDFObject[]): boolean {
  const waiting = [...objects]
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen > OBJECTS_MAX) throw new TooHeavy()
    const object = waiting.pop()
    if (object instanceof PDFArray) waiting.push(...object.asArray())
    const dict = object instanceof PDFStream ? object.dict : object
    if (!(dict instanceof PDFDict)) continue
    if (ACTIVE_KEYS.some((key) => dict.has(key)) || isActiveDict(dict)) return true
    waiting.push(...dict.values())
  }
  return false
}

function isActiveDict(dict: PDFDict): boolean {
  const named = (key: string) => {
    const value = dict.lookup(name(key))
    return value instanceof PDFName ? value : null
  }
  const [action, subtype, type] = [named('S'), named('Subtype'), named('Type')]
  if (type === name('EmbeddedFile')) return true
  // « S » also names the style of a border or of page numbers: none of those words are among the actions.
  return (action !== null && ACTIVE_ACTIONS.has(action)) || (subtype !== null && ACTIVE_SUBTYPES.has(subtype))
}
