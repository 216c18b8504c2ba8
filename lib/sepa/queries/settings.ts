import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { readCollection, type Collection } from '../collector'

/** How the collectivité collects, as the settings show it. @throws NotFound without the permission */
export async function collectionSetting(agent: AgentActor): Promise<Collection> {
  requirePermission(agent, 'authority.configure')
  return readCollection(db)
}
