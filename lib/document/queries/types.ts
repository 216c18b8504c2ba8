import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { TypeSettings } from '../fields'

/** A type as the settings list it. */
export type TypeEntry = TypeSettings & { id: number; isRetired: boolean; documents: number }

/** Every type, in the order of the families' screen, those that are no longer asked for last. */
export async function documentTypes(agent: AgentActor): Promise<TypeEntry[]> {
  requirePermission(agent, 'authority.configure')
  const types = await db.documentType.findMany({
    include: { _count: { select: { documents: true } } },
    orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
  })
  return types.map(({ retiredAt, _count, position: _, ...type }) => ({
    ...type,
    isRetired: retiredAt !== null,
    documents: _count.documents,
  }))
}
