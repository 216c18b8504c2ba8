import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { env } from '@/lib/core/env'

/**
 * Gives a parent the secret address of their planning; the one they had no longer works.
 *
 * @returns the address, which is shown once: its hash alone is kept
 */
export async function openFeed(parent: Parent, at: Date): Promise<string> {
  const token = randomToken()
  const data = { tokenHash: tokenHash(token), createdAt: at }
  await db.$transaction(async (tx) => {
    await tx.calendarFeed.upsert({
      where: { accountId: parent.accountId },
      create: { accountId: parent.accountId, ...data },
      update: data,
    })
    await recordEvent(tx, parent, at, { action: 'calendar.open' })
  })
  return `${env.appUrl}/api/calendrier/${token}`
}

/** Revokes the address of a parent's planning. Revoked twice, it is revoked. */
export async function closeFeed(parent: Parent, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.calendarFeed.deleteMany({ where: { accountId: parent.accountId } })
    if (count > 0) await recordEvent(tx, parent, at, { action: 'calendar.close' })
  })
}
