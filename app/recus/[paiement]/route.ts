import { getAuthority } from '@/lib/authority/queries'
import { readReceipt } from '@/lib/billing/operations/read-receipt'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { receiptPdf } from '@/lib/billing/receipt-pdf'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

type Context = { params: Promise<{ paiement: string }> }

/** The receipt of a payment as a PDF, for the guardians of its family and the agents who read invoices. Journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, authority, { paiement }] = await Promise.all([requireAnyone(), getAuthority(), params])
  return pdfAnswer(async () => {
    const receipt = await readReceipt(actor, paiement, now())
    return { pdf: receiptPdf(receipt, authority), fileName: `recu-${receipt.number}.pdf` }
  })
}
