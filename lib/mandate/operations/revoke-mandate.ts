import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { mailFamily } from '../mails'
import { MANDATE_MESSAGES, revokedMail } from '../messages'

/**
 * A guardian revokes a mandate of their family: nothing more is collected with it.
 *
 * @throws NotFound when it is not their family's; Refusal REVOKED when it was revoked before
 */
export async function revokeMandate(
  parent: Parent,
  { mandateId }: { mandateId: string },
  at: Date,
): Promise<void> {
  if (!isIdentifier(mandateId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    const mandate = await tx.sepaMandate.findFirst({
      where: { id: mandateId, familyId: { in: familyIdsOf(parent) } },
      select: { familyId: true, rum: true },
    })
    if (!mandate?.familyId) throw new NotFound()
    const { count } = await tx.sepaMandate.updateMany({
      where: { id: mandateId, revokedAt: null },
      data: { revokedAt: at },
    })
    if (count === 0) throw new Refusal('REVOKED', MANDATE_MESSAGES.revokedMeanwhile)
    const { familyId, rum } = mandate
    await recordEvent(tx, parent, at, { action: 'mandate.revoke', subject: mandateId, familyId })
    await mailFamily(tx, familyId, at, {
      kind: 'mandate.revoke',
      key: mandateId,
      content: (url) => revokedMail(rum, `${parent.firstName} ${parent.lastName}`, url),
    })
  })
}
