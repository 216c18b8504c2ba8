import { addDays, dayFromDb, dayToDb, instantInParis, type WallTime } from '@/lib/core/day'
import type { Household, Seed } from './families'

/** The days after the due day at which the demonstration reminds. */
const REMINDER_DAYS = [7, 30]

/** What Vallombreuse has set of unpaid invoices, and the reminders that the family which is late has had by now. */
export async function seedUnpaid({ db, at, today }: Seed, late: Household): Promise<void> {
  await db.recoverySetting.create({
    data: {
      reminderDays: REMINDER_DAYS,
      office: 'SGC de Vallombreuse',
      officeAddress: '3 rue des Finances, 45000 Vallombreuse, 02 00 00 00 01',
    },
  })
  const invoices = await db.invoice.findMany({
    where: { familyId: late.id, kind: 'INVOICE', total: { gt: 0 }, dueOn: { lt: dayToDb(today) } },
    select: { id: true, dueOn: true, total: true },
  })
  await db.invoiceReminder.createMany({
    data: invoices.flatMap(({ id, dueOn, total }) =>
      REMINDER_DAYS.flatMap((days, index) => {
        const sentAt = instantInParis(addDays(dayFromDb(dueOn), days), '09:20' as WallTime)
        return sentAt < at
          ? [{ invoiceId: id, level: index + 1, means: 'MAIL' as const, amount: total, sentAt }]
          : []
      }),
    ),
  })
}
