import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import type { LinksInput } from '../schema'
import { writeLinks } from '../sql'

/**
 * Says which guardians of a family a child is bound to, how, and with which authority.
 *
 * @throws NotFound when the agent may not, or the child or a guardian is not of the family
 */
export async function setLinks(agent: AgentActor, input: LinksInput, at: Date): Promise<void> {
  const { familyId, childId } = input
  requirePermission(agent, 'family.edit')
  if (!isIdentifier(familyId) || !isIdentifier(childId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Child" WHERE id = ${childId}::uuid FOR UPDATE`
    const bound = await tx.guardianship.count({ where: { childId, guardian: { familyId } } })
    if (bound === 0) throw new NotFound()
    await writeLinks(tx, input)
    await recordEvent(tx, agent, at, {
      action: 'guardianship.edit',
      familyId,
      childId,
      fields: ['relation', 'parentalAuthority'],
    })
  })
}
