import 'server-only'
import type { Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { groupBy } from '@/lib/core/group-by'
import { queueMails } from '@/lib/core/mail'
import type { MailContent } from '@/lib/core/mail-layout'
import { followersOf } from '@/lib/dossier/followers'
import type { TouchedBooking } from '../event-sql'

/** An event of the journal for each child of each family, with how many of its days were touched. */
export function eventsByChild(
  bookings: readonly Pick<TouchedBooking, 'familyId' | 'childId'>[],
  subject: string,
  action: 'event.release' | 'event.restore',
) {
  const groups = groupBy(bookings, ({ familyId, childId }) => `${familyId} ${childId}`)
  return [...groups.values()].map((here) => {
    const { familyId, childId } = here[0]!
    return { action, familyId, childId, subject, detail: { days: here.length } }
  })
}

/** Writes one mail to each account that follows families whose days were touched, about all of them. */
export async function mailFamilies<Line extends Pick<TouchedBooking, 'familyId' | 'childId'>>(
  tx: Tx,
  lines: readonly Line[],
  contentOf: (lines: readonly Line[]) => MailContent,
  { kind, key }: { kind: string; key: string },
  at: Date,
): Promise<void> {
  const followers = await followersOf(
    tx,
    lines.map(({ childId }) => childId),
  )
  const keyOf = ({ familyId, childId }: Pick<TouchedBooking, 'familyId' | 'childId'>) =>
    `${familyId} ${childId}`
  const byAccount = groupBy(followers, ({ accountId }) => accountId)
  const mails = [...byAccount.entries()].flatMap(([accountId, followed]) => {
    const theirs = new Set(followed.map(keyOf))
    const own = lines.filter((line) => theirs.has(keyOf(line)))
    if (own.length === 0) return []
    return [{ kind, to: followed[0]!.email, idempotencyKey: `${key}:${accountId}`, content: contentOf(own) }]
  })
  await queueMails(tx, mails, at)
}

/** The planning at the first of some days. */
export function urlOf(lines: readonly { day: string }[]): string {
  return `${env.appUrl}/famille/planning?date=${lines.map(({ day }) => day).sort()[0]!}`
}
