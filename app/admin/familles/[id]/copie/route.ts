import { getAuthority } from '@/lib/authority/queries'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { isSameOrigin } from '@/lib/core/request-origin'
import { notHere, pageExpired, sendTo } from '@/lib/core/route-answers'
import { readTypedForm } from '@/lib/core/upload'
import { sendCopy } from '@/lib/export/answer'
import { exportFamilyForIt } from '@/lib/export/operations/export-family'
import { formatSchema } from '@/lib/export/schema'

/** Answers with the copy of a family's data, for a family that asks for it on paper. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  const agent = await getActor()
  const { id: familyId } = await params
  if (!agent) return sendTo('/connexion?suite=/admin/familles')
  if (agent.kind !== 'agent' || !roleCan(agent.role, 'family.export')) return notHere()
  const form = await readTypedForm(request)
  const format = formatSchema.safeParse(form.get('format'))
  if (!format.success) return notHere()
  try {
    const copy = await exportFamilyForIt(agent, { familyId, format: format.data }, now())
    return sendCopy(copy, format.data, await getAuthority())
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
