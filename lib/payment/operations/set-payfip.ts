import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { findClient } from '@/lib/payfip/client'
import { faultForAgent } from '@/lib/payfip/messages'
import { PayfipError, type CallOptions } from '@/lib/payfip/service'
import { SETTINGS_REFUSALS } from '../messages'
import type { PayfipInput } from '../schema'

/**
 * Sets the régie that families pay online, once PayFiP has said that it knows it; null closes payment online: what was begun
 * goes on. Returns the names of the régie, outermost first.
 *
 * @throws NotFound when the agent may not
 * @throws Refusal CLIENT when PayFiP refuses the number, UNREACHABLE when it does not answer
 */
export async function setPayfip(
  agent: AgentActor,
  input: PayfipInput,
  at: Date,
  options: CallOptions = {},
): Promise<string[]> {
  requirePermission(agent, 'authority.configure')
  const names = input ? await namesOf(input.clientNumber, options) : []
  await db.$transaction(async (tx) => {
    await tx.authority.update({
      where: { id: 1 },
      data: { payfipClient: input?.clientNumber ?? null, payfipMode: input?.mode ?? null },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'payment.configure',
      fields: ['payfipClient', 'payfipMode'],
    })
  })
  return names
}

async function namesOf(clientNumber: string, options: CallOptions): Promise<string[]> {
  try {
    return (await findClient(clientNumber, options)).names
  } catch (error) {
    if (!(error instanceof PayfipError)) throw error
    if (error.kind === 'TECHNICAL') throw new Refusal('UNREACHABLE', SETTINGS_REFUSALS.unreachable)
    throw new Refusal('CLIENT', faultForAgent(error), { clientNumber: faultForAgent(error) })
  }
}
