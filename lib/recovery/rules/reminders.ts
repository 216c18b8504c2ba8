import { daysBetween, type Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'
import { MOST_REMINDERS, type RecoverySettings } from './settings'

/** An invoice that is late, as a reminder or a transmission looks at it. */
export type LateInvoice = {
  dueOn: Day
  /** What is left to pay of it. */
  left: Centimes
  /** How many reminders were sent, and the day of the last one. */
  reminders: number
  lastOn: Day | null
  /** A payment online or a debit is under way: what comes of it is not known. */
  isBeingPaid: boolean
  isTransmitted: boolean
}

export type ReminderMeans = 'MAIL' | 'LETTER'

/** Why an invoice is not to be reminded of, or transmitted. */
export type RecoveryObstacle =
  | 'PAID'
  | 'NOT_LATE'
  | 'BEING_PAID'
  | 'TRANSMITTED'
  | 'ALL_SENT'
  | 'NOT_REMINDED'
  | 'NO_ACCOUNT'
  | 'NO_ADDRESS'

/** What keeps an invoice from any step of recovery, or null. The due day itself is not late. */
function stillUnpaid(invoice: LateInvoice, today: Day): RecoveryObstacle | null {
  if (invoice.isTransmitted) return 'TRANSMITTED'
  if (invoice.left <= 0) return 'PAID'
  if (invoice.dueOn >= today) return 'NOT_LATE'
  return invoice.isBeingPaid ? 'BEING_PAID' : null
}

/** Why the next reminder of an invoice can't be sent, or null. */
export function whyNotReminded(invoice: LateInvoice, today: Day): RecoveryObstacle | null {
  return stillUnpaid(invoice, today) ?? (invoice.reminders >= MOST_REMINDERS ? 'ALL_SENT' : null)
}

/**
 * Whether the next reminder of an invoice goes by itself on a day: as many days after the due day as are set, and as long
 * after the one before as the two are apart, so that reminders set late, or one sent by hand, never bring two in a row.
 */
export function isReminderDue(
  invoice: LateInvoice,
  { reminderDays }: Pick<RecoverySettings, 'reminderDays'>,
  today: Day,
): boolean {
  const next = reminderDays[invoice.reminders]
  if (next === undefined || whyNotReminded(invoice, today) !== null) return false
  if (daysBetween(invoice.dueOn, today) < next) return false
  const before = invoice.reminders === 0 ? undefined : reminderDays[invoice.reminders - 1]
  return (
    invoice.lastOn === null || before === undefined || daysBetween(invoice.lastOn, today) >= next - before
  )
}

/** How many reminders are sent before an invoice may be transmitted: those that are set, one at least. */
export function remindersBefore({ reminderDays }: Pick<RecoverySettings, 'reminderDays'>): number {
  return Math.max(1, reminderDays.length)
}

/** Why an invoice can't be handed over to the Trésor public yet, or null. */
export function whyNotTransmitted(
  invoice: LateInvoice & { hasAddress: boolean },
  settings: Pick<RecoverySettings, 'reminderDays'>,
  today: Day,
): RecoveryObstacle | null {
  const obstacle = stillUnpaid(invoice, today)
  if (obstacle) return obstacle
  if (invoice.reminders < remindersBefore(settings)) return 'NOT_REMINDED'
  return invoice.hasAddress ? null : 'NO_ADDRESS'
}
