import 'server-only'
import { recordEvents } from '@/lib/core/audit'
import type { Actor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { queueMails } from '@/lib/core/mail'
import { groupBy } from '@/lib/core/group-by'
import { followersOf, type LateRow } from './late-sql'
import { unpaidMail } from './mails'
import { remindersBefore, type ReminderMeans } from './rules/reminders'
import type { RecoverySettings } from './rules/settings'

/**
 * Writes the next reminder of invoices, whose rows the transaction has locked, and by mail one mail for each account about
 * those of its families. Who writes the row of a level writes its mail: sent twice at once, it is one.
 *
 * @returns the invoices whose reminder this transaction has written
 */
export async function writeReminders(
  tx: Tx,
  actor: Pick<Actor, 'kind' | 'accountId'> | null,
  rows: readonly LateRow[],
  means: ReminderMeans,
  settings: RecoverySettings,
  at: Date,
): Promise<LateRow[]> {
  const written = await tx.invoiceReminder.createManyAndReturn({
    data: rows.map(({ id, reminders, left }) => ({
      ...{ invoiceId: id, level: reminders + 1, means, amount: left, sentAt: at },
      sentById: actor?.accountId ?? null,
    })),
    skipDuplicates: true,
    select: { invoiceId: true },
  })
  const own = new Set(written.map(({ invoiceId }) => invoiceId))
  const mine = rows.filter(({ id }) => own.has(id))
  if (mine.length === 0) return mine
  await recordEvents(
    tx,
    actor,
    at,
    mine.map(({ id, familyId, reminders }) => ({
      action: 'invoice.remind',
      subject: id,
      ...(familyId && { familyId }),
      detail: { level: reminders + 1, means },
    })),
  )
  if (means === 'MAIL') await queueMails(tx, await mailsOf(tx, mine, settings), at)
  return mine
}

async function mailsOf(tx: Tx, rows: readonly LateRow[], settings: RecoverySettings) {
  const { payfipClient } = await tx.authority.findUniqueOrThrow({
    where: { id: 1 },
    select: { payfipClient: true },
  })
  const followers = await followersOf(
    tx,
    rows.flatMap(({ familyId }) => familyId ?? []),
  )
  const last = settings.office === '' ? Infinity : remindersBefore(settings)
  return [...groupBy(followers, ({ accountId }) => accountId)].map(([accountId, follows]) => {
    const familyIds = new Set(follows.map(({ familyId }) => familyId))
    const invoices = rows
      .filter(({ familyId }) => familyId !== null && familyIds.has(familyId))
      .map((row) => ({ ...row, level: row.reminders + 1, mayBeTransmitted: row.reminders + 1 >= last }))
    const [first] = invoices
    return {
      kind: 'invoice.remind',
      to: follows[0]!.email,
      idempotencyKey: `invoice.remind:${first!.id}:${first!.level}:${accountId}`,
      content: unpaidMail(invoices, payfipClient !== null),
    }
  })
}
