import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { accountOf, type Issued, type Received } from '@/lib/billing/rules/balance'
import {
  amountOf,
  chargesOf,
  linesOf,
  totalOf,
  type BilledBooking,
  type Charge,
  type FamilyMonth,
} from '@/lib/billing/rules/charges'
import { correctionsOf } from '@/lib/billing/rules/corrections'
import { packagePeriod } from '@/lib/billing/rules/periods'
import type { TariffRules } from '@/lib/billing/rules/price'
import { usualDueDay } from '@/lib/billing/rules/run'
import { day, type Day, type WallTime } from '@/lib/core/day'
import { flat, RONCQ, SAINT_CAPRAIS, tariff } from '../../factories/tariffs'

const NOVEMBER = { from: day('2026-11-01'), to: day('2026-11-30') }
const CALENDAR = {
  holidays: [
    { name: 'Toussaint', startsOn: day('2026-10-17'), endsOn: day('2026-11-01') },
    { name: 'Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') },
  ],
  closures: [],
}
const on = (text: string) => day(`2026-11-${text}`)

function booking(of: Day, more: Partial<BilledBooking> = {}): BilledBooking {
  return {
    childId: 'lina',
    activityId: 1,
    day: of,
    state: 'BOOKED',
    billing: 'STANDARD',
    excuse: null,
    arrivedAt: null,
    leftAt: null,
    category: 'REGULAR',
    ...more,
  }
}

function month(
  rules: TariffRules | null,
  bookings: BilledBooking[],
  more: Partial<FamilyMonth> = {},
): FamilyMonth {
  const tariffs = rules ? [{ validFrom: day('2026-09-01'), rules }] : []
  return {
    payer: { quotient: 842, isResident: true },
    childIds: ['lina', 'noe'],
    activities: [
      { id: 1, name: 'Restauration', startsAt: '16:30' as WallTime, endsAt: '18:30' as WallTime, tariffs },
    ],
    bookings,
    month: NOVEMBER,
    periodOf: (one) => packagePeriod(one, CALENDAR),
    ...more,
  }
}

const brief = (charges: readonly Charge[]) =>
  charges.map(({ day: one, kind, quantity, price }) => `${one.slice(8)} ${kind} ${quantity} × ${price}`)

test('a day is billed when it is booked, attended, missed or given up too late, and free otherwise', () => {
  const charges = chargesOf(
    month({ ...SAINT_CAPRAIS, noShow: 100 }, [
      booking(on('02')),
      booking(on('03'), { state: 'PRESENT' }),
      booking(on('05'), { state: 'PRESENT', billing: 'SURCHARGED' }),
      booking(on('06'), { state: 'NO_SHOW' }),
      booking(on('09'), { state: 'ABSENT' }),
      booking(on('10'), { state: 'ABSENT', billing: 'FREE' }),
      booking(on('12'), { state: 'ABSENT', billing: 'FREE', excuse: 'STRIKE' }),
      booking(on('13'), { state: 'ABSENCE_REQUESTED' }),
    ]),
  )
  expect(brief(charges)).toEqual([
    '02 DAY 1 × 285',
    '03 DAY 1 × 285',
    '05 DAY 1 × 285',
    '05 LATE_BOOKING 1 × 200',
    '06 NO_SHOW 1 × 285',
    '06 NO_SHOW_FEE 1 × 100',
    '09 ABSENCE 1 × 285',
    '13 DAY 1 × 285',
  ])
})

test('an activity without tariff costs nothing', () => {
  expect(chargesOf(month(null, [booking(on('02'))]))).toEqual([])
})

test('a medical absence is billed for its waiting days, each absence anew', () => {
  const ill = { state: 'ABSENT', billing: 'FREE', excuse: 'MEDICAL' } as const
  const charges = chargesOf(
    month(tariff(flat(300), { waitingDays: 1 }), [
      booking(on('02'), ill),
      booking(on('03'), ill),
      booking(on('05')),
      booking(on('06'), ill),
      booking(on('09'), { ...ill, excuse: 'STRIKE' }),
    ]),
  )
  expect(brief(charges)).toEqual(['02 ABSENCE 1 × 300', '05 DAY 1 × 300', '06 ABSENCE 1 × 300'])
  expect(charges[0]!.how).toBe('tarif unique · délai de carence')
})

test('half-hours started are counted until the child left, else until the end; leaving late costs more', () => {
  const charges = chargesOf(
    month(RONCQ.halfHour, [
      booking(on('02'), { state: 'PRESENT', leftAt: '17:01' as WallTime }),
      booking(on('03')),
      booking(on('05'), { state: 'PRESENT', leftAt: '18:31' as WallTime }),
    ]),
  )
  expect(brief(charges)).toEqual([
    '02 DAY 2 × 85',
    '03 DAY 4 × 85',
    '05 DAY 5 × 85',
    '05 LATE_LEAVING 1 × 300',
  ])
})

test('a package is paid once in its period, in the month of its first day', () => {
  const [october, november] = [day('2026-11-03'), day('2026-11-30')]
  const december = day('2026-12-01')
  const all = [booking(november), booking(october), booking(december)]
  expect(brief(chargesOf(month(RONCQ.period, all)))).toEqual(['03 PACKAGE 1 × 915'])
  const next = { month: { from: december, to: day('2026-12-31') } }
  expect(chargesOf(month(RONCQ.period, all, next))).toEqual([])
  expect(brief(chargesOf(month(RONCQ.period, [booking(december)], next)))).toEqual(['01 PACKAGE 1 × 915'])
})

test('each day is billed at the prices of its day', () => {
  const dated = (validFrom: Day, price: number) => ({ validFrom, rules: tariff(flat(price)) })
  const activity = { id: 1, name: 'Restauration', startsAt: '12:00' as WallTime, endsAt: '13:30' as WallTime }
  const tariffs = [dated(on('10'), 310), dated(on('03'), 300), dated(on('20'), 320)]
  const days = ['02', '03', '09', '10', '20'].map((text) => booking(on(text)))
  expect(brief(chargesOf(month(null, days, { activities: [{ ...activity, tariffs }] })))).toEqual([
    '03 DAY 1 × 300',
    '09 DAY 1 × 300',
    '10 DAY 1 × 310',
    '20 DAY 1 × 320',
  ])
})

test('a month is due at the end of the next one, or of the month two weeks ahead when that is near or past', () => {
  expect(usualDueDay(NOVEMBER.from, day('2026-12-03'))).toBe('2026-12-31')
  expect(usualDueDay(NOVEMBER.from, day('2026-12-16'))).toBe('2026-12-31')
  expect(usualDueDay(NOVEMBER.from, day('2026-12-17'))).toBe('2027-01-31')
  expect(usualDueDay(day('2026-06-01'), day('2026-11-24'))).toBe('2026-12-31')
})

test('siblings are the children who come to the activity in the month', () => {
  const rules = tariff(flat(200), { siblings: { by: 'RANK', steps: [{ from: 2, percent: 50 }] } })
  const both = [booking(on('02')), booking(on('02'), { childId: 'noe' })]
  expect(brief(chargesOf(month(rules, both)))).toEqual(['02 DAY 1 × 200', '02 DAY 1 × 100'])
  const away = booking(on('02'), { state: 'ABSENT', billing: 'FREE' })
  expect(brief(chargesOf(month(rules, [away, both[1]!])))).toEqual(['02 DAY 1 × 200'])
})

const states = ['BOOKED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW', 'ABSENT'] as const
const someBooking = fc.record({
  at: fc.integer({ min: 1, max: 30 }),
  childId: fc.constantFrom('lina', 'noe'),
  state: fc.constantFrom(...states),
  billing: fc.constantFrom('STANDARD', 'SURCHARGED', 'FREE'),
  excuse: fc.constantFrom(null, 'MEDICAL', 'STRIKE'),
})
const someBookings = fc
  .uniqueArray(someBooking, { selector: ({ at, childId }) => `${at} ${childId}` })
  .map((some) =>
    some.map(({ at, ...more }) => booking(on(String(at).padStart(2, '0')), more as Partial<BilledBooking>)),
  )
const someTariff = fc.constantFrom(
  RONCQ.meal,
  RONCQ.period,
  RONCQ.halfHour,
  tariff(flat(305), { waitingDays: 2, siblings: { by: 'COUNT', steps: [{ from: 2, percent: 33 }] } }),
)

test('the lines of a month add up to its charges, in whole centimes', () => {
  fc.assert(
    fc.property(someTariff, someBookings, (rules, bookings) => {
      const charges = chargesOf(month(rules, bookings))
      const lines = linesOf(charges)
      expect(totalOf(lines)).toBe(charges.reduce((sum, one) => sum + amountOf(one), 0))
      for (const line of lines) {
        expect(Number.isInteger(line.amount)).toBe(true)
        expect(line.amount).toBe(line.quantity * line.price)
      }
    }),
  )
})

test('what was invoiced and its corrections are what is owed today; nothing moved, nothing is corrected', () => {
  fc.assert(
    fc.property(someTariff, someBookings, someBookings, (rules, before, after) => {
      const [invoiced, today] = [chargesOf(month(rules, before)), chargesOf(month(rules, after))]
      const sum = (charges: readonly Charge[]) => charges.reduce((total, one) => total + amountOf(one), 0)
      const corrections = correctionsOf(invoiced, today)
      expect(sum(invoiced) + sum(corrections)).toBe(sum(today))
      expect(correctionsOf([...invoiced, ...corrections], today)).toEqual([])
      expect(correctionsOf(today, today)).toEqual([])
    }),
  )
})

test('what is left of the invoices, less what is on account, is the balance', () => {
  const issued = fc.array(fc.record({ total: fc.integer({ min: -500, max: 5000 }), corrects: fc.nat(5) }))
  const received = fc.array(fc.record({ invoice: fc.option(fc.nat(5)), amount: fc.nat(4000) }))
  fc.assert(
    fc.property(issued, received, (some, others) => {
      const invoices = some.map(({ total, corrects }, at): Issued => ({
        id: String(at),
        total,
        correctsId: total < 0 && corrects < at ? String(corrects) : null,
      }))
      const payments = others.map(({ invoice, amount }): Received => ({
        invoiceId: invoice === null ? null : String(invoice),
        amount,
      }))
      const { left, balance } = accountOf(invoices, payments)
      const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0)
      expect(balance).toBe(
        sum(invoices.map(({ total }) => total)) - sum(payments.map(({ amount }) => amount)),
      )
      for (const amount of left.values()) expect(amount).toBeGreaterThanOrEqual(0)
      expect(sum([...left.values()])).toBeGreaterThanOrEqual(balance)
      if (balance <= 0) expect(sum([...left.values()])).toBe(0)
    }),
  )
})

test('a payment goes to its invoice, what is over to the oldest unpaid one, a credit note to what it corrects', () => {
  const issued = [
    { id: 'september', total: 1000, correctsId: null },
    { id: 'october', total: 2000, correctsId: null },
    { id: 'credit', total: -300, correctsId: 'october' },
  ]
  const leftOf = (received: Received[]) => {
    const { left, balance } = accountOf(issued, received)
    return [left.get('september'), left.get('october'), balance]
  }
  expect(leftOf([])).toEqual([1000, 1700, 2700])
  expect(leftOf([{ invoiceId: 'october', amount: 1700 }])).toEqual([1000, 0, 1000])
  expect(leftOf([{ invoiceId: 'october', amount: 2000 }])).toEqual([700, 0, 700])
  expect(leftOf([{ invoiceId: null, amount: 1500 }])).toEqual([0, 1200, 1200])
  expect(leftOf([{ invoiceId: null, amount: 3000 }])).toEqual([0, 0, -300])
})
