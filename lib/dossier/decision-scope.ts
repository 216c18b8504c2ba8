import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Dossier } from './sections'

/** The sections whose changes an agent may read and decide. @throws NotFound when they may decide none. */
export function decidedSections({ sections }: Dossier, agent: AgentActor): string[] {
  requirePermission(agent, 'dossier.decide')
  return sections.filter(({ agents }) => roleCan(agent.role, agents.decide)).map(({ id }) => id)
}

/** SQL of the kind of target of a row that has `guardianId` and `childId`. */
export const kindOf = (row: Prisma.Sql) =>
  Prisma.sql`CASE WHEN ${row}."guardianId" IS NOT NULL THEN 'guardian' WHEN ${row}."childId" IS NOT NULL THEN 'child' ELSE 'family' END`

/** SQL of a change's version: `versionOf` in the rules. */
export const VERSION = Prisma.sql`round(extract(epoch FROM c."askedAt") * 1000)::bigint`
