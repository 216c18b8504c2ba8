import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'

/** « Se déconnecter »: ends the session that asks. Ending it twice is ending it once. */
export async function endOwnSession(actor: Actor, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: actor.sessionId, accountId: actor.accountId } })
    if (count === 1) await recordEvent(tx, actor, at, { action: 'account.logout' })
  })
}
