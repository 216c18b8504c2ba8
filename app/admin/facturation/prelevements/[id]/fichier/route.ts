import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { notHere, refuse } from '@/lib/core/route-answers'
import { sentFile } from '@/lib/core/sent-file'
import { readBatchFile } from '@/lib/sepa/operations/read-file'

type Context = { params: Promise<{ id: string }> }

/** The file of a batch for the bank. Each download is journalled, for each family whose account is in it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [agent, { id }] = await Promise.all([requireAgent('billing.run'), params])
  try {
    const { reference, xml } = await readBatchFile(agent, id, now())
    return sentFile({ bytes: Buffer.from(xml), type: 'application/xml', fileName: `${reference}.xml` })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    if (error instanceof Refusal) return refuse(409, error.message)
    throw error
  }
}
