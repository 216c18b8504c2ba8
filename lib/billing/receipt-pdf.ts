import 'server-only'
import type { Readable } from 'node:stream'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { drawPart, h1, h2, pair, paragraph, type Line, type Writer } from '@/lib/export/pdf/page'
import { METHOD_WORDS, ofMonth, ON_ACCOUNT, RECEIPT_CONDITIONS, reversedWords } from './messages'
import { amountLine, beginPaper, openPaper, type Issuer } from './pdf-parties'
import type { ReceiptDocument } from './receipt-document'

/** The receipt of money received as a tagged A4 document; one that was taken back says so first. */
export function receiptPdf(receipt: ReceiptDocument, issuer: Issuer): Readable {
  const { number, amount, method, reversal, recordedAt } = receipt
  const title = `Reçu n° ${number}`
  const writer = openPaper(issuer, { title, at: recordedAt })
  beginPaper(writer, issuer, receipt, title)
  drawPart(writer, title, [h1(writer, 'Reçu de paiement'), ...facts(writer, receipt)])
  if (reversal)
    drawPart(writer, 'Reçu annulé', [h2(writer, 'Reçu annulé'), paragraph(writer, reversedWords(reversal))])
  const condition = RECEIPT_CONDITIONS[method]
  drawPart(writer, 'Montant', [
    amountLine(writer, `${reversal ? 'Montant annulé' : 'Montant reçu'} : ${formatEuros(amount)}`),
    ...(condition && !reversal ? [paragraph(writer, condition)] : []),
  ])
  writer.paper.doc.end()
  return writer.paper.stream
}

function facts(writer: Writer, receipt: ReceiptDocument): Line[] {
  const { number, receivedOn, method, reference, attempt, invoice } = receipt
  return [
    pair(writer, 'Numéro', number),
    pair(writer, 'Reçu le', formatDay(receivedOn, 'long')),
    pair(writer, 'Moyen de paiement', METHOD_WORDS[method]),
    ...(attempt ? [pair(writer, 'Référence', attempt)] : []),
    ...(reference ? [pair(writer, attempt ? 'Autorisation' : 'Référence', reference)] : []),
    pair(writer, 'Pour', invoice ? `Facture n° ${invoice.number} ${ofMonth(invoice.month)}` : ON_ACCOUNT),
  ]
}
