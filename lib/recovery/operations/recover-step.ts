import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import type { TickedInvoice } from '../schema'
import { remindNow, type LeftOut } from './remind-now'
import { transmitInvoices } from './transmit'

/** What became of the ticked invoices. `batchId`: the bordereau they are in now. */
export type StepOutcome = { done: number; batchId: string | null; left: LeftOut[] }

/**
 * What the list of unpaid invoices does of those that are ticked: a reminder by mail, one noted as sent by letter, or all of
 * them handed over to the Trésor public.
 *
 * @throws NotFound, Refusal as `remindNow` and `transmitInvoices` do
 */
export async function recoverStep(
  agent: AgentActor,
  { step, invoices }: { step: 'MAIL' | 'LETTER' | 'TRANSMIT'; invoices: readonly TickedInvoice[] },
  at: Date,
): Promise<StepOutcome> {
  if (step !== 'TRANSMIT')
    return { batchId: null, ...(await remindNow(agent, { invoices, means: step }, at)) }
  const { batchId, left } = await transmitInvoices(agent, { invoices }, at)
  return { batchId, left, done: batchId === null ? 0 : invoices.length }
}
