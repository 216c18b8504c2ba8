import { getActor, requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isSameOrigin } from '@/lib/core/request-origin'
import { readForm } from '@/lib/core/upload'
import { slotAddress } from '@/lib/document/addresses'
import { FILE_PROBLEMS } from '@/lib/document/messages'
import { depositDocument } from '@/lib/document/operations/deposit-document'
import { UPLOAD_ALLOWANCE, UPLOAD_LIMIT } from '@/lib/document/rules/format'
import { depositSchema } from '@/lib/document/schema'
import { answerTo } from '../../upload-answer'

/**
 * Receives the files of a document. A route and not an action, which would stop at 1 MB; outside of proxy.ts, which
 * would keep the body. A form without scripts may post here too.
 */
export async function POST(request: Request): Promise<Response> {
  const answer = answerTo(request)
  if (!(await isSameOrigin())) return answer.pageExpired()
  if (!(await getActor())) return answer.sessionEnded('/famille/documents')
  const parent = await requireSubscribedParent()
  const form = await readForm(request, UPLOAD_LIMIT + UPLOAD_ALLOWANCE)
  // The address of the form is among what was not read: the list of documents tells it.
  if (!(form instanceof FormData))
    return answer.problem(`/famille/documents?refus=${form}`, FILE_PROBLEMS[form])
  const fields = depositSchema.safeParse(Object.fromEntries(form))
  if (!fields.success) return answer.refuse(404, 'Page introuvable.')
  const { type, personne, famille, mode } = fields.data
  const key = { typeId: type, ownerId: personne, familyId: famille }
  const chosen = form.getAll('fichiers').filter((file): file is File => file instanceof File)
  // A file input left empty sends a file without a name.
  const sent = chosen.filter(({ name, size }) => name !== '' || size > 0)
  try {
    const files = await Promise.all(
      sent.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    )
    await depositDocument(parent, { ...key, files, add: mode === 'AJOUTER' }, now())
    return answer.done(slotAddress(key, { envoye: '1' }))
  } catch (error) {
    if (error instanceof NotFound) return answer.refuse(404, 'Page introuvable.')
    if (!(error instanceof Refusal)) throw error
    const file = error.fields.file
    const told = { refus: error.code, ...(file && { fichier: String(Number(file) + 1) }) }
    return answer.problem(
      slotAddress(key, told),
      error.message,
      file === undefined ? undefined : Number(file),
    )
  }
}
