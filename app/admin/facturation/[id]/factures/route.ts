import { getAuthority } from '@/lib/authority/queries'
import { ofMonth } from '@/lib/billing/messages'
import { printRun } from '@/lib/billing/operations/print-run'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { runPdf } from '@/lib/billing/run-pdf'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

type Context = { params: Promise<{ id: string }> }

/** All invoices of an issued month in one PDF, to be printed. Journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [agent, authority, { id }] = await Promise.all([requireAgent('billing.run'), getAuthority(), params])
  return pdfAnswer(async () => {
    const at = now()
    const { month } = await printRun(agent, id, at)
    return {
      pdf: runPdf({ id, title: `Factures ${ofMonth(month)}` }, authority, at),
      fileName: `factures-${month.slice(0, 7)}.pdf`,
    }
  })
}
