import { Readable } from 'node:stream'
import { getAuthority } from '@/lib/authority/queries'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { notHere } from '@/lib/core/route-answers'
import { batchPdf } from '@/lib/recovery/batch-pdf'
import { readBatchToPrint } from '@/lib/recovery/operations/read-batch'
import { treasuryOffice } from '@/lib/recovery/queries/settings'

type Context = { params: Promise<{ id: string }> }

/** A bordereau as a PDF, for agents who bill. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, authority, office, { id }] = await Promise.all([
    getActor(),
    getAuthority(),
    treasuryOffice(),
    params,
  ])
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  try {
    const batch = await readBatchToPrint(actor, id, now())
    return new Response(Readable.toWeb(batchPdf(batch, authority, office)) as ReadableStream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="bordereau-${batch.year}-${batch.number}.pdf"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
