import { Readable } from 'node:stream'
import { getAuthority } from '@/lib/authority/queries'
import { invoicePdf } from '@/lib/billing/invoice-pdf'
import { readInvoice } from '@/lib/billing/operations/read-invoice'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { notHere } from '@/lib/core/route-answers'

type Context = { params: Promise<{ facture: string }> }

/** An invoice as a PDF, for the guardians of its family and the agents who read invoices. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, authority, { facture }] = await Promise.all([requireAnyone(), getAuthority(), params])
  try {
    const invoice = await readInvoice(actor, facture, now())
    return new Response(Readable.toWeb(invoicePdf(invoice, authority)) as ReadableStream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="facture-${invoice.number}.pdf"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
