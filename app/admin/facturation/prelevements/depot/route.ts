import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { isSameOrigin } from '@/lib/core/request-origin'
import { notHere, pageExpired, sendTo } from '@/lib/core/route-answers'
import { readForm } from '@/lib/core/upload'
import { DEBITS_ADDRESS, reportAddress } from '@/lib/sepa/addresses'
import { FILE_LIMIT } from '@/lib/sepa/bank-file'
import { receiveReport } from '@/lib/sepa/operations/receive-report'

/** A file and what a form puts around it. */
const REQUEST_LIMIT = FILE_LIMIT + 64 * 1024

const refused = (code: string) => sendTo(`${DEBITS_ADDRESS}?refus=${code}#retours`)

/**
 * Receives a file of the bank. A route and not an action, which would stop at 1 MB; a form without scripts may post here.
 * What was refused is told by a code in the address of the page that follows.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  const actor = await getActor()
  if (!actor) return sendTo(`/connexion?suite=${DEBITS_ADDRESS}`)
  if (actor.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  if (Number(request.headers.get('content-length') ?? 0) > REQUEST_LIMIT) return refused('TOO_LARGE')
  const form = await readForm(request, REQUEST_LIMIT)
  if (form === 'TOO_LARGE') return refused('TOO_LARGE')
  if (form === 'INTERRUPTED') return pageExpired(400)
  const file = form.get('fichier')
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return refused('NO_FILE')
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return sendTo(reportAddress(await receiveReport(actor, { fileName: file.name, bytes }, now())))
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    if (error instanceof Refusal) return refused(error.code)
    throw error
  }
}
