import 'server-only'
import type { AgentActor, Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import { mailFamily } from '../mails'
import { MANDATE_MESSAGES, revokedMail } from '../messages'

/**
 * A guardian revokes a mandate of their family, or an agent does for one who asks on the phone or on paper: nothing more
 * is collected with it, and every account of the family is told.
 *
 * @throws NotFound when it is not their family's, or the agent may not; Refusal REVOKED when it was revoked before
 */
export async function revokeMandate(
  actor: Parent | AgentActor,
  { mandateId }: { mandateId: string },
  at: Date,
): Promise<void> {
  if (actor.kind === 'agent') requirePermission(actor, 'mandate.revoke')
  if (!isIdentifier(mandateId)) throw new NotFound()
  const scope = actor.kind === 'parent' ? { familyId: { in: familyIdsOf(actor) } } : {}
  await db.$transaction(async (tx) => {
    const mandate = await tx.sepaMandate.findFirst({
      where: { id: mandateId, ...scope },
      select: { familyId: true, rum: true },
    })
    if (!mandate?.familyId) throw new NotFound()
    const { count } = await tx.sepaMandate.updateMany({
      where: { id: mandateId, revokedAt: null },
      data: { revokedAt: at },
    })
    if (count === 0) throw new Refusal('REVOKED', MANDATE_MESSAGES.revokedMeanwhile)
    const { familyId, rum } = mandate
    await recordEvent(tx, actor, at, { action: 'mandate.revoke', subject: mandateId, familyId })
    const who = actor.kind === 'parent' ? `${actor.firstName} ${actor.lastName}` : null
    const debitedOn = await debitAsked(tx, mandateId)
    await mailFamily(tx, familyId, at, {
      kind: 'mandate.revoke',
      key: mandateId,
      content: (url) => revokedMail(rum, { who, debitedOn }, url),
    })
  })
}

/** The day of a debit of a mandate whose file was made, and whose day has not come; null without one. */
async function debitAsked(tx: Tx, mandateId: string): Promise<Day | null> {
  const debit = await tx.debit.findFirst({
    where: { mandateId, state: 'ANNOUNCED', batch: { state: { in: ['FILED', 'SENT'] } } },
    select: { batch: { select: { collectedOn: true } } },
  })
  return debit && dayFromDb(debit.batch.collectedOn)
}
