import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { ONE_FIELD } from '@/lib/core/action-state'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { dayInParis } from '@/lib/core/day'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { openSentence, WRONG_NAME } from '../messages'
import { openReasons } from '../queries'
import { isNameOf } from '../rules'
import { eraseFamilies, lockFamilies } from '../statements'

/**
 * Erases one family that asks for it (RGPD, article 17), at once and for good. The journal keeps what was done, without
 * the names; a child of another family stays with that one.
 *
 * @throws NotFound without the permission or the family
 * @throws Refusal NAME when the name is not the family's, OPEN while something of it is open
 */
export async function eraseFamily(
  agent: AgentActor,
  { familyId, name }: { familyId: string; name: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'family.erase')
  if (!isIdentifier(familyId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    await lockFamilies(tx, [familyId])
    const family = await tx.family.findUnique({ where: { id: familyId }, select: { name: true } })
    if (!family) throw new NotFound()
    if (!isNameOf(family.name, name)) throw new Refusal('NAME', ONE_FIELD, { name: WRONG_NAME })
    const open = await openReasons(tx, familyId, dayInParis(at))
    if (open.length > 0) throw new Refusal('OPEN', openSentence(open))
    await eraseFamilies(tx, [familyId], at)
    await recordEvent(tx, agent, at, { action: 'family.erase', familyId })
  })
}
