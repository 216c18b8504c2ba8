import { getActor } from '@/lib/core/actor'
import { isIdentifier } from '@/lib/core/identifier'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { isSameOrigin } from '@/lib/core/request-origin'
import { notHere, pageExpired, refuse, sendTo } from '@/lib/core/route-answers'
import { readForm } from '@/lib/core/upload'
import { receiveFiles, type Upload } from '@/lib/exchange/operations/receive-files'
import { FILE_KINDS, type FileKind } from '@/lib/exchange/rules/columns'

/** 60 MB a file: some 300,000 lines. */
const FILE_LIMIT = 60 * 1024 * 1024
const REQUEST_LIMIT = FILE_KINDS.length * FILE_LIMIT

/**
 * Receives the files of an import. A route and not an action, which would stop at 1 MB; a form without
 * scripts may post here. What was refused is told by codes in the address of the page that follows.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  const actor = await getActor()
  if (!actor) return sendTo('/connexion?suite=/admin/import')
  if (actor.kind !== 'agent' || !roleCan(actor.role, 'import.run')) return notHere()
  if (Number(request.headers.get('content-length') ?? 0) > REQUEST_LIMIT)
    return sendTo('/admin/import?refus=TOO_LARGE')

  const form = await readForm(request, REQUEST_LIMIT)
  if (form === 'TOO_LARGE') return sendTo('/admin/import?refus=TOO_LARGE')
  if (form === 'INTERRUPTED') return pageExpired(400)
  const given = form.get('runId')
  const refused = new URLSearchParams()
  const uploads: Upload[] = []
  for (const kind of FILE_KINDS) {
    const file = form.get(kind)
    if (!(file instanceof File) || (file.size === 0 && file.name === '')) continue
    if (file.size > FILE_LIMIT) refused.set(kind, 'TOO_LARGE')
    else
      uploads.push({
        kind: kind satisfies FileKind,
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })
  }
  if (uploads.length === 0 && refused.size === 0) return sendTo('/admin/import?refus=NO_FILE')

  try {
    const runId = typeof given === 'string' && isIdentifier(given) ? given : null
    const outcome = await receiveFiles(actor, { runId, uploads }, now())
    for (const { kind, problem } of outcome.refused) refused.set(kind, problem)
    const page = outcome.runId ? `/admin/import/${outcome.runId}` : '/admin/import'
    return sendTo(refused.size > 0 ? `${page}?${refused}` : page)
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    if (error instanceof Refusal) return refuse(409, error.message)
    throw error
  }
}
