import { Readable } from 'node:stream'
import { getAuthority } from '@/lib/authority/queries'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { isSameOrigin } from '@/lib/core/request-origin'
import { notHere, pageExpired, refuse, sendTo } from '@/lib/core/route-answers'
import { readTypedForm } from '@/lib/core/upload'
import { lettersPdf } from '@/lib/subscription/letters/letters-pdf'
import { issueCodes, type IssuedCode } from '@/lib/subscription/operations/issue-codes'
import { lettersSchema } from '@/lib/subscription/schema'

/**
 * Makes new codes and answers with their letters as one PDF. A route and not an action: what it returns is
 * a file, which flows while it is made, also without scripts.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  const actor = await getActor()
  if (!actor) return sendTo('/connexion?suite=/admin/codes')
  if (actor.kind !== 'agent' || !roleCan(actor.role, 'code.manage')) return notHere()
  const form = await readTypedForm(request)
  const target = lettersSchema.safeParse(Object.fromEntries(form))
  if (!target.success) return refuse(400, 'Choisissez les courriers à imprimer.')

  const at = now()
  let letters: IssuedCode[]
  try {
    letters = await issueCodes(actor, target.data, at)
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
  if (letters.length === 0) return sendTo('/admin/codes')
  return new Response(Readable.toWeb(lettersPdf(letters, await getAuthority(), at)) as ReadableStream, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="courriers-code-abonne-${dayInParis(at)}.pdf"`,
      'cache-control': 'no-store',
      'x-letters': String(letters.length),
    },
  })
}
