import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { CreditorInput } from '../schema'

/**
 * Sets the creditor that families sign mandates for; null: none is offered any more. Mandates signed before keep theirs.
 *
 * @throws NotFound when the agent may not
 */
export async function setCreditor(agent: AgentActor, creditor: CreditorInput, at: Date): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await tx.authority.update({
      where: { id: 1 },
      data: {
        creditorName: creditor?.name ?? null,
        creditorAddress: creditor?.address ?? null,
        creditorIcs: creditor?.ics ?? null,
      },
    })
    await recordEvent(tx, agent, at, {
      action: 'mandate.configure',
      fields: ['creditorName', 'creditorAddress', 'creditorIcs'],
    })
  })
}
