import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { readSignedLink } from '@/lib/core/signed-link'
import { LINK_EXPIRED, LINK_UNKNOWN } from '../messages'

/** « Mes notifications »: whether a parent wants to be reminded of days to book. Asked twice, it is so. */
export async function setReminders({ accountId }: Parent, wanted: boolean, at: Date): Promise<void> {
  await writeWish(accountId, wanted, at)
}

/**
 * « Ne plus recevoir de rappels », by the link of a reminder, without logging in. Asked twice, it is so.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_EXPIRED
 */
export async function stopReminders(token: string, at: Date): Promise<void> {
  const link = readSignedLink('reminders-off', token, at)
  if (link.state === 'unknown') throw new Refusal('LINK_UNKNOWN', LINK_UNKNOWN)
  if (link.state === 'expired') throw new Refusal('LINK_EXPIRED', LINK_EXPIRED)
  await writeWish(link.subject, false, at)
}

async function writeWish(accountId: string, wanted: boolean, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { id: accountId, remindersOffAt: wanted ? { not: null } : null },
      data: { remindersOffAt: wanted ? null : at },
    })
    if (count === 0) return
    const action = wanted ? 'account.reminders-on' : 'account.reminders-off'
    await recordEvent(tx, { kind: 'parent', accountId }, at, { action })
  })
}
