import { addMonths, type Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'
import type { BankReportKind, BankReportOutcome, DebitState } from '@/lib/generated/prisma/enums.ts'

/** A mandate collects nothing more so many months after its last collection, or its signature (SEPA Core rulebook). */
export const LAPSE_MONTHS = 36

/** The last mandate of a family: the active one, or else the latest. `lastUsedOn`: its last collection. */
export type MandateFacts = {
  signedOn: Day
  lastUsedOn: Day | null
  isRevoked: boolean
  ics: string
}

/** An issued invoice that is not paid, and that no batch collects. `hasFailed`: a debit of it came back. */
export type InvoiceFacts = {
  isPaying: boolean
  hasFailed: boolean
  /** The Trésor public collects it. */
  isTransmitted: boolean
}

/** Why an invoice is not collected. */
export type WhyNot =
  | 'TRANSMITTED'
  | 'REVOKED'
  | 'LAPSED'
  | 'TOO_RECENT'
  | 'OTHER_CREDITOR'
  | 'FAILED'
  | 'PAYING'
  | 'NO_MANDATE'
  | 'NO_ACCOUNT'

/**
 * Why an unpaid invoice is not collected on a day with its family's mandate, null when it is. A debit that came back is not
 * asked again: the family pays otherwise, and no bank charges it twice.
 *
 * @param ics of the creditor who collects: a mandate is good for the one that it names
 */
export function whyNot(
  invoice: InvoiceFacts,
  mandate: MandateFacts,
  { on, ics }: { on: Day; ics: string },
): WhyNot | null {
  if (invoice.isTransmitted) return 'TRANSMITTED'
  if (mandate.isRevoked) return 'REVOKED'
  if (on > addMonths(mandate.lastUsedOn ?? mandate.signedOn, LAPSE_MONTHS)) return 'LAPSED'
  if (mandate.signedOn >= on) return 'TOO_RECENT'
  if (mandate.ics !== ics) return 'OTHER_CREDITOR'
  if (invoice.hasFailed) return 'FAILED'
  return invoice.isPaying ? 'PAYING' : null
}

/** Why a debit was taken out of its batch; else its reason is a code of the bank. */
export const TAKEN_OUT = ['REMOVED', 'REVOKED', 'PAID', 'BATCH'] as const

export type TakenOut = (typeof TAKEN_OUT)[number]

/** Why an announced debit can't go into the file any more, null when it can. `left`: what is still to pay of its invoice. */
export function whyTakenOut(
  debit: { amount: Centimes },
  { left, isRevoked }: { left: Centimes; isRevoked: boolean },
): TakenOut | null {
  if (isRevoked) return 'REVOKED'
  return left < debit.amount ? 'PAID' : null
}

/** What the bank says of a debit. `amounts` are those that it names; any of them may be the debit's. */
export type ToldDebit = {
  endToEndId: string
  code: string | null
  amounts: readonly Centimes[]
  on: Day | null
}

/** What follows from what the bank says of a debit: nothing, unless it was announced or collected, for that amount. */
export function outcomeOf(
  kind: BankReportKind,
  told: ToldDebit,
  debit: { state: DebitState; amount: Centimes } | undefined,
): Exclude<BankReportOutcome, 'BATCH_REFUSED'> {
  if (!debit) return 'UNKNOWN'
  if (told.amounts.length > 0 && !told.amounts.includes(debit.amount)) return 'DIFFERENT'
  if (debit.state !== 'ANNOUNCED' && debit.state !== 'COLLECTED') return 'ALREADY'
  return kind === 'REJECTS' ? 'REJECTED' : 'RETURNED'
}

/** The day on which the payment of a debit is taken back: that which the bank tells, unless it is before the payment or to come. */
export function reversedOn(receivedOn: Day, told: Day | null, today: Day): Day {
  if (told === null || told > today) return today
  return told < receivedOn ? receivedOn : told
}
