import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'

/** « Se déconnecter »: ends the session that asks. Ending it twice is ending it once. */
export async function endOwnSession(actor: Actor, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({
      where: { id: actor.sessionId, accountId: actor.accountId },
    })
    if (count === 1) await recordEvent(tx, actor, at, { action: 'account.logout' })
  })
}

/** « Déconnecter »: ends another of one's own sessions. @throws NotFound when it is not one's own, or has ended. */
export async function endSession(actor: Actor, sessionId: string, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, accountId: actor.accountId } })
    if (count === 0) throw new NotFound()
    await recordEvent(tx, actor, at, { action: 'account.session-end' })
  })
}

/** Ends all one's sessions but the one that asks. */
export async function endOtherSessions(actor: Actor, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({
      where: { accountId: actor.accountId, id: { not: actor.sessionId } },
    })
    if (count > 0) await recordEvent(tx, actor, at, { action: 'account.session-end', detail: { count } })
  })
}
