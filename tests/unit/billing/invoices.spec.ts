import { expect, test } from '@playwright/test'
import { invoiceState, takesMoney, toPay, type InvoiceState } from '@/lib/billing/rules/invoice-state'
import { printedParts } from '@/lib/billing/rules/print'
import { spendingOf } from '@/lib/billing/rules/spending'
import { day } from '@/lib/core/day'

const DUE = day('2026-12-31')

test('an invoice is late the day after its due day, and no more once it is paid', () => {
  const of = (total: number, left: number, on: string, debitedOn: string | null = null) =>
    invoiceState({ total, left, dueOn: DUE, debitedOn: debitedOn ? day(debitedOn) : null }, day(on))
  expect(of(900, 900, '2026-12-31')).toBe('DUE')
  expect(of(900, 1, '2027-01-01')).toBe('LATE')
  expect(of(900, 0, '2027-01-01')).toBe('PAID')
  expect(of(0, 0, '2026-12-31')).toBe('PAID')
  expect(of(-300, 0, '2027-01-01')).toBe('CREDIT')
  expect(invoiceState({ total: 900, left: 0, dueOn: DUE, isAtTreasury: true }, DUE)).toBe('TRANSMITTED')
  expect(of(900, 900, '2027-01-01', '2027-01-05')).toBe('DEBITED')
  expect(of(900, 0, '2027-01-01', '2027-01-05')).toBe('PAID')
})

test('what there is to pay is what is left of all, until the first due day to come', () => {
  const one = (left: number, state: InvoiceState, dueOn: string, transmitted = 0) => ({
    ...{ left, state, transmitted },
    dueOn: day(dueOn),
  })
  expect(
    toPay([
      one(300, 'DUE', '2027-01-31'),
      one(200, 'DUE', '2026-12-31'),
      one(50, 'LATE', '2026-11-30'),
      one(0, 'PAID', '2026-10-31'),
      one(0, 'CREDIT', '2026-10-31'),
      one(0, 'TRANSMITTED', '2026-09-30', 80),
      one(0, 'PAID', '2026-08-31', 70),
      one(70, 'DEBITED', '2026-12-01'),
    ]),
  ).toEqual({ amount: 620, count: 3, late: 50, debited: 70, until: '2026-12-31', treasury: 80 })
  expect(toPay([])).toEqual({ amount: 0, count: 0, late: 0, debited: 0, until: null, treasury: 0 })
})

test('money received is offered for what is left here, never for an invoice that the Trésor public collects', () => {
  expect(takesMoney({ left: 1, transmitted: 0 })).toBe(true)
  expect(takesMoney({ left: 0, transmitted: 0 })).toBe(false)
  // A cheque that came back after the transmission.
  expect(takesMoney({ left: 500, transmitted: 700 })).toBe(false)
})

test('spending goes from the first month billed to the last, empty ones included, twelve at most', () => {
  const billed = (month: string, activity: string | null, amount: number) => ({
    ...{ month: day(month), activity, amount },
  })
  const spending = spendingOf(
    [
      billed('2025-11-01', 'Cantine', 9999),
      billed('2026-08-01', 'Cantine', 400),
      billed('2026-10-01', 'Cantine', 500),
      billed('2026-10-01', 'Accueil du soir', -100),
      billed('2026-10-01', null, 20),
    ],
    day('2026-11-01'),
  )
  expect(spending.activities).toEqual(['Cantine', 'Accueil du soir', 'Autres montants'])
  expect(spending.months).toEqual([
    { month: '2026-08-01', amounts: [400, 0, 0], total: 400 },
    { month: '2026-09-01', amounts: [0, 0, 0], total: 0 },
    { month: '2026-10-01', amounts: [500, -100, 20], total: 420 },
    { month: '2026-11-01', amounts: [0, 0, 0], total: 0 },
  ])
  expect(spending.highest).toBe(520)
  expect(spendingOf([], day('2026-11-01'))).toEqual({ activities: [], months: [], highest: 0 })
})

test('the invoices of a month are printed in files of five hundred, none left out, none twice', () => {
  expect(printedParts(0)).toEqual([])
  expect(printedParts(500)).toEqual([{ part: 1, from: 1, to: 500 }])
  expect(printedParts(1_001)).toEqual([
    { part: 1, from: 1, to: 500 },
    { part: 2, from: 501, to: 1_000 },
    { part: 3, from: 1_001, to: 1_001 },
  ])
})
