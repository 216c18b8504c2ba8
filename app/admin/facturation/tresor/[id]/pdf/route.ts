import { getAuthority } from '@/lib/authority/queries'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { batchPdf } from '@/lib/recovery/batch-pdf'
import { readBatchToPrint } from '@/lib/recovery/operations/read-batch'
import { treasuryOffice } from '@/lib/recovery/queries/settings'

type Context = { params: Promise<{ id: string }> }

/** A bordereau as a PDF, for agents who bill. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [agent, authority, office, { id }] = await Promise.all([
    requireAgent('billing.run'),
    getAuthority(),
    treasuryOffice(),
    params,
  ])
  return pdfAnswer(async () => {
    const batch = await readBatchToPrint(agent, id, now())
    return {
      pdf: batchPdf(batch, authority, office),
      fileName: `bordereau-${batch.year}-${batch.number}.pdf`,
    }
  })
}
