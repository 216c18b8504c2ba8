import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { PesInput, RecoveryInput } from '../schema'

/**
 * Sets when reminders of unpaid invoices go by themselves, when reservations close, and who collects for the Trésor public.
 *
 * @throws NotFound when the agent may not
 */
export async function setRecovery(agent: AgentActor, input: RecoveryInput, at: Date): Promise<void> {
  await save(agent, input, at)
}

/**
 * Sets what a PES v2 file names of the collectivité.
 *
 * @throws NotFound when the agent may not
 */
export async function setPes(agent: AgentActor, input: PesInput, at: Date): Promise<void> {
  await save(agent, input, at)
}

async function save(agent: AgentActor, input: RecoveryInput | PesInput, at: Date): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await tx.recoverySetting.upsert({
      where: { id: 1 },
      create: { id: 1, ...input },
      update: input,
      select: { id: true },
    })
    await recordEvent(tx, agent, at, { action: 'treasury.configure', fields: Object.keys(input) })
  })
}
