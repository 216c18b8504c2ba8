import 'server-only'
import type { Readable } from 'node:stream'
import { brandPalette } from '@/lib/core/colour'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { COLOURS } from '@/lib/core/tokens'
import { addPage, drawPart, h1, pair, type Line, type Writer } from '@/lib/export/pdf/page'
import { daysByMonth } from '@/lib/planning/messages'
import { Paper, type TextStyle } from '@/lib/subscription/letters/paper'
import type { DocumentGroup, DocumentLine, InvoiceDocument } from './invoice-document'
import { INVOICE_KIND_WORDS, monthWords, ofMonth, paymentWays } from './messages'
import { drawTable, type Column, type TableRow } from './pdf-table'
import { quantityWords } from './rules/charges'

/** The collectivité as an invoice names it. */
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

const COLUMNS: Column[] = [
  { title: 'Activité, jours et prix', x: 20, width: 104, align: 'left' },
  { title: 'Quantité × prix', x: 126, width: 34, align: 'right' },
  { title: 'Montant', x: 162, width: 28, align: 'right' },
]

/** An issued invoice or credit note as a tagged A4 document: the same one each time it is asked for. */
export function invoicePdf(invoice: InvoiceDocument, issuer: Issuer): Readable {
  const { kind, number, month, groups, total } = invoice
  const title = `${INVOICE_KIND_WORDS[kind]} ${ofMonth(month)}`
  const name = `${INVOICE_KIND_WORDS[kind]} n° ${number}`
  const paper = new Paper({
    title: `${name}, ${monthWords(month)}`,
    author: issuer.name,
    createdAt: invoice.issuedAt,
  })
  const writer = { paper, palette: brandPalette(issuer.brandColour), y: 0, pages: 0, foot: name }
  addPage(writer)
  drawPart(writer, 'Émetteur', issuerLines(writer, issuer))
  writer.y = PAYER.y
  drawPart(writer, 'Destinataire', payerLines(writer, invoice))
  writer.y = Math.max(writer.y + 8, BODY)
  drawPart(writer, title, [h1(writer, title), ...facts(writer, invoice, issuer)])
  for (const group of groups) drawTable(writer, titleOf(group), COLUMNS, group.activities.flat().map(rowOf))
  drawPart(writer, 'Total', [totalLine(writer, total)])
  paper.doc.end()
  return paper.stream
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

function payerLines(writer: Writer, { payerName, payerAddress }: InvoiceDocument): Line[] {
  const { x, width } = PAYER
  return [
    blockLine(writer, payerName, { x, width, face: 'bold', size: 11 }),
    ...payerAddress
      .split('\n')
      .filter(Boolean)
      .map((text) => blockLine(writer, text, { x, width, size: 11 })),
  ]
}

function facts(writer: Writer, invoice: InvoiceDocument, issuer: Issuer): Line[] {
  const { number, issuedOn, dueOn, total, corrects, reason, quotient, isResident } = invoice
  return [
    pair(writer, 'Numéro', number),
    pair(writer, 'Émise le', formatDay(issuedOn, 'long')),
    ...(total > 0
      ? [
          pair(writer, 'À payer au plus tard le', formatDay(dueOn, 'long')),
          pair(writer, 'Comment payer', paymentWays(issuer).join(' ')),
        ]
      : []),
    ...(corrects ? [pair(writer, 'Corrige la facture', corrects.number)] : []),
    ...(reason ? [pair(writer, 'Motif', reason)] : []),
    pair(
      writer,
      'Tarif retenu',
      `${quotient === null ? 'quotient familial non fourni' : `quotient familial ${quotient}`}, ${isResident ? 'résident' : 'hors commune'}`,
    ),
  ]
}

const titleOf = ({ child }: DocumentGroup) => child || 'Toute la famille'

function rowOf(line: DocumentLine): TableRow {
  const small = { size: 9, colour: COLOURS.muted }
  return [
    [
      { text: line.label, face: 'bold', size: 10 },
      ...daysByMonth(line.days).map((text) => ({ text, size: 9 })),
      { text: line.how, ...small },
    ],
    [{ text: quantityWords(line), size: 10 }],
    [{ text: formatEuros(line.amount), face: 'bold', size: 10 }],
  ]
}

function totalLine({ paper }: Writer, total: number): Line {
  const text = `${total < 0 ? 'Total en votre faveur' : 'Total à payer'} : ${formatEuros(total)}`
  const style: TextStyle = { x: 20, width: 170, face: 'heading', size: 14, align: 'right' }
  return {
    tag: 'P',
    height: paper.heightOf(text, style) + 8,
    draw: (y) => paper.write(text, { ...style, y: y + 4 }),
  }
}
