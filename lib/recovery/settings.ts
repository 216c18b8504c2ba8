import 'server-only'
import type { Tx } from '@/lib/core/db'
import { DEFAULT_SETTINGS, type PesSettings, type RecoverySettings } from './rules/settings'

/** What the collectivité has set of unpaid invoices; before it has, what nothing does. One statement. */
export async function readSettings(client: Tx): Promise<RecoverySettings & PesSettings> {
  const row = await client.recoverySetting.findUnique({ where: { id: 1 }, omit: { id: true } })
  return row ?? DEFAULT_SETTINGS
}
