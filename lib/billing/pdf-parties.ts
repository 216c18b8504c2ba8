import 'server-only'
import { brandPalette } from '@/lib/core/colour'
import { COLOURS } from '@/lib/core/tokens'
import { addPage, drawPart, type Line, type Writer } from '@/lib/export/pdf/page'
import { Paper, type TextStyle } from '@/lib/subscription/letters/paper'
import type { Payer } from './payer-sql'

/** The collectivité as its papers name it. */
export type Issuer = {
  name: string
  postalAddress: string
  phone: string
  email: string
  brandColour: string
}

// Millimetres: the payer's block stands where the window of an envelope is (NF Z 11-001).
const ISSUER = { x: 20, width: 80 }
const PAYER = { x: 110, width: 80, y: 45 }
const BODY = 82

/** A tagged A4 document of the collectivité, without a page yet. */
export function openPaper(issuer: Issuer, { title, at }: { title: string; at: Date }): Writer {
  const paper = new Paper({ title, author: issuer.name, createdAt: at })
  return { paper, palette: brandPalette(issuer.brandColour), y: 0, pages: 0, foot: title }
}

/** Begins a paper to a payer on a new page, numbered from 1: who it is from, who it is to. `foot` stands under its pages. */
export function beginPaper(writer: Writer, issuer: Issuer, payer: Payer, foot: string): void {
  Object.assign(writer, { foot, pages: 0 })
  addPage(writer)
  drawPart(writer, 'Émetteur', issuerLines(writer, issuer))
  writer.y = PAYER.y
  drawPart(writer, 'Destinataire', payerLines(writer, payer))
  writer.y = Math.max(writer.y + 8, BODY)
}

/** A text in a block of the head of the page. */
function blockLine({ paper }: Writer, text: string, style: TextStyle): Line {
  return { tag: 'P', height: paper.heightOf(text, style), draw: (y) => paper.write(text, { ...style, y }) }
}

function issuerLines(writer: Writer, { name, postalAddress, phone, email }: Issuer): Line[] {
  const small = { ...ISSUER, size: 9.5, colour: COLOURS.muted }
  return [
    blockLine(writer, name, { ...ISSUER, face: 'heading', size: 13, colour: writer.palette.brandText }),
    ...[postalAddress, phone, email].filter(Boolean).map((text) => blockLine(writer, text, small)),
  ]
}

function payerLines(writer: Writer, { payerName, payerAddress }: Payer): Line[] {
  const { x, width } = PAYER
  return [payerName, ...payerAddress.split('\n')]
    .filter(Boolean)
    .map((text, n) => blockLine(writer, text, { x, width, face: n === 0 ? 'bold' : 'text', size: 11 }))
}

/** An amount with its words, in large at the right: what the paper comes to. */
export function amountLine({ paper }: Writer, text: string): Line {
  const style: TextStyle = { x: 20, width: 170, face: 'heading', size: 14, align: 'right' }
  return {
    tag: 'P',
    height: paper.heightOf(text, style) + 8,
    draw: (y) => paper.write(text, { ...style, y: y + 4 }),
  }
}
