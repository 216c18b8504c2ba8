import 'server-only'
import { db } from '@/lib/core/db'
import { ENDED_LINK_KEPT, REMINDER_KEPT } from '../rules'

const DAY = 86_400_000

/** Deletes what has ended: sessions, sign-ups, links, days reminded of, used captchas, counted attempts. */
export async function purgeEnded(at: Date): Promise<void> {
  const linkEnd = { lt: new Date(at.getTime() - ENDED_LINK_KEPT) }
  await db.session.deleteMany({ where: { expiresAt: { lte: at } } })
  await db.signUp.deleteMany({ where: { expiresAt: linkEnd } })
  await db.passwordReset.deleteMany({ where: { expiresAt: linkEnd } })
  await db.emailChange.deleteMany({ where: { expiresAt: linkEnd } })
  await db.mailLink.deleteMany({ where: { expiresAt: linkEnd } })
  // Holidays are looked at as a whole: their days are kept until they are over for good.
  const reminderEnd = { lt: new Date(at.getTime() - REMINDER_KEPT) }
  await db.reminderSent.deleteMany({ where: { day: reminderEnd } })
  await db.openingSent.deleteMany({ where: { day: reminderEnd } })
  await db.usedCaptcha.deleteMany({ where: { expiresAt: { lte: at } } })
  // The longest window counts an hour.
  await db.throttle.deleteMany({ where: { startedAt: { lt: new Date(at.getTime() - DAY) } } })
}
