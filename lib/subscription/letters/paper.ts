import 'server-only'
import path from 'node:path'
import type { Readable } from 'node:stream'
import PDFDocument from 'pdfkit'
import { COLOURS } from '../../core/tokens'

const INK = COLOURS.ink
const MM = 72 / 25.4

/** Points of a length in millimetres. */
export const mm = (length: number) => length * MM

const font = (name: string, subset: string, weight: number) =>
  path.join(process.cwd(), `node_modules/@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff`)

// Static WOFF files: pdfkit can't cut a subset out of WOFF2 ones.
const FONTS = {
  text: font('figtree', 'latin', 400),
  bold: font('figtree', 'latin', 600),
  heading: font('bricolage-grotesque', 'latin', 700),
  code: font('red-hat-mono', 'latin', 700),
  'text-extended': font('figtree', 'latin-ext', 400),
  'bold-extended': font('figtree', 'latin-ext', 600),
} as const

export type Face = 'text' | 'bold' | 'heading' | 'code'

/** What the Latin subset of a face does not draw, and its extension does: « Š », « ł ». */
const EXTENDED = /([\u0100-\u0130\u0132-\u0151\u0154-\u024F\u1E00-\u1EFF]+)/

/** The faces have no narrow space: an ordinary one that does not break stands for it. */
const drawable = (text: string) => text.replaceAll('\u202f', '\u00a0')

export type TextStyle = {
  face?: Face
  /** Points. */
  size?: number
  colour?: string
  /** Millimetres from the left and the top of the page; without `y`, under the text before. */
  x: number
  y?: number
  width: number
  align?: 'left' | 'right' | 'center'
  /** Points between two signs. */
  spacing?: number
}

/** A part of a page, drawn when it is its turn in the reading order. */
export type Element = {
  tag: 'H1' | 'H2' | 'H3' | 'P' | 'LI'
  draw: () => void
  /** What comes before it and is no part of it: a new page. */
  before?: () => void
}

/** A tagged A4 document in French, with the portal's faces embedded. */
export class Paper {
  readonly doc: PDFKit.PDFDocument

  constructor(info: { title: string; author: string; createdAt: Date }) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      font: FONTS.text,
      lang: 'fr-FR',
      tagged: true,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: info.title, Author: info.author, CreationDate: info.createdAt },
    })
  }

  /** What is written so far and not read yet: a document of pdfkit is itself a stream of its bytes. */
  get stream(): Readable {
    return this.doc as unknown as Readable
  }

  /** Writes a text in its place, without breaking it into pages. */
  write(text: string, style: TextStyle): void {
    const { face = 'text', size = 11, colour = INK, x, y, width, align = 'left', spacing = 0 } = style
    const { doc } = this
    const isNamed = face === 'text' || face === 'bold'
    const drawn = drawable(text)
    const parts = isNamed ? drawn.split(EXTENDED) : [drawn]
    doc.fontSize(size).fillColor(colour).font(FONTS[face])
    doc.x = mm(x)
    if (y !== undefined) doc.y = mm(y)
    parts.forEach((part, i) => {
      // Splitting by a group alternates: what stands at odd places is what the Latin subset lacks.
      if (isNamed) doc.font(FONTS[i % 2 === 1 ? (`${face}-extended` as const) : face])
      doc.text(part, {
        width: mm(width),
        align,
        characterSpacing: spacing,
        lineGap: size * 0.2,
        continued: i < parts.length - 1,
      })
    })
  }

  /** How high a text is, in millimetres. There is a page already. */
  heightOf(text: string, { face = 'text', size = 11, width, spacing = 0 }: TextStyle): number {
    const { doc } = this
    doc.fontSize(size).font(FONTS[face])
    return (
      doc.heightOfString(drawable(text), {
        width: mm(width),
        characterSpacing: spacing,
        lineGap: size * 0.2,
      }) / MM
    )
  }

  /** What is drawn, and passed over by screen readers. */
  decorate(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw(this.doc)
    this.doc.endMarkedContent()
  }

  /** Adds a section to the document's structure: its elements in reading order, each drawn when added. */
  section(title: string, elements: Element[]): void {
    const { doc } = this
    const section = doc.struct('Sect', { title })
    doc.addStructure(section)
    let list: PDFKit.PDFStructureElement | undefined
    for (const { tag, draw, before } of elements) {
      before?.()
      if (tag === 'LI') {
        if (!list) section.add((list = doc.struct('L')))
        list.add(doc.struct('LI', {}, [doc.struct('LBody', {}, draw)]))
      } else {
        list?.end()
        list = undefined
        section.add(doc.struct(tag, {}, draw))
      }
    }
    section.end()
  }
}
