import 'server-only'
import type { BrandPalette } from '@/lib/core/colour'
import { COLOURS } from '@/lib/core/tokens'
import type { Element, Paper, TextStyle } from '@/lib/subscription/letters/paper'

// Millimetres of an A4 page.
const PAGE = { left: 20, width: 170, top: 20, bottom: 275 }
const LABEL = 58
/** Points. */
const SIZE = 10.5

/** `y`: where the next line goes, in millimetres; `foot`: what stands under each page before its number. */
export type Writer = { paper: Paper; palette: BrandPalette; y: number; pages: number; foot: string }

/** One line of the document: its tag in the structure, its height in millimetres, how it is drawn at a height. */
export type Line = { tag: Element['tag']; height: number; draw: (y: number) => void; keepsNext?: boolean }

/** A part of the document: its name in the structure, and its lines. */
export type Part = { title: string; lines: Line[] }

/** Lines under a title of the third level; nothing without lines. */
export function headed(writer: Writer, title: string, lines: Line[]): Line[] {
  return lines.length > 0 ? [h3(writer, title), ...lines] : []
}

/** The title of the document, then of a person or a part. */
export const h1 = (writer: Writer, text: string) => heading(writer, text, 'H1', 20, 4)
export const h2 = (writer: Writer, text: string) => heading(writer, text, 'H2', 15, 6)
const h3 = (writer: Writer, text: string) => heading(writer, text, 'H3', 12, 3)

function heading(
  { paper, palette }: Writer,
  text: string,
  tag: Line['tag'],
  size: number,
  before: number,
): Line {
  const style: TextStyle = {
    x: PAGE.left,
    width: PAGE.width,
    face: 'heading',
    size,
    colour: palette.brandText,
  }
  return {
    tag,
    keepsNext: true,
    height: before + paper.heightOf(text, style) + 1.5,
    draw: (y) => paper.write(text, { ...style, y: y + before }),
  }
}

/** A text over the whole width. */
export function paragraph({ paper }: Writer, text: string): Line {
  const style: TextStyle = { x: PAGE.left, width: PAGE.width, size: SIZE }
  return {
    tag: 'P',
    height: paper.heightOf(text, style) + 1.5,
    draw: (y) => paper.write(text, { ...style, y }),
  }
}

/** A label and its text beside it. */
export function pair({ paper }: Writer, label: string, text: string): Line {
  const name: TextStyle = { x: PAGE.left, width: LABEL - 4, size: SIZE, colour: COLOURS.muted }
  const value: TextStyle = { x: PAGE.left + LABEL, width: PAGE.width - LABEL, size: SIZE }
  return {
    tag: 'P',
    height: Math.max(paper.heightOf(label, name), paper.heightOf(text, value)) + 1.2,
    draw: (y) => {
      paper.write(label, { ...name, y })
      paper.write(text || '–', { ...value, y })
    },
  }
}

/** Draws a part of the document, over as many pages as it takes. */
export function drawPart(writer: Writer, title: string, lines: Line[]): void {
  const elements = lines.map(({ tag, height, draw, keepsNext }, index): Element => ({
    tag,
    before: () => {
      const next = keepsNext ? (lines[index + 1]?.height ?? 0) : 0
      makeRoom(writer, height + next)
    },
    draw: () => {
      draw(writer.y)
      writer.y += height
    },
  }))
  writer.paper.section(title, elements)
}

/** Goes on on a new page where these millimetres are not left on this one. */
export function makeRoom(writer: Writer, height: number): void {
  if (writer.y + height > PAGE.bottom) addPage(writer)
}

/** Goes on on a new page, with its foot. */
export function addPage(writer: Writer): void {
  const { paper } = writer
  paper.doc.addPage()
  writer.y = PAGE.top
  writer.pages++
  const text = `${writer.foot} · page ${writer.pages}`
  paper.decorate(() =>
    paper.write(text, {
      x: PAGE.left,
      y: 284,
      width: PAGE.width,
      size: 9,
      colour: COLOURS.muted,
      align: 'right',
    }),
  )
}
