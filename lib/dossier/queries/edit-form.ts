import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { forAgents, isAbsent, isConfidential, type Section, type Values } from '../fields'
import { belongsTo, lockPlaces, targetKey } from '../places'
import type { Target } from '../schema'
import { findSection, type Dossier } from '../sections'

export type EditForm = { section: Section; values: Values; isNew: boolean }

/**
 * A section of a family's target, or an item of its list, as an agent writes it; null when there is none, or
 * the agent may not. Showing what is confidential is written in the journal.
 */
export async function editForm(
  agent: AgentActor,
  dossier: Dossier,
  { familyId, target, slug }: { familyId: string; target: Target; slug: string },
  now: Date,
): Promise<EditForm | null> {
  requirePermission(agent, 'family.edit')
  const section = findSection(dossier, target.kind, slug)
  if (!section || !roleCan(agent.role, section.agents.decide)) return null
  if (Boolean(section.list) !== Boolean(target.item)) return null
  if (!(await belongsTo(db, familyId, target))) return null
  const values = (await lockPlaces(db, [{ ...target, section }])).get(targetKey(target))
  if (!values) return null
  if (isConfidential(section)) {
    const ids = target.kind === 'child' ? { childId: target.id } : {}
    const fields = section.fields.map(({ name }) => name)
    await recordEvent(db, agent, now, { action: 'dossier.read', familyId, ...ids, fields })
  }
  const shown = Object.fromEntries(section.fields.map(({ name }) => [name, values[name] ?? null]))
  return { section: forAgents(section), values: shown, isNew: isAbsent(shown) }
}
