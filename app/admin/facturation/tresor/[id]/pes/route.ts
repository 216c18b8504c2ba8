import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { notHere, refuse } from '@/lib/core/route-answers'
import { sentFile } from '@/lib/core/sent-file'
import { readPesFile } from '@/lib/recovery/operations/read-batch'

type Context = { params: Promise<{ id: string }> }

/** The PES v2 file of a bordereau, in ISO-8859-1; the settings that are missing instead of a false file. Journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, { id }] = await Promise.all([getActor(), params])
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  try {
    const { bytes, fileName } = await readPesFile(actor, id, now())
    return sentFile({ bytes, type: 'application/xml; charset=iso-8859-1', fileName })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    if (error instanceof Refusal) return refuse(409, error.message)
    throw error
  }
}
