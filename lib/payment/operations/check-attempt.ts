import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { countAttempt } from '@/lib/core/throttle'
import { resolveAttempt } from './resolve-attempt'

const PER_AGENT = { max: 60, seconds: 60 }

/**
 * Asks PayFiP at once what became of a payment, for an agent: « Interroger PayFiP ». What it says is applied by the one
 * resolver.
 *
 * @throws NotFound when the agent may not, or there is no such attempt
 * @throws Refusal THROTTLED, UNANSWERED when PayFiP could not say
 */
export async function checkAttempt(
  agent: AgentActor,
  { attemptId }: { attemptId: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  if (!(await countAttempt(`payment:check:${agent.accountId}`, PER_AGENT, at)).allowed)
    throw new Refusal(
      'THROTTLED',
      'Vous venez d’interroger PayFiP de nombreuses fois. Réessayez dans une minute.',
    )
  const resolved = await resolveAttempt({ id: attemptId }, at)
  if (!resolved) throw new NotFound()
  if (resolved.isUnanswered)
    throw new Refusal('UNANSWERED', 'PayFiP ne répond pas : le portail redemandera le résultat tout seul.')
}
