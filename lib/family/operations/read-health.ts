import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { decrypt } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'

/** What the dossier knows of a child's health, in clear. */
export type HealthData = { allergies: string | null; careplan: string | null }

/**
 * Reads a child's health data, and writes in the journal that it was read: one does not go without the other.
 * A write, then, though it changes nothing of the dossier.
 *
 * @throws NotFound without the permission, or when the family has no such child
 */
export async function readHealth(
  agent: AgentActor,
  { familyId, childId }: { familyId: string; childId: string },
  at: Date,
): Promise<HealthData> {
  requirePermission(agent, 'health.read')
  return db.$transaction(async (tx) => {
    const child = await tx.child.findFirst({
      where: { id: childId, guardianships: { some: { guardian: { familyId } } } },
      select: { id: true, allergiesEncrypted: true, careplanEncrypted: true },
    })
    if (!child) throw new NotFound()
    await recordEvent(tx, agent, at, {
      action: 'health.read',
      familyId,
      childId,
      fields: ['allergies', 'careplan'],
    })
    const clear = (hidden: string | null, column: string) =>
      hidden === null ? null : decrypt(hidden, { table: 'Child', column, id: child.id })
    return {
      allergies: clear(child.allergiesEncrypted, 'allergiesEncrypted'),
      careplan: clear(child.careplanEncrypted, 'careplanEncrypted'),
    }
  })
}
