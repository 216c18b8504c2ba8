import { requireCurrentPassword } from '@/lib/account/operations/change-account'
import { getAuthority } from '@/lib/authority/queries'
import { getActor, requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isSameOrigin } from '@/lib/core/request-origin'
import { notHere, pageExpired, sendTo } from '@/lib/core/route-answers'
import { readTypedForm } from '@/lib/core/upload'
import { sendCopy } from '@/lib/export/answer'
import { exportOwnFamily } from '@/lib/export/operations/export-family'
import { exportSchema } from '@/lib/export/schema'

const PAGE = '/famille/dossier/copie'

/**
 * Answers with the copy of a family's data. A route and not an action: what it returns is a file, also without
 * scripts. What is refused leads back to the form, which says why.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  if (!(await getActor())) return sendTo(`/connexion?suite=${PAGE}`)
  const parent = await requireSubscribedParent()
  const form = await readTypedForm(request)
  const asked = exportSchema.safeParse(Object.fromEntries(form))
  if (!asked.success) return sendTo(`${PAGE}?erreur=format`)
  const { familyId, format, currentPassword } = asked.data
  const at = now()
  try {
    await requireCurrentPassword(parent, currentPassword, at)
    return sendCopy(await exportOwnFamily(parent, { familyId, format }, at), format, await getAuthority())
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    if (!(error instanceof Refusal)) throw error
    const why = error.code === 'PASSWORD' ? 'mot-de-passe' : 'attente'
    return sendTo(`${PAGE}?famille=${familyId}&format=${format}&erreur=${why}`)
  }
}
