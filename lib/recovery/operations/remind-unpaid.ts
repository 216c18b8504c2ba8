import 'server-only'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { lockInvoices, readLate, readUnpaid } from '../late-sql'
import { isReminderDue } from '../rules/reminders'
import { MOST_REMINDERS } from '../rules/settings'
import { readSettings } from '../settings'
import { writeReminders } from '../write-reminders'

/** How many invoices are reminded of in one transaction. */
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
  const { rows } = await readUnpaid(db, {
    ...{ dueBefore: today, least: 1, reminders: [0, MOST_REMINDERS], order: Prisma.sql`i.year, i.number` },
    ...{ size: 2_147_483_647, skip: 0 },
  })
  // Those of a family go together: one mail for its accounts.
  const due = rows
    .filter((row) => row.accounts > 0 && isReminderDue(row, settings, today))
    .sort((a, b) => (a.familyId! < b.familyId! ? -1 : a.familyId! > b.familyId! ? 1 : 0))
    .map(({ id }) => id)
  let sent = 0
  for (let start = 0; start < due.length; start += BATCH) {
    const ids = due.slice(start, start + BATCH)
    sent += await db.$transaction(async (tx) => {
      await lockInvoices(tx, ids)
      const still = (await readLate(tx, ids)).filter((row) => isReminderDue(row, settings, today))
      return (await writeReminders(tx, null, still, 'MAIL', settings, at)).length
    })
  }
  return sent
}
