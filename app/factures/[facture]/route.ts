import { getAuthority } from '@/lib/authority/queries'
import { invoicePdf } from '@/lib/billing/invoice-pdf'
import { readInvoice } from '@/lib/billing/operations/read-invoice'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

type Context = { params: Promise<{ facture: string }> }

/** An invoice as a PDF, for the guardians of its family and the agents who read invoices. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, authority, { facture }] = await Promise.all([requireAnyone(), getAuthority(), params])
  return pdfAnswer(async () => {
    const invoice = await readInvoice(actor, facture, now())
    return { pdf: invoicePdf(invoice, authority), fileName: `facture-${invoice.number}.pdf` }
  })
}
