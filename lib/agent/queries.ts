import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'

/** An agent as the list shows it. `invited`: they have not chosen their password yet. */
export type AgentView = {
  accountId: string
  firstName: string
  lastName: string
  email: string
  role: AgentRole
  activities: { id: number; name: string }[]
  disabledAt: Date | null
  lastSeenAt: Date | null
  invited: boolean
}

export type AgentsView = { agents: AgentView[]; activities: { id: number; name: string }[] }

/** All agents by name, and the activities that an on-site agent can be given. @throws NotFound without the permission */
export async function agentsView(agent: AgentActor): Promise<AgentsView> {
  requirePermission(agent, 'agent.manage')
  const [agents, activities] = await Promise.all([
    db.$queryRaw<AgentView[]>`
      SELECT a.id AS "accountId", a."firstName", a."lastName", a.email, g.role::text AS role, a."disabledAt",
        (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."accountId" = a.id) AS "lastSeenAt",
        EXISTS (SELECT 1 FROM "PasswordReset" p WHERE p."accountId" = a.id AND p."usedAt" IS NULL)
          AND NOT EXISTS (SELECT 1 FROM "PasswordReset" p WHERE p."accountId" = a.id AND p."usedAt" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM "Session" s WHERE s."accountId" = a.id) AS invited,
        COALESCE((SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.position)
          FROM "AgentActivity" aa JOIN "Activity" t ON t.id = aa."activityId" WHERE aa."accountId" = a.id), '[]') AS activities
      FROM "Agent" g JOIN "Account" a ON a.id = g."accountId"
      ORDER BY a."disabledAt" IS NOT NULL, espace_normalise(a."lastName"), espace_normalise(a."firstName"), a.id`,
    db.activity.findMany({ select: { id: true, name: true }, orderBy: { position: 'asc' } }),
  ])
  return { agents, activities }
}
