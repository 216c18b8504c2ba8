import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb, formatInstant, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { queueMail } from '@/lib/core/mail'
import { followerEmail } from '../followers'
import { DECISION_MESSAGES, decisionMail } from '../messages'
import { documentsOfAgent } from '../scope'

export type DocumentDecision = { documentId: string } & (
  { verdict: 'ACCEPT'; expiresOn: Day | null } | { verdict: 'REFUSE'; reason: string }
)

/**
 * Accepts a document until a day, or refuses it with a reason; the author is mailed. The files of a type that is
 * kept only until it is checked are erased with the acceptance.
 *
 * @throws NotFound when the agent may not decide it; Refusal REASON, EXPIRY, or GONE when another agent decided
 * first or the family took it back
 */
export async function decideDocument(agent: AgentActor, decision: DocumentDecision, at: Date): Promise<void> {
  const scope = documentsOfAgent(agent)
  const { documentId } = decision
  if (!isIdentifier(documentId)) throw new NotFound()
  const accepted = decision.verdict === 'ACCEPT'
  const reason = accepted ? null : decision.reason.trim()
  const expiresOn = accepted ? decision.expiresOn : null
  if (reason === '')
    throw new Refusal('REASON', DECISION_MESSAGES.reasonMissing, { reason: DECISION_MESSAGES.reasonMissing })
  if (expiresOn !== null && expiresOn < dayInParis(at))
    throw new Refusal('EXPIRY', DECISION_MESSAGES.expiryPast, { expiresOn: DECISION_MESSAGES.expiryPast })
  await db.$transaction(async (tx) => {
    const document = await tx.document.findFirst({
      where: { id: documentId, AND: scope },
      select: {
        familyId: true,
        guardianId: true,
        childId: true,
        authorId: true,
        type: { select: { brief: true } },
      },
    })
    if (!document) throw new NotFound()
    const { count } = await tx.document.updateMany({
      where: { id: documentId, state: 'PENDING' },
      data: {
        state: accepted ? 'ACCEPTED' : 'REFUSED',
        decidedAt: at,
        deciderId: agent.accountId,
        reason,
        expiresOn: expiresOn && dayToDb(expiresOn),
      },
    })
    if (count !== 1) throw new Refusal('GONE', await whatHappened(tx, documentId))
    if (accepted && document.type.brief) await tx.documentPage.deleteMany({ where: { documentId } })
    await recordEvent(tx, agent, at, {
      action: accepted ? 'document.accept' : 'document.refuse',
      subject: documentId,
      familyId: document.familyId,
      guardianId: document.guardianId ?? undefined,
      childId: document.childId ?? undefined,
    })
    const to = document.authorId && (await followerEmail(tx, document.authorId, document.familyId))
    if (to)
      await queueMail(
        tx,
        {
          kind: 'document.decide',
          to,
          idempotencyKey: `document.decide:${documentId}`,
          content: decisionMail(
            'document',
            accepted,
            `${env.appUrl}/famille/documents?famille=${document.familyId}`,
          ),
        },
        at,
      )
  })
}

/** Why a document could not be decided: by whom and when it was, or that it was taken back. */
async function whatHappened(tx: Tx, documentId: string): Promise<string> {
  const { state, decidedAt, decider } = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { state: true, decidedAt: true, decider: { select: { firstName: true, lastName: true } } },
  })
  if (!decidedAt) return DECISION_MESSAGES.withdrawn
  const name = decider ? `${decider.firstName} ${decider.lastName}` : 'un agent'
  return DECISION_MESSAGES.alreadyDecided(state === 'ACCEPTED', name, formatInstant(decidedAt))
}
