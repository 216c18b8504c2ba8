import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { lockInvoices, readLate, type LateRow } from '../late-sql'
import { OBSTACLE_WORDS } from '../messages'
import { whyNotReminded, type RecoveryObstacle, type ReminderMeans } from '../rules/reminders'
import type { TickedInvoice } from '../schema'
import { readSettings } from '../settings'
import { writeReminders } from '../write-reminders'

/** An invoice of which nothing was done, and why. */
export type LeftOut = { number: string; payer: string; reason: string }

/** Says why an invoice was left out. */
export const leftOut = (row: LateRow, obstacle: RecoveryObstacle): LeftOut => ({
  ...{ number: invoiceNumber(row), payer: row.payerName, reason: OBSTACLE_WORDS[obstacle] },
})

/**
 * Sends the next reminder of unpaid invoices by mail, or notes that it went by letter. Of an invoice reminded of since the
 * page was read, nothing is done: a double click sends one.
 *
 * @returns how many reminders were written, and the invoices left out
 * @throws NotFound when the agent may not, or an invoice does not exist
 */
export async function remindNow(
  agent: AgentActor,
  { invoices, means }: { invoices: readonly TickedInvoice[]; means: ReminderMeans },
  at: Date,
): Promise<{ done: number; left: LeftOut[] }> {
  requirePermission(agent, 'billing.run')
  const seen = new Map(invoices.map(({ id, seen: reminders }) => [id, reminders]))
  return db.$transaction(async (tx) => {
    const ids = [...seen.keys()]
    await lockInvoices(tx, ids)
    const rows = await readLate(tx, ids)
    if (rows.length < ids.length) throw new NotFound()
    const settings = await readSettings(tx)
    const found = rows
      .filter((row) => row.reminders === seen.get(row.id))
      .map((row) => ({ row, obstacle: obstacleOf(row, means, dayInParis(at)) }))
    const sendable = found.flatMap(({ row, obstacle }) => (obstacle === null ? [row] : []))
    const written = await writeReminders(tx, agent, sendable, means, settings, at)
    return {
      done: written.length,
      left: found.flatMap(({ row, obstacle }) => (obstacle ? [leftOut(row, obstacle)] : [])),
    }
  })
}

function obstacleOf(row: LateRow, means: ReminderMeans, today: LateRow['dueOn']): RecoveryObstacle | null {
  const obstacle = whyNotReminded(row, today)
  return obstacle ?? (means === 'MAIL' && row.accounts === 0 ? 'NO_ACCOUNT' : null)
}
