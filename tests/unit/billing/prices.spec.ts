import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import {
  rateWords,
  unitPrice,
  unitsStarted,
  type Category,
  type TariffRules,
} from '@/lib/billing/rules/price'
import { formatEuros, parseEuros, roundHalfUp } from '@/lib/core/money'
import {
  brackets,
  FAY_AUX_LOGES,
  flat,
  LIMONS,
  RONCQ,
  SAINT_CAPRAIS,
  scales,
  tariff,
} from '../../factories/tariffs'

const ALONE = { rank: 1, count: 1 }

type Case = [quotient: number | null, price: number]

function check(
  name: string,
  rules: TariffRules,
  cases: Case[],
  category: Category = 'REGULAR',
  isResident = true,
) {
  for (const [quotient, price] of cases)
    test(`${name}: QF ${quotient ?? 'non fourni'} pays ${price} centimes`, () => {
      expect(unitPrice(rules, { quotient, isResident }, category, ALONE).price).toBe(price)
    })
}

check('Roncq, meal', RONCQ.meal, [
  [0, 50],
  [399, 50],
  [400, 175],
  [639, 175],
  [640, 235],
  [859, 235],
  [860, 305],
  [1149, 305],
  [1150, 355],
  [1499, 355],
  [1500, 405],
  [1699, 405],
  [1700, 460],
  [1899, 460],
  [1900, 490],
  [9000, 490],
  [null, 490],
])
check(
  'Roncq, own meal',
  RONCQ.meal,
  [
    [399, 50],
    [400, 80],
    [1149, 80],
    [1150, 100],
    [null, 100],
  ],
  'OWN_MEAL',
)
check('Roncq, period', RONCQ.period, [
  [399, 453],
  [400, 765],
  [640, 915],
  [860, 1220],
  [1150, 1320],
  [1500, 1370],
  [1700, 1425],
  [1900, 1525],
])
check('Roncq, half-hour', RONCQ.halfHour, [
  [399, 16],
  [400, 70],
  [639, 70],
  [640, 85],
  [860, 110],
  [1150, 125],
  [1500, 135],
  [1700, 140],
  [1900, 145],
])
const OUTSIDE = false
check(
  'Roncq outside, meal',
  RONCQ.meal,
  [
    [0, 650],
    [1500, 650],
    [null, 650],
  ],
  'REGULAR',
  OUTSIDE,
)
check('Roncq outside, own meal', RONCQ.meal, [[0, 100]], 'OWN_MEAL', OUTSIDE)
check(
  'Roncq outside, period',
  RONCQ.period,
  [
    [0, 1935],
    [1500, 1935],
  ],
  'REGULAR',
  OUTSIDE,
)
check(
  'Roncq outside, half-hour',
  RONCQ.halfHour,
  [
    [859, 195],
    [860, 200],
    [1499, 200],
    [1500, 205],
    [null, 205],
  ],
  'REGULAR',
  OUTSIDE,
)
check('Fay-aux-Loges, meal', FAY_AUX_LOGES, [
  [0, 260],
  [722, 260],
  [723, 260],
  [724, 261],
  [1000, 360],
  [1249, 450],
  [1250, 450],
  [1251, 450],
  [null, 450],
])
check('Fay-aux-Loges, own meal', FAY_AUX_LOGES, [[722, 175]], 'OWN_MEAL')
check('Limons, meal', LIMONS.meal, [[0, 250]])
check('Limons, occasional meal', LIMONS.meal, [[0, 370]], 'OCCASIONAL')
check('Limons, after school', LIMONS.afterSchool, [
  [500, 165],
  [501, 175],
  [900, 175],
  [901, 200],
  [1200, 200],
  [1201, 220],
])
check('Saint-Caprais, meal', SAINT_CAPRAIS, [[0, 285]])
check('Saint-Caprais outside, meal', SAINT_CAPRAIS, [[0, 400]], 'REGULAR', OUTSIDE)
check('Saint-Caprais, own meal', SAINT_CAPRAIS, [[0, 145]], 'OWN_MEAL')

test('a category without a price of its own pays the regular one', () => {
  expect(unitPrice(LIMONS.meal, { quotient: 0, isResident: true }, 'OWN_MEAL', ALONE).price).toBe(250)
})

test('a rate may have four decimals', () => {
  const rules = tariff({ kind: 'EFFORT', rate: 619, min: 10, max: 500 })
  expect(unitPrice(rules, { quotient: 1234, isResident: true }, 'REGULAR', ALONE)).toEqual({
    price: 76,
    how: 'QF 1234 × 0,0619 %',
  })
  expect([rateWords(3600), rateWords(10_000), rateWords(12_500)]).toEqual(['0,36 %', '1,00 %', '1,25 %'])
})

test('siblings: by rank each has the reduction of its own rank, by count all have that of their number', () => {
  const steps = [
    { from: 2, percent: 10 },
    { from: 3, percent: 25 },
  ]
  const payer = { quotient: 1, isResident: true }
  const priceOf = (by: 'RANK' | 'COUNT', rank: number, count: number) =>
    unitPrice(tariff(flat(305), { siblings: { by, steps } }), payer, 'REGULAR', { rank, count })
  expect([1, 2, 3, 4].map((rank) => priceOf('RANK', rank, 4).price)).toEqual([305, 275, 229, 229])
  expect([1, 2, 3].map((count) => priceOf('COUNT', 1, count).price)).toEqual([305, 275, 229])
  expect(priceOf('RANK', 2, 2).how).toBe('tarif unique · 10 % de réduction, 2e enfant')
  for (const [by, words] of [
    ['RANK', '1er enfant'],
    ['COUNT', '1 enfant'],
  ] as const) {
    const rules = tariff(flat(305), { siblings: { by, steps: [{ from: 1, percent: 5 }] } })
    expect(unitPrice(rules, payer, 'REGULAR', ALONE).how).toBe(`tarif unique · 5 % de réduction, ${words}`)
  }
})

test('the reason names the bracket, the quotient and the rate in French', () => {
  const how = (rules: TariffRules, quotient: number | null, isResident = true) =>
    unitPrice(rules, { quotient, isResident }, 'REGULAR', ALONE).how
  expect(how(RONCQ.meal, 100)).toBe('QF inférieur à 400 · résident')
  expect(how(RONCQ.meal, 640)).toBe('QF de 640 à moins de 860 · résident')
  expect(how(RONCQ.meal, 1900)).toBe('QF à partir de 1900 · résident')
  expect(how(RONCQ.meal, null)).toBe('QF non fourni : tranche la plus élevée · résident')
  expect(how(RONCQ.meal, 100, false)).toBe('tarif unique · hors commune')
  expect(how(FAY_AUX_LOGES, 1000)).toBe('QF 1000 × 0,36 %')
  expect(how(FAY_AUX_LOGES, 100)).toBe('QF 100 × 0,36 %, tarif minimum')
})

test('a unit of time started is due whole', () => {
  expect(unitsStarted('16:30', '16:30', 30)).toBe(0)
  expect(unitsStarted('16:30', '16:31', 30)).toBe(1)
  expect(unitsStarted('16:30', '17:00', 30)).toBe(1)
  expect(unitsStarted('16:30', '17:01', 30)).toBe(2)
  expect(unitsStarted('16:30', '18:30', 60)).toBe(2)
  expect(unitsStarted('16:30', '17:46', 15)).toBe(6)
  expect(unitsStarted('17:00', '16:00', 15)).toBe(0)
})

test('half a centime is rounded up, whatever the machine makes of the fraction', () => {
  expect([2.5, 2.499, 100.49999999999999, 0.5, 259.92].map(roundHalfUp)).toEqual([3, 2, 101, 1, 260])
})

test('amounts are read as people write them', () => {
  expect(['3,05', '3.5', '3', '1 200,00 €', '0,16'].map(parseEuros)).toEqual([305, 350, 300, 120000, 16])
  expect(['', '3,055', '-1', 'abc', '1e3', '1234567'].map(parseEuros)).toEqual(Array(6).fill(null))
  expect(formatEuros(123450)).toBe('1\u202f234,50\u00a0€')
})

test('prices are whole centimes, within the floor and the ceiling, and grow with the quotient', () => {
  const effort = fc.record({
    rate: fc.integer({ min: 1, max: 50_000 }),
    min: fc.nat(1000),
    span: fc.nat(1000),
  })
  fc.assert(
    fc.property(effort, fc.nat(5000), fc.nat(500), ({ rate, min, span }, quotient, more) => {
      const rules = tariff(scales({ kind: 'EFFORT', rate, min, max: min + span }))
      const priceAt = (qf: number) =>
        unitPrice(rules, { quotient: qf, isResident: true }, 'REGULAR', ALONE).price
      expect(Number.isInteger(priceAt(quotient))).toBe(true)
      expect(priceAt(quotient)).toBeGreaterThanOrEqual(min)
      expect(priceAt(quotient)).toBeLessThanOrEqual(min + span)
      expect(priceAt(quotient + more)).toBeGreaterThanOrEqual(priceAt(quotient))
    }),
  )
})

test('a bracket of all quotients is said so, also where the quotient is missing: giving it changes nothing', () => {
  for (const quotient of [5, null])
    expect(
      unitPrice(tariff(brackets({ 0: 100 })), { quotient, isResident: true }, 'REGULAR', ALONE).how,
    ).toBe('tous les QF')
})
