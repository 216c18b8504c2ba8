import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { readPayfip } from '../account'

/** The régie that families pay online, or null when they can't. */
export async function payfipSetting(agent: AgentActor) {
  requirePermission(agent, 'authority.configure')
  return readPayfip(db)
}
