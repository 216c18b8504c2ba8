import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { day, dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { Section } from '../fields'
import { linesOf, type DossierLine, type SealedTarget } from '../lines'
import { itemsOfLists, sealedRow, unsealItem, unsealRow } from '../rows'
import { readDossier } from '../settings'
import type { MissingVaccine } from '../vaccine-rules'
import { missingOfChild } from '../vaccines'

/** A child's health data: its lines, and the obligatory vaccines that nothing in force tells of. */
export type HealthReading = { lines: DossierLine[]; missingVaccines: MissingVaccine[] }

/**
 * Reads a child's health data, and writes in the journal that it was read: one does not go without the other.
 * What a family declared and that is not decided, or was refused, is told as such.
 *
 * @throws NotFound without the permission, or when the family has no such child
 */
export async function readHealth(
  agent: AgentActor,
  { familyId, childId }: { familyId: string; childId: string },
  at: Date,
): Promise<HealthReading> {
  requirePermission(agent, 'health.read')
  return db.$transaction(async (tx) => {
    const dossier = await readDossier(tx)
    const sections = dossier.sections.filter(({ agents }) => agents.read === 'health.read')
    const [row] = await tx.$queryRaw<SealedTarget[]>`
      SELECT t.id, ${sealedRow('child')} AS sealed, ${itemsOfLists(sections.filter(({ list }) => list))} AS items,
        COALESCE((SELECT json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId", 'after', c.after) ORDER BY c."askedAt")
          FROM "PendingChange" c WHERE c."childId" = t.id AND c.section = ANY(${sections.map(({ id }) => id)})
            AND (c.state = 'PENDING' OR (c.state = 'REFUSED' AND NOT EXISTS (SELECT 1 FROM "PendingChange" n WHERE n."childId" = c."childId"
              AND n.unit = c.unit AND n."itemId" IS NOT DISTINCT FROM c."itemId" AND n."askedAt" > c."askedAt")))), '[]') AS changes
      FROM "Child" t WHERE t.id = ${childId}::uuid AND EXISTS (SELECT 1 FROM "Guardianship" gs
        JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = t.id AND g."familyId" = ${familyId}::uuid)`
    if (!row) throw new NotFound()
    const fields = sections.flatMap((section) => section.fields.map(({ name }) => name))
    await recordEvent(tx, agent, at, { action: 'health.read', familyId, childId, fields })
    const lines = sections.flatMap((section) => linesOf(section, row))
    return { lines, missingVaccines: await missingOf(tx, sections, row, at) }
  })
}

async function missingOf(
  tx: Tx,
  sections: readonly Section[],
  row: SealedTarget,
  at: Date,
): Promise<MissingVaccine[]> {
  const section = sections.find(({ id }) => id === 'vaccinations')
  if (!section) return []
  const { birthDate } = unsealRow('child', row.id, row.sealed, [])
  const given = (row.items[section.id] ?? []).map((item) => unsealItem(section, row.id, item))
  return missingOfChild(tx, day(birthDate!), given, dayInParis(at))
}
