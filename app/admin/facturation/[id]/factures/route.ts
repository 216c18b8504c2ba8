import { getAuthority } from '@/lib/authority/queries'
import { printRun } from '@/lib/billing/operations/print-run'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { runPdf } from '@/lib/billing/run-pdf'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

type Context = { params: Promise<{ id: string }> }

/** A part of the invoices of an issued month in one PDF, to be printed: all of them, unless they are many. Journalled. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [agent, authority, { id }] = await Promise.all([requireAgent('billing.run'), getAuthority(), params])
  return pdfAnswer(async () => {
    const at = now()
    const part = Number(new URL(request.url).searchParams.get('partie') ?? 1)
    const run = await printRun(agent, { runId: id, part }, at)
    return {
      pdf: runPdf(run, authority, at),
      fileName: `factures-${run.month.slice(0, 7)}-${part}.pdf`,
    }
  })
}
