import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Longest that a file may take to open, and a page to be drawn, in milliseconds: a hostile one would never end. */
const PATIENCE = 30_000

/** Most pixels of a drawn page, and of an image in it: an A4 page scanned at 600 dots per inch has 35 million. */
const DRAWN_MAX = 16_000_000
const IMAGE_MAX = 100_000_000

/** Most characters of a page's text that are shown. */
const TEXT_MAX = 50_000

/** A page as it is drawn: how wide it is to be, in CSS pixels, and how many pixels of the screen each holds. */
export type PageSize = { width: number; density: number }

export type OpenPdf = {
  pageCount: number
  /** Draws a page, counted from 1. @throws when it can't be, or takes too long; when `signal` says that it is not wanted any more */
  draw: (page: number, size: PageSize, signal: AbortSignal) => Promise<HTMLCanvasElement>
  /** The text of a page, empty when it is an image. */
  text: (page: number) => Promise<string>
}

/**
 * Opens a PDF with pdf.js, in a worker that ends with `signal`: what a stranger handed in is read there, and nowhere
 * else. No script of the file runs, its fonts are drawn as outlines, and only our own server is asked.
 *
 * @throws when it is not there, is not a PDF, asks for a password or takes too long
 */
export async function openPdf(address: string, signal: AbortSignal): Promise<OpenPdf> {
  const [pdfjs, response] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    fetch(address, { signal }),
  ])
  if (!response.ok || response.headers.get('content-type') !== 'application/pdf')
    throw new Error('The file is not given out.')
  const data = new Uint8Array(await response.arrayBuffer())
  signal.throwIfAborted()

  const parts = `/lecteur-pdf/${pdfjs.version}`
  // Made here, because pdf.js without its worker would read the file in the page itself.
  const port = new Worker(`${parts}/worker/pdf.worker.min.mjs`, { type: 'module' })
  signal.addEventListener('abort', () => port.terminate())
  const broken = new Promise<never>((_, reject) => {
    port.addEventListener('error', () => reject(new Error('The worker of pdf.js does not run.')))
  })
  const document = await inTime(
    Promise.race([
      broken,
      pdfjs.getDocument({
        data,
        worker: new pdfjs.PDFWorker({ port: port as unknown as null }),
        verbosity: pdfjs.VerbosityLevel.ERRORS,
        useWorkerFetch: false,
        cMapUrl: `${parts}/cmaps/`,
        standardFontDataUrl: `${parts}/fonts/`,
        wasmUrl: `${parts}/wasm/`,
        disableFontFace: true,
        maxImageSize: IMAGE_MAX,
      }).promise,
    ]),
  )
  return {
    pageCount: document.numPages,
    draw: async (number, size, unwanted) => drawPage(await inTime(document.getPage(number)), size, unwanted),
    text: async (number) => {
      const page = await inTime(document.getPage(number))
      const { items } = await inTime(page.getTextContent())
      const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
      return words.join('').trim().slice(0, TEXT_MAX)
    },
  }
}

async function drawPage(page: PDFPageProxy, { width, density }: PageSize, signal: AbortSignal) {
  signal.throwIfAborted()
  const natural = page.getViewport({ scale: 1 })
  const wanted = (width * density) / natural.width
  const most = Math.sqrt(DRAWN_MAX / (natural.width * natural.height))
  const viewport = page.getViewport({ scale: Math.min(wanted, most) })
  const canvas = window.document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  const task = page.render({ canvas, viewport })
  const cancel = () => task.cancel()
  signal.addEventListener('abort', cancel)
  try {
    await inTime(task.promise)
  } finally {
    cancel()
    signal.removeEventListener('abort', cancel)
    page.cleanup()
  }
  return canvas
}

/** What a promise gives, unless it takes too long. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The PDF takes too long.')), PATIENCE)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
