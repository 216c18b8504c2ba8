import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { queueMail, queueMails } from '@/lib/core/mail'
import { sharedPhotoMails } from '@/lib/dossier/shared-changes'
import { followerEmail } from '../followers'
import { DECISION_MESSAGES, decisionMail } from '../messages'

export type PhotoDecision = { photoId: string } & (
  { verdict: 'ACCEPT' } | { verdict: 'REFUSE'; reason: string }
)

/**
 * Accepts a child's photo, which takes the place of the one in force, or refuses it with a reason and erases it;
 * the author is mailed, and the child’s other family told of a new photo.
 *
 * @throws NotFound when the agent may not; Refusal REASON, or GONE when it no longer waits
 */
export async function decidePhoto(agent: AgentActor, decision: PhotoDecision, at: Date): Promise<void> {
  requirePermission(agent, 'photo.decide')
  const { photoId } = decision
  if (!isIdentifier(photoId)) throw new NotFound()
  const accepted = decision.verdict === 'ACCEPT'
  const reason = accepted ? null : decision.reason.trim()
  if (reason === '')
    throw new Refusal('REASON', DECISION_MESSAGES.reasonMissing, { reason: DECISION_MESSAGES.reasonMissing })
  await db.$transaction(async (tx) => {
    // The child's row is the lock of its photos.
    const [photo] = await tx.$queryRaw<{ childId: string }[]>`
      SELECT c.id AS "childId" FROM "Child" c WHERE c.id = (SELECT "childId" FROM "ChildPhoto" WHERE id = ${photoId}::uuid)
      FOR NO KEY UPDATE OF c`
    const known = await tx.childPhoto.findUnique({
      where: { id: photoId },
      select: { state: true, familyId: true, authorId: true },
    })
    // What the family took back or replaced is no more.
    if (!photo || known?.state !== 'PENDING') throw new Refusal('GONE', DECISION_MESSAGES.photoGone)
    if (accepted) await tx.childPhoto.deleteMany({ where: { childId: photo.childId, state: 'ACCEPTED' } })
    await tx.childPhoto.update({
      where: { id: photoId },
      data: {
        state: accepted ? 'ACCEPTED' : 'REFUSED',
        decidedAt: at,
        deciderId: agent.accountId,
        reason,
        ...(!accepted && { largeEncrypted: null, smallEncrypted: null }),
      },
    })
    const { childId } = photo
    const { familyId, authorId } = known
    const action = accepted ? 'photo.accept' : 'photo.refuse'
    await recordEvent(tx, agent, at, { action, subject: photoId, familyId, childId })
    if (accepted) await queueMails(tx, await sharedPhotoMails(tx, { id: photoId, familyId, childId }), at)
    const to = authorId && (await followerEmail(tx, authorId, familyId))
    if (!to) return
    const content = decisionMail('photo', accepted, `${env.appUrl}/famille/photos/${childId}`)
    const idempotencyKey = `photo.decide:${photoId}`
    await queueMail(tx, { kind: 'photo.decide', to, idempotencyKey, content }, at)
  })
}
