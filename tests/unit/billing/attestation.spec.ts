import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import {
  attestationOf,
  settlementsOf,
  yearsPaid,
  type CaredChild,
  type ChildcareInvoice,
  type DatedPayment,
} from '@/lib/billing/rules/attestation'
import { accountOf } from '@/lib/billing/rules/balance'
import { addDays, day } from '@/lib/core/day'

const child = (id: string, birthDate: string): CaredChild => ({ id, name: id, birthDate: day(birthDate) })
const NOE = child('noé', '2021-06-02')
const LINA = child('lina', '2018-03-14')

const invoice = (id: string, total: number, childcare: Record<string, number> = {}): ChildcareInvoice => ({
  ...{ id, total, correctsId: null },
  childcare: Object.entries(childcare).map(([childId, amount]) => ({ childId, amount })),
})

let nth = 0
const paid = (amount: number, on: string, more: Partial<DatedPayment> = {}): DatedPayment => ({
  ...{ id: `p${nth++}`, invoiceId: null, amount, receivedOn: day(on), reversesId: null },
  ...more,
})

test('what is paid counts for childcare as childcare counts in the invoice, in the year of the payment', () => {
  const issued = [invoice('november', 10_000, { noé: 2_500, lina: 2_500 })]
  const payments = [
    paid(4_000, '2026-12-20', { invoiceId: 'november' }),
    paid(6_000, '2027-01-05', { invoiceId: 'november' }),
  ]
  expect(attestationOf([LINA, NOE], issued, payments, 2026)).toEqual({
    ...{ year: 2026, paid: 4_000, total: 1_000 },
    children: [{ ...NOE, amount: 1_000 }],
  })
  expect(attestationOf([LINA, NOE], issued, payments, 2027)).toMatchObject({ paid: 6_000, total: 1_500 })
  expect(yearsPaid(payments)).toEqual([2027, 2026])
})

test('a child whose sixth birthday is 1 January is no longer under six on it', () => {
  const issued = [invoice('i', 1_000, { a: 500, b: 500 })]
  const payments = [paid(1_000, '2026-02-01', { invoiceId: 'i' })]
  const children = [child('a', '2020-01-01'), child('b', '2020-01-02')]
  expect(attestationOf(children, issued, payments, 2026).children).toEqual([{ ...children[1], amount: 500 }])
})

test('a payment that was reversed never was, whichever year it came back in', () => {
  const issued = [invoice('i', 1_000, { noé: 1_000 })]
  const cheque = paid(1_000, '2026-12-20', { invoiceId: 'i' })
  const back = paid(-1_000, '2027-01-10', { invoiceId: 'i', reversesId: cheque.id })
  expect(attestationOf([NOE], issued, [cheque, back], 2026)).toMatchObject({ paid: 0, total: 0 })
  expect(attestationOf([NOE], issued, [cheque, back], 2027)).toMatchObject({ paid: 0, total: 0 })
})

test('a deposit counts in the year it was paid, for the invoices that it settles', () => {
  const issued = [invoice('meals', 600), invoice('care', 1_000, { noé: 1_000 })]
  const payments = [paid(1_000, '2026-09-01')]
  expect(attestationOf([NOE], issued, payments, 2026)).toMatchObject({ paid: 1_000, total: 400 })
})

test('a credit note is no payment: what it takes back is paid by nobody', () => {
  const issued = [invoice('care', 1_000, { noé: 1_000 }), { ...invoice('note', -400), correctsId: 'care' }]
  const payments = [paid(600, '2026-09-01', { invoiceId: 'care' })]
  expect(attestationOf([NOE], issued, payments, 2026).total).toBe(600)
})

test('what the Trésor public collects of an invoice was not paid here', () => {
  const issued = [
    { ...invoice('handed over', 1_000, { noé: 1_000 }), transmitted: 700 },
    invoice('next', 1_000, { noé: 500 }),
  ]
  const payments = [paid(300, '2026-09-01', { invoiceId: 'handed over' }), paid(400, '2026-10-01')]
  expect(attestationOf([NOE], issued, payments, 2026)).toMatchObject({ paid: 700, total: 500 })
})

test('what is given back otherwise is taken off the last payment', () => {
  const issued = [invoice('care', 1_000, { noé: 1_000 })]
  const payments = [
    paid(500, '2026-09-01', { invoiceId: 'care' }),
    paid(500, '2027-01-02', { invoiceId: 'care' }),
    paid(-200, '2027-02-01', { invoiceId: 'care' }),
  ]
  expect(attestationOf([NOE], issued, payments, 2026).total).toBe(500)
  expect(attestationOf([NOE], issued, payments, 2027)).toMatchObject({ paid: 300, total: 300 })
})

const IDS = ['i0', 'i1', 'i2', 'i3']

/** Invoices of several children, some of whose childcare was taken back; a credit note; payments of three years. */
const account = fc.record({
  issued: fc.tuple(
    ...IDS.map((id) =>
      fc
        .record({
          ...{ total: fc.integer({ min: 1, max: 50_000 }), handed: fc.nat({ max: 3 }) },
          ...{ noé: fc.integer(), zoé: fc.integer() },
        })
        .map(({ total, handed, noé, zoé }) => ({
          ...invoice(id, total, { noé: noé % 30_000, zoé: zoé % 30_000 }),
          transmitted: handed === 0 ? Math.ceil(total / 2) : 0,
        })),
    ),
  ),
  credited: fc.record({ of: fc.constantFrom(...IDS), amount: fc.integer({ min: 1, max: 20_000 }) }),
  payments: fc.array(
    fc.record({
      invoiceId: fc.constantFrom(null, ...IDS),
      amount: fc.integer({ min: 1, max: 40_000 }),
      after: fc.integer({ min: 0, max: 1_000 }),
      isReversed: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
})

type Account = typeof account extends fc.Arbitrary<infer Value> ? Value : never

function rowsOf({ issued, credited, payments }: Account) {
  const rows = payments.flatMap(({ invoiceId, amount, after, isReversed }, n): DatedPayment[] => {
    const one = {
      id: `p${n}`,
      invoiceId,
      amount,
      receivedOn: addDays(day('2026-01-01'), after),
      reversesId: null,
    }
    return isReversed ? [one, { ...one, id: `r${n}`, amount: -amount, reversesId: one.id }] : [one]
  })
  return {
    rows,
    invoices: [...issued, { ...invoice('note', -credited.amount), correctsId: credited.of }],
  }
}

test('property: never more than what was received, each year and in all; the children’s sums are the total', () => {
  fc.assert(
    fc.property(account, (drawn) => {
      const { rows, invoices } = rowsOf(drawn)
      const children = [NOE, child('zoé', '2023-05-05')]
      const attestations = [2026, 2027, 2028].map((year) => attestationOf(children, invoices, rows, year))
      for (const { total, paid: received, children: some, year } of attestations) {
        expect(total).toBeGreaterThanOrEqual(0)
        expect(total).toBeLessThanOrEqual(received)
        expect(some.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
        const standing = rows.filter(
          ({ id, reversesId, receivedOn }) =>
            reversesId === null &&
            !rows.some((one) => one.reversesId === id) &&
            receivedOn.startsWith(String(year)),
        )
        expect(received).toBe(standing.reduce((sum, { amount }) => sum + amount, 0))
      }
    }),
  )
})

test('property: what settles invoices leaves of each what the account leaves', () => {
  fc.assert(
    fc.property(account, (drawn) => {
      const { rows, invoices } = rowsOf({
        ...drawn,
        payments: drawn.payments.map((one) => ({ ...one, isReversed: false })),
      })
      const { left } = accountOf(invoices, rows)
      const settled = settlementsOf(invoices, rows)
      const open = [...left.values()].reduce((sum, amount) => sum + amount, 0)
      const billed = drawn.issued.reduce((sum, { total }) => sum + total, 0)
      const byPayments = settled.reduce((sum, { amount }) => sum + amount, 0)
      const handed = drawn.issued.reduce((sum, { transmitted = 0 }) => sum + transmitted, 0)
      // The rest was paid by the credit note and by the Trésor public.
      expect(billed - open - byPayments).toBeLessThanOrEqual(drawn.credited.amount + handed)
      for (const { id, total } of drawn.issued) {
        const own = settled.filter(({ invoiceId }) => invoiceId === id)
        expect(own.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(total - left.get(id)!)
      }
    }),
  )
})
