import { getActor, requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isSameOrigin } from '@/lib/core/request-origin'
import { readForm } from '@/lib/core/upload'
import { FILE_PROBLEMS, PHOTO_PROBLEMS } from '@/lib/document/messages'
import { depositPhoto } from '@/lib/document/operations/photo'
import { UPLOAD_ALLOWANCE, UPLOAD_LIMIT } from '@/lib/document/rules/format'
import { photoSchema } from '@/lib/document/schema'
import { answerTo } from '../../upload-answer'

/** Receives the photo of a child: as the documents' route does. */
export async function POST(request: Request): Promise<Response> {
  const answer = answerTo(request)
  if (!(await isSameOrigin())) return answer.pageExpired()
  if (!(await getActor())) return answer.sessionEnded('/famille/dossier')
  const parent = await requireSubscribedParent()
  const form = await readForm(request, UPLOAD_LIMIT + UPLOAD_ALLOWANCE)
  if (!(form instanceof FormData)) return answer.problem('/famille/dossier', FILE_PROBLEMS[form])
  const fields = photoSchema.safeParse({ enfant: form.get('enfant'), cadre: form.get('cadre') })
  if (!fields.success) return answer.refuse(404, 'Page introuvable.')
  const { enfant: childId, cadre: crop } = fields.data
  const page = `/famille/photos/${childId}`
  const chosen = form.get('fichiers')
  if (!(chosen instanceof File) || (chosen.name === '' && chosen.size === 0))
    return answer.problem(`${page}?refus=NO_FILE`, PHOTO_PROBLEMS.NO_FILE)
  try {
    const file = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) }
    await depositPhoto(parent, { childId, file, crop }, now())
    return answer.done(`${page}?envoye=1`)
  } catch (error) {
    if (error instanceof NotFound) return answer.refuse(404, 'Page introuvable.')
    if (!(error instanceof Refusal)) throw error
    return answer.problem(`${page}?refus=${error.code}`, error.message)
  }
}
