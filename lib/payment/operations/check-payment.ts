import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { familyIdsOf } from '@/lib/core/scope'
import { countAttempt } from '@/lib/core/throttle'
import { OPEN_STATES } from '@/lib/payfip/rules/attempt'
import { NOTHING_NEW } from '../messages'
import { resolveAttempt } from './resolve-attempt'

const PER_ACCOUNT = { max: 12, seconds: 60 }

/**
 * Asks at once what became of the open payment of an invoice: « Vérifier maintenant ». Nothing open: nothing to do.
 *
 * @throws NotFound when the invoice is not of the parent's families
 * @throws Refusal THROTTLED, UNANSWERED when PayFiP could not say, NOTHING_NEW when it knows no result yet
 */
export async function checkPayment(parent: Parent, invoiceId: string, at: Date): Promise<void> {
  const invoice = await db.invoice.findFirst({
    where: { id: invoiceId, familyId: { in: familyIdsOf(parent) }, issuedAt: { not: null } },
    select: { attempts: { where: { state: { in: [...OPEN_STATES] } }, select: { id: true } } },
  })
  if (!invoice) throw new NotFound()
  if (!(await countAttempt(`payment:check:${parent.accountId}`, PER_ACCOUNT, at)).allowed)
    throw new Refusal('THROTTLED', 'Vous venez de vérifier plusieurs fois. Réessayez dans une minute.')
  const [open] = invoice.attempts
  const resolved = open && (await resolveAttempt({ id: open.id }, at))
  if (resolved?.isUnanswered)
    throw new Refusal(
      'UNANSWERED',
      'Le service de paiement ne répond pas : le portail redemandera le résultat tout seul. Ne payez pas une seconde fois.',
    )
  if (resolved && (await isWaiting(resolved.id))) throw new Refusal('NOTHING_NEW', NOTHING_NEW)
}

/** Whether nothing is known of an attempt yet: neither how it ended, nor that it was abandoned or has to be looked at. */
const isWaiting = async (id: string) =>
  (await db.paymentAttempt.count({
    where: { id, state: { in: [...OPEN_STATES] }, abandonedAt: null, alert: null },
  })) > 0
