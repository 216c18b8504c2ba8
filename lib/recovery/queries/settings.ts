import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { PesSettings, RecoverySettings } from '../rules/settings'
import { readSettings } from '../settings'

/** What is set of unpaid invoices, for who sets it. */
export async function recoverySetting(agent: AgentActor): Promise<RecoverySettings & PesSettings> {
  requirePermission(agent, 'authority.configure')
  return readSettings(db)
}

/** Who collects for the Trésor public, as families read it. */
export async function treasuryOffice(): Promise<Pick<RecoverySettings, 'office' | 'officeAddress'>> {
  const { office, officeAddress } = await readSettings(db)
  return { office, officeAddress }
}
