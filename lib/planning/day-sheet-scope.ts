import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'

/**
 * The day sheets that exist for an agent: an on-site agent has those of their own activities.
 *
 * @throws NotFound for the others
 */
export function requireSheet(
  agent: AgentActor,
  permission: 'daysheet.read' | 'attendance.mark',
  activityId: number,
): void {
  requirePermission(agent, permission)
  if (agent.role === 'ON_SITE' && !agent.activityIds.includes(activityId)) throw new NotFound()
}
