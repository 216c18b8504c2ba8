import 'server-only'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { groupBy } from '@/lib/core/group-by'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { lockInvoices, readLate, readUnpaid, type LateRow } from '../late-sql'
import { isReminderDue } from '../rules/reminders'
import { MOST_REMINDERS } from '../rules/settings'
import { readSettings } from '../settings'
import { writeReminders } from '../write-reminders'

/** How many families are reminded in one transaction. */
const BATCH = 200

/**
 * Sends the amicable reminders that are due on a day, as the collectivité has set them: each level of an invoice once, never
 * while it is being paid, nor paid, nor at the Trésor public; to a family without account, none. What is due is found, then
 * looked at again under the invoice's lock. To be run as often as one likes, by any number of processes.
 *
 * @returns how many invoices were reminded of
 */
export async function remindUnpaid(at: Date): Promise<number> {
  const settings = await readSettings(db)
  if (settings.reminderDays.length === 0) return 0
  const today = dayInParis(at)
  const isDue = (row: LateRow) => row.accounts > 0 && isReminderDue(row, settings, today)
  const { rows } = await readUnpaid(db, {
    ...{ dueBefore: today, least: 1, reminders: [0, MOST_REMINDERS], order: Prisma.sql`i.year, i.number` },
    ...{ size: 2_147_483_647, skip: 0 },
  })
  // Those of a family go together: one mail for its accounts.
  const families = [...groupBy(rows.filter(isDue), ({ familyId }) => familyId).values()]
  let sent = 0
  for (let start = 0; start < families.length; start += BATCH) {
    const ids = families.slice(start, start + BATCH).flatMap((own) => own.map(({ id }) => id))
    sent += await db.$transaction(async (tx) => {
      await lockInvoices(tx, ids)
      const still = (await readLate(tx, ids)).filter(isDue)
      return (await writeReminders(tx, null, still, 'MAIL', settings, at)).length
    })
  }
  return sent
}
