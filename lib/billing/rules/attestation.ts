import { ageOn, day, type Day } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import type { Centimes } from '@/lib/core/money'
import type { ChargeKind } from './charges'

/** Of a child of this age or older on 1 January, nothing is counted (CGI art. 200 quater B). */
const CHILDCARE_UNDER = 6

/** The lines that pay for the childcare itself, kept places included; surcharges and what an agent wrote are left out. */
export const CHILDCARE_KINDS = [
  'DAY',
  'ABSENCE',
  'NO_SHOW',
  'PACKAGE',
] as const satisfies readonly ChargeKind[]

/**
 * An issued invoice, or a credit note with the invoice that it corrects; what it bills of childcare, by child. `transmitted`:
 * what the Trésor public collects of it: who pays it there has its receipt from there.
 */
export type ChildcareInvoice = {
  id: string
  total: Centimes
  correctsId: string | null
  transmitted?: Centimes
  childcare: readonly { childId: string; amount: Centimes }[]
}

/** Money received, or given back when negative; without invoice, on account. */
export type DatedPayment = {
  id: string
  invoiceId: string | null
  amount: Centimes
  receivedOn: Day
  reversesId: string | null
}

/** A part of a payment that pays a part of an invoice; `before`: how much of the invoice earlier ones had paid. */
export type Settlement = { invoiceId: string; receivedOn: Day; amount: Centimes; before: Centimes }

export type CaredChild = { id: string; name: string; birthDate: Day }

/** What was paid for childcare in a year. `paid`: all that was received in it. */
export type Attestation = {
  year: number
  paid: Centimes
  total: Centimes
  children: (CaredChild & { amount: Centimes })[]
}

/**
 * The payments that stand, the oldest first: one that was reversed never was, and what is given back otherwise is taken off
 * the last ones of the same invoice, or of the account.
 */
export function standingPayments(payments: readonly DatedPayment[]): DatedPayment[] {
  const reversed = new Set(payments.flatMap(({ reversesId }) => reversesId ?? []))
  const sound = payments.filter(({ id, reversesId }) => reversesId === null && !reversed.has(id))
  const kept = sound
    .filter(({ amount }) => amount > 0)
    .map((one) => ({ ...one }))
    .sort((a, b) => a.receivedOn.localeCompare(b.receivedOn))
  for (const back of sound.filter(({ amount }) => amount < 0)) {
    let owed = -back.amount
    for (const one of kept.toReversed()) {
      if (one.invoiceId !== back.invoiceId) continue
      const taken = Math.min(owed, one.amount)
      one.amount -= taken
      owed -= taken
    }
  }
  return kept.filter(({ amount }) => amount > 0)
}

/**
 * Which payment pays which invoice, as `accountOf` settles them: credit notes, what the Trésor public collects and payments go
 * to their invoice; what they leave over, and what was paid on account, pays the oldest invoices, payments last.
 *
 * @param issued the oldest first
 */
export function settlementsOf(
  issued: readonly ChildcareInvoice[],
  payments: readonly DatedPayment[],
): Settlement[] {
  const room = new Map(issued.filter(({ total }) => total > 0).map(({ id, total }) => [id, total]))
  /** Takes as much of a sum as an invoice has room for. */
  const take = (id: string | null, amount: Centimes): Centimes => {
    const taken = Math.min(amount, id === null ? 0 : (room.get(id) ?? 0))
    if (taken > 0) room.set(id!, room.get(id!)! - taken)
    return taken
  }
  const takeOldest = (amount: Centimes, note: (id: string, taken: Centimes) => void): void => {
    let spare = amount
    for (const id of room.keys()) {
      const taken = take(id, spare)
      spare -= taken
      if (taken > 0) note(id, taken)
    }
  }
  const notes = issued.filter(({ total }) => total < 0)
  const spareNotes = [
    ...notes.map(({ correctsId, total }) => ({ to: correctsId, amount: -total })),
    ...issued.map(({ id, transmitted = 0 }) => ({ to: id, amount: transmitted })),
  ].map(({ to, amount }) => amount - take(to, amount))
  const parts: Omit<Settlement, 'before'>[] = []
  const sparePayments = standingPayments(payments).map(({ invoiceId, amount, receivedOn }) => {
    const taken = take(invoiceId, amount)
    if (taken > 0) parts.push({ invoiceId: invoiceId!, receivedOn, amount: taken })
    return { receivedOn, amount: amount - taken }
  })
  for (const spare of spareNotes) takeOldest(spare, () => undefined)
  for (const { receivedOn, amount } of sparePayments)
    takeOldest(amount, (invoiceId, taken) => parts.push({ invoiceId, receivedOn, amount: taken }))
  return [...groupBy(parts, ({ invoiceId }) => invoiceId).values()].flatMap((some) => {
    let before = 0
    return some
      .sort((a, b) => a.receivedOn.localeCompare(b.receivedOn))
      .map((part) => {
        const settlement = { ...part, before }
        before += part.amount
        return settlement
      })
  })
}

/** The part of a sum that a whole's part stands for, rounded down to the centime. */
const partOf = (sum: Centimes, part: Centimes, whole: Centimes): Centimes =>
  Number((BigInt(sum) * BigInt(part)) / BigInt(whole))

/**
 * What a family paid in a year for the childcare of its children under six on 1 January of it (CGI art. 200 quater B): of
 * each part of a payment, the share that childcare has in the invoice that it pays. Rounded down on what was paid of the
 * invoice until then: the centimes of a year are never more than what was received in it, nor those of all years more than
 * what was received in all.
 *
 * @param issued the oldest first
 */
export function attestationOf(
  children: readonly CaredChild[],
  issued: readonly ChildcareInvoice[],
  payments: readonly DatedPayment[],
  year: number,
): Attestation {
  const isIn = ({ receivedOn }: { receivedOn: Day }) => receivedOn.startsWith(`${year}-`)
  const firstDay = day(`${year}-01-01`)
  const cared = children.filter(({ birthDate }) => ageOn(birthDate, firstDay) < CHILDCARE_UNDER)
  const amounts = new Map(cared.map(({ id }) => [id, 0]))
  const invoices = new Map(issued.map((one) => [one.id, one]))
  for (const { invoiceId, amount, before } of settlementsOf(issued, payments).filter(isIn)) {
    const { total, childcare } = invoices.get(invoiceId)!
    const own = childcare.filter(({ childId }) => amounts.has(childId))
    const billed = own.reduce((sum, one) => sum + one.amount, 0)
    const share = Math.max(0, Math.min(billed, total))
    const paid = partOf(before + amount, share, total) - partOf(before, share, total)
    for (const [childId, part] of split(paid, own)) amounts.set(childId, amounts.get(childId)! + part)
  }
  return {
    year,
    paid: standingPayments(payments)
      .filter(isIn)
      .reduce((sum, { amount }) => sum + amount, 0),
    total: [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
    children: cared.flatMap((child) => {
      const amount = amounts.get(child.id)!
      return amount > 0 ? [{ ...child, amount }] : []
    }),
  }
}

/** A sum among children, by what each was billed: the parts add up to it. What was taken back of a child counts as nothing. */
function split(
  sum: Centimes,
  billed: readonly { childId: string; amount: Centimes }[],
): [string, Centimes][] {
  const weighed = billed.filter(({ amount }) => amount > 0)
  const whole = weighed.reduce((all, { amount }) => all + amount, 0)
  let until = 0
  return weighed.map(({ childId, amount }) => {
    const before = partOf(sum, until, whole)
    until += amount
    return [childId, partOf(sum, until, whole) - before]
  })
}

/** The years in which payments that stand were received, the last first. */
export function yearsPaid(payments: readonly { receivedOn: Day; amount: Centimes }[]): number[] {
  const years = payments
    .filter(({ amount }) => amount > 0)
    .map(({ receivedOn }) => Number(receivedOn.slice(0, 4)))
  return [...new Set(years)].sort((a, b) => b - a)
}
