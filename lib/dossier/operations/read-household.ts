import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { linesOf, type DossierLine, type SealedTarget } from '../lines'
import { sealedRow } from '../rows'
import { sectionsOf } from '../sections'
import { readDossier } from '../settings'

/**
 * Reads what the guardians of a family hold together (tax, bank), as far as the agent's role goes, and writes in
 * the journal that it was read.
 *
 * @throws NotFound without the permission, or when there is no such family
 */
export async function readHousehold(
  agent: AgentActor,
  { familyId }: { familyId: string },
  at: Date,
): Promise<DossierLine[]> {
  requirePermission(agent, 'tax.read')
  return db.$transaction(async (tx) => {
    const sections = sectionsOf(await readDossier(tx), 'family').filter(({ agents }) =>
      roleCan(agent.role, agents.read),
    )
    const [row] = await tx.$queryRaw<SealedTarget[]>`
      SELECT t.id, ${sealedRow('family')} AS sealed, '{}'::json AS items, '[]'::json AS changes
      FROM "Family" t WHERE t.id = ${familyId}::uuid`
    if (!row) throw new NotFound()
    const fields = sections.flatMap((section) => section.fields.map(({ name }) => name))
    await recordEvent(tx, agent, at, { action: 'dossier.read', familyId, fields })
    return sections.flatMap((section) => linesOf(section, row))
  })
}
