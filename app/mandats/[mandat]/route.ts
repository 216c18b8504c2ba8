import { Readable } from 'node:stream'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { notHere } from '@/lib/core/route-answers'
import { readMandate } from '@/lib/mandate/operations/read-mandate'
import { mandatePdf } from '@/lib/mandate/pdf'

type Context = { params: Promise<{ mandat: string }> }

/** A signed mandate as a PDF, for the guardians of its family and the agents who read bank data. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, { mandat }] = await Promise.all([requireAnyone(), params])
  try {
    const mandate = await readMandate(actor, mandat, now())
    return new Response(Readable.toWeb(mandatePdf(mandate)) as ReadableStream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="mandat-${mandate.rum}.pdf"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
