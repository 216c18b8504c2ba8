import 'server-only'
import type { Readable } from 'node:stream'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { db } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import type { Writer } from '@/lib/export/pdf/page'
import { readRunDocuments } from './invoice-document'
import { drawInvoice } from './invoice-pdf'
import { ofMonth } from './messages'
import type { PrintedRun } from './operations/print-run'
import { openPaper, type Issuer } from './pdf-parties'

/** How many invoices are read at once. */
const BATCH = 100

/** Bytes that wait to be read by the browser: past them, drawing waits too. */
const AHEAD = 4_000_000

/** Issued invoices of a run, in the order of their numbers, as one tagged document that flows while it is drawn. */
export function runPdf(run: PrintedRun, issuer: Issuer, at: Date): Readable {
  const writer = openPaper(issuer, { title: `Factures ${ofMonth(run.month)}`, at })
  const { stream } = writer.paper
  void drawAll(writer, run, issuer).catch((error: unknown) => {
    log.error({ err: error, runId: run.id }, 'the invoices of a run could not be drawn')
    stream.destroy(error instanceof Error ? error : new Error('the invoices of a run could not be drawn'))
  })
  return stream
}

async function drawAll(writer: Writer, run: PrintedRun, issuer: Issuer): Promise<void> {
  const { stream, doc } = writer.paper
  for (let after = run.after; after < run.until; after += BATCH) {
    const until = Math.min(run.until, after + BATCH)
    const documents = await readRunDocuments(db, run.id, { after, until })
    for (const invoice of documents) {
      drawInvoice(writer, invoice, issuer)
      // Other requests are answered between two invoices; the agent may have left.
      await setImmediate()
      while (stream.readableLength > AHEAD && !stream.destroyed) await setTimeout(20)
      if (stream.destroyed) return
    }
  }
  doc.end()
}
