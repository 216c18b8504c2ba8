import 'server-only'
import type { AgentActor } from '../../core/actor'
import { recordEvent } from '../../core/audit'
import { db } from '../../core/db'
import { NotFound, Refusal } from '../../core/errors'
import { requirePermission } from '../../core/permissions'

/**
 * Revokes a code that nobody used: its letter opens nothing any more. Returns the family's identifier.
 * @throws NotFound without the permission or the code; Refusal CODE_CLOSED when it is used or revoked already.
 */
export async function revokeCode(
  agent: AgentActor,
  { codeId }: { codeId: string },
  at: Date,
): Promise<{ familyId: string }> {
  requirePermission(agent, 'code.manage')
  return db.$transaction(async (tx) => {
    const code = await tx.subscriberCode.findUnique({
      where: { id: codeId },
      select: { guardianId: true, guardian: { select: { familyId: true } } },
    })
    if (!code) throw new NotFound()
    const { count } = await tx.subscriberCode.updateMany({
      where: { id: codeId, usedAt: null, revokedAt: null },
      data: { revokedAt: at },
    })
    if (count === 0)
      throw new Refusal(
        'CODE_CLOSED',
        'Ce code vient d’être utilisé, remplacé ou annulé : rechargez la page.',
      )
    const { guardianId, guardian } = code
    const { familyId } = guardian
    await recordEvent(tx, agent, at, { action: 'code.revoke', familyId, guardianId, subject: codeId })
    return { familyId }
  })
}
