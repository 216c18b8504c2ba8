import 'server-only'
import { db } from '@/lib/core/db'
import { ENDED_LINK_KEPT } from '../rules'

const DAY = 86_400_000

/** Deletes what has ended: sessions, sign-ups, links, used captchas, counted attempts. */
export async function purgeEnded(at: Date): Promise<void> {
  const linkEnd = { lt: new Date(at.getTime() - ENDED_LINK_KEPT) }
  await db.session.deleteMany({ where: { expiresAt: { lte: at } } })
  await db.signUp.deleteMany({ where: { expiresAt: linkEnd } })
  await db.passwordReset.deleteMany({ where: { expiresAt: linkEnd } })
  await db.emailChange.deleteMany({ where: { expiresAt: linkEnd } })
  await db.usedCaptcha.deleteMany({ where: { expiresAt: { lte: at } } })
  // The longest window counts an hour.
  await db.throttle.deleteMany({ where: { startedAt: { lt: new Date(at.getTime() - DAY) } } })
}
