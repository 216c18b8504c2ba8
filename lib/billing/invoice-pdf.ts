import 'server-only'
import type { Readable } from 'node:stream'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { COLOURS } from '@/lib/core/tokens'
import { drawPart, h1, pair, type Line, type Writer } from '@/lib/export/pdf/page'
import { daysByMonth } from '@/lib/planning/messages'
import type { DocumentGroup, DocumentLine, InvoiceDocument } from './invoice-document'
import { INVOICE_KIND_WORDS, monthWords, ofMonth, paymentWays } from './messages'
import { amountLine, beginPaper, openPaper, type Issuer } from './pdf-parties'
import { drawTable, type Column, type TableRow } from './pdf-table'
import { quantityWords } from './rules/charges'

const COLUMNS: Column[] = [
  { title: 'Activité, jours et prix', x: 20, width: 104, align: 'left' },
  { title: 'Quantité × prix', x: 126, width: 34, align: 'right' },
  { title: 'Montant', x: 162, width: 28, align: 'right' },
]

/** An issued invoice or credit note as a tagged A4 document: the same one each time it is asked for. */
export function invoicePdf(invoice: InvoiceDocument, issuer: Issuer): Readable {
  const title = `${nameOf(invoice)}, ${monthWords(invoice.month)}`
  const writer = openPaper(issuer, { title, at: invoice.issuedAt })
  drawInvoice(writer, invoice, issuer)
  writer.paper.doc.end()
  return writer.paper.stream
}

/** Draws an issued invoice or credit note from a new page on. */
export function drawInvoice(writer: Writer, invoice: InvoiceDocument, issuer: Issuer): void {
  const { kind, month, groups, total } = invoice
  const title = `${INVOICE_KIND_WORDS[kind]} ${ofMonth(month)}`
  beginPaper(writer, issuer, invoice, nameOf(invoice))
  drawPart(writer, title, [h1(writer, title), ...facts(writer, invoice, issuer)])
  for (const group of groups) drawTable(writer, titleOf(group), COLUMNS, group.activities.flat().map(rowOf))
  const words = total < 0 ? 'Total en votre faveur' : 'Total à payer'
  drawPart(writer, 'Total', [amountLine(writer, `${words} : ${formatEuros(total)}`)])
}

const nameOf = ({ kind, number }: InvoiceDocument) => `${INVOICE_KIND_WORDS[kind]} n° ${number}`

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
