import 'server-only'
import type { Readable } from 'node:stream'
import { monthWords } from '@/lib/billing/messages'
import { drawTable, type Column } from '@/lib/billing/pdf-table'
import { brandPalette } from '@/lib/core/colour'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { addPage, drawPart, h1, pair } from '@/lib/export/pdf/page'
import { Paper } from '@/lib/subscription/letters/paper'
import type { Batch } from './batch'
import type { RecoverySettings } from './rules/settings'

const COLUMNS: Column[] = [
  { title: 'Facture', x: 20, width: 42, align: 'left' },
  { title: 'Redevable', x: 64, width: 76, align: 'left' },
  { title: 'Échéance', x: 142, width: 22, align: 'left' },
  { title: 'Reste dû', x: 166, width: 24, align: 'right' },
]

/** A bordereau as a tagged A4 document: its invoices, who owes them, and the total. The same one each time it is asked for. */
export function batchPdf(
  batch: Batch,
  issuer: { name: string; brandColour: string },
  { office }: Pick<RecoverySettings, 'office'>,
): Readable {
  const { year, number, on, createdAt, invoices, total } = batch
  const name = `Bordereau ORMC n° ${number} de ${year}`
  const paper = new Paper({ title: name, author: issuer.name, createdAt })
  const writer = { paper, palette: brandPalette(issuer.brandColour), y: 0, pages: 0, foot: name }
  addPage(writer)
  drawPart(writer, name, [
    h1(writer, name),
    pair(writer, 'Collectivité', issuer.name),
    pair(writer, 'Transmis le', formatDay(on, 'long')),
    pair(writer, 'À', office),
    pair(writer, 'Factures', String(invoices.length)),
    pair(writer, 'Total', formatEuros(total)),
  ])
  drawTable(
    writer,
    'Factures',
    COLUMNS,
    invoices.map((one) => [
      [
        { text: `n° ${one.number}`, face: 'bold', size: 10 },
        { text: monthWords(one.month), size: 9 },
      ],
      [
        { text: one.debtor, size: 10 },
        { text: one.address, size: 9 },
      ],
      [{ text: formatDay(one.dueOn, 'numeric'), size: 10 }],
      [{ text: formatEuros(one.amount), size: 10 }],
    ]),
  )
  paper.doc.end()
  return paper.stream
}
