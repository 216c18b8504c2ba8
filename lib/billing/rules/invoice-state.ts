import type { Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'

/**
 * What a parent has to do of an invoice; DEBITED: nothing, a debit was announced; TRANSMITTED: pay it to the Trésor public;
 * CREDIT: its total is in their favour.
 */
export type InvoiceState = 'DUE' | 'LATE' | 'DEBITED' | 'TRANSMITTED' | 'PAID' | 'CREDIT'

/** The states that a list is narrowed to. */
export const FILTERED_STATES = [
  'DUE',
  'PAID',
  'LATE',
  'TRANSMITTED',
] as const satisfies readonly InvoiceState[]

type Judged = {
  total: Centimes
  left: Centimes
  dueOn: Day
  debitedOn?: Day | null
  isAtTreasury?: boolean
}

/**
 * The state of an issued invoice on a day; the due day itself is not late. `debitedOn`: when a debit that was announced
 * collects it; `isAtTreasury`: and has no money there yet.
 */
export function invoiceState(
  { total, left, dueOn, debitedOn, isAtTreasury }: Judged,
  today: Day,
): InvoiceState {
  if (total < 0) return 'CREDIT'
  if (isAtTreasury) return 'TRANSMITTED'
  if (left <= 0) return 'PAID'
  if (debitedOn) return 'DEBITED'
  return dueOn < today ? 'LATE' : 'DUE'
}

/** Whether money received at the counter may be for an invoice: something is left of it, and not at the Trésor public. */
export const takesMoney = ({ left, transmitted }: { left: Centimes; transmitted: Centimes }): boolean =>
  left > 0 && transmitted === 0

/** Whether a family is to pay an invoice by itself: it takes money, and no debit was announced. */
export const isForFamily = (invoice: {
  left: Centimes
  transmitted: Centimes
  debitedOn: Day | null
}): boolean => takesMoney(invoice) && invoice.debitedOn === null

/**
 * What is left to pay of some invoices: in all, what is late of it, what will be debited, and until when the rest is to be
 * paid. `count`: of how many something is to be done; `treasury`: what is to be paid to the Trésor public, beside it.
 */
export type ToPay = {
  amount: Centimes
  count: number
  late: Centimes
  debited: Centimes
  until: Day | null
  treasury: Centimes
}

/** What there is to pay. `until` is the first due day to come, null when nothing falls due any more. */
export function toPay(
  invoices: readonly { left: Centimes; transmitted: Centimes; state: InvoiceState; dueOn: Day }[],
): ToPay {
  const open = invoices.filter(({ state }) => state === 'DUE' || state === 'LATE' || state === 'DEBITED')
  const sum = (some: typeof open) => some.reduce((all, { left }) => all + left, 0)
  const of = (one: InvoiceState) => open.filter(({ state }) => state === one)
  const coming = of('DUE')
  return {
    amount: sum(open),
    count: open.length - of('DEBITED').length,
    late: sum(of('LATE')),
    debited: sum(of('DEBITED')),
    until: coming.map(({ dueOn }) => dueOn).sort()[0] ?? null,
    treasury: invoices.reduce(
      (all, { state, transmitted }) => all + (state === 'TRANSMITTED' ? transmitted : 0),
      0,
    ),
  }
}
