import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { columnWords, payerWords, priceGrids, priceRange, rowWords } from '@/lib/billing/rules/price-grid'
import type { Scale, TariffRules } from '@/lib/billing/rules/price'
import { tariffSentences } from '@/lib/billing/rules/tariff-words'
import { readTariff, type TariffText } from '@/lib/billing/tariff-fields'
import { tariffSchema } from '@/lib/billing/tariff-schema'
import { tariffValues } from '@/lib/billing/tariff-values'
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

const TOWNS: Record<string, TariffRules> = {
  'Roncq, meal': RONCQ.meal,
  'Roncq, package': RONCQ.period,
  'Roncq, half-hour': RONCQ.halfHour,
  'Fay-aux-Loges': FAY_AUX_LOGES,
  'Limons, meal': LIMONS.meal,
  'Limons, after school': LIMONS.afterSchool,
  'Saint-Caprais': SAINT_CAPRAIS,
}

for (const [town, rules] of Object.entries(TOWNS))
  test(`${town}: the form holds the tariff as it is, and gives it back`, () => {
    expect(readTariff(tariffValues(rules))).toEqual({ value: rules })
  })

const price = fc.nat(999_999)
const scale: fc.Arbitrary<Scale> = fc.oneof(
  price.map(flat),
  fc
    .tuple(price, fc.dictionary(fc.integer({ min: 1, max: 99_999 }).map(String), price))
    .map(([first, others]) => brackets({ ...others, 0: first })),
  fc
    .record({ rate: fc.integer({ min: 1, max: 1_000_000 }), min: price, more: price })
    .map(({ rate, min, more }) => ({
      kind: 'EFFORT' as const,
      rate,
      min,
      max: Math.min(999_999, min + more),
    })),
)
const someScales = fc.record({
  REGULAR: scale,
  OCCASIONAL: fc.option(scale),
  OWN_MEAL: fc.option(scale),
})
const anyTariff: fc.Arbitrary<TariffRules> = fc.record({
  unit: fc.constantFrom<TariffRules['unit']>(
    { kind: 'DAY' },
    { kind: 'TIME', minutes: 15 },
    { kind: 'TIME', minutes: 60 },
    { kind: 'PACKAGE', per: 'MONTH' },
  ),
  residents: someScales,
  outsiders: fc.option(someScales),
  siblings: fc.constantFrom<TariffRules['siblings']>(null, {
    by: 'COUNT',
    steps: [{ from: 3, percent: 25 }],
  }),
  lateBooking: fc.option(price),
  noShow: fc.option(price),
  lateLeaving: fc.constantFrom(null, { after: '18:30', amount: 300 }),
  waitingDays: fc.nat(30),
})

test('any tariff fits the form', () => {
  fc.assert(
    fc.property(anyTariff, (rules) => {
      expect(readTariff(tariffValues(rules))).toEqual({ value: rules })
    }),
  )
})

/** What is wrong when some fields of a right form are typed otherwise. */
function errorsOf(typed: TariffText, rules = RONCQ.meal): Record<string, string> {
  const read = readTariff({ ...tariffValues(rules), ...typed })
  return 'errors' in read ? read.errors : {}
}

test('what is wrong is said beside its field, in French', () => {
  const regular = 'residents.REGULAR'
  expect(errorsOf({ [`${regular}.price.1`]: 'un euro' })).toEqual({
    [`${regular}.price.1`]: 'Écrivez un montant en euros, ainsi : 3,05.',
  })
  expect(errorsOf({ [`${regular}.from.1`]: '40O' })).toEqual({
    [`${regular}.from.1`]: 'Indiquez un QF : un nombre entier, de 0 à 99 999.',
  })
  expect(errorsOf({ [`${regular}.from.2`]: '400' })).toEqual({
    [`${regular}.from.2`]: 'Une autre tranche commence à ce QF.',
  })
  expect(errorsOf({ [`${regular}.from.0`]: '10' })).toEqual({
    [`${regular}.from.0`]: 'La première tranche commence au QF 0 : chaque famille a un prix.',
  })
  expect(errorsOf({ [`${regular}.kind`]: '' })).toEqual({
    [`${regular}.kind`]: 'Choisissez comment le prix est fixé.',
  })
  expect(errorsOf({ 'lateLeaving.after': '18h30', 'lateLeaving.amount': '' })).toEqual({
    'lateLeaving.after': 'Écrivez l’heure ainsi : 18:30.',
    'lateLeaving.amount': 'Écrivez un montant en euros, ainsi : 3,05.',
  })
  expect(errorsOf({ [`${regular}.rate`]: '0', [`${regular}.max`]: '1' }, FAY_AUX_LOGES)).toEqual({
    [`${regular}.rate`]: 'Écrivez un taux en pour cent du QF, ainsi : 0,36.',
    [`${regular}.max`]: 'Le prix maximum est plus petit que le prix minimum.',
  })
  expect(errorsOf({ 'siblings.by': 'RANK' })).toEqual({
    'siblings.percent.0': 'Indiquez au moins une réduction.',
  })
  expect(errorsOf({ unit: 'WEEK', forOutsiders: '', waitingDays: '99' })).toEqual({
    unit: 'Choisissez ce qui est compté : le jour, le temps ou un forfait.',
    forOutsiders: 'Choisissez ce que paient les familles hors commune.',
    waitingDays: 'Indiquez un nombre de jours, de 0 à 30.',
  })
})

test('brackets may be typed in any order, with empty lines between them; prices as people write them', () => {
  const read = readTariff({
    ...tariffValues(tariff(flat(1))),
    'residents.REGULAR.kind': 'BRACKETS',
    'residents.REGULAR.from.0': '1 201',
    'residents.REGULAR.price.0': '2.2',
    'residents.REGULAR.from.1': '',
    'residents.REGULAR.price.1': '',
    'residents.REGULAR.from.7': '0',
    'residents.REGULAR.price.7': '1,65 €',
  })
  expect(read).toEqual({ value: tariff(brackets({ 0: 165, 1201: 220 })) })
})

test('a form without scripts is read by the same functions; a tariff begins on the first of a month', () => {
  const form = { activityId: '7', ...tariffValues(RONCQ.meal) }
  expect(tariffSchema.parse({ ...form, validFrom: '2026-09-01' })).toEqual({
    activityId: 7,
    validFrom: '2026-09-01',
    rules: RONCQ.meal,
  })
  const wrong = tariffSchema.safeParse({ ...form, validFrom: '2026-09-02' })
  expect(wrong.error?.issues).toMatchObject([{ path: ['validFrom'], message: /Choisissez le mois/ }])
})

const shownBy = (rules: TariffRules) =>
  priceGrids(rules).map((grid) => ({
    payer: payerWords(grid),
    columns: grid.columns.map((category) => columnWords(category, grid)),
    rows: Object.fromEntries(grid.rows.map(({ about, prices }) => [rowWords(about), prices])),
  }))

test('the grid has a row for each bracket of its columns together, and says what a missing quotient costs', () => {
  expect(shownBy(RONCQ.meal)).toEqual([
    {
      payer: 'Familles de la commune',
      columns: ['Inscrit', 'Panier (PAI)'],
      rows: {
        'QF 0 à 399': [50, 50],
        'QF 400 à 639': [175, 80],
        'QF 640 à 859': [235, 80],
        'QF 860 à 1\u202f149': [305, 80],
        'QF 1\u202f150 à 1\u202f499': [355, 100],
        'QF 1\u202f500 à 1\u202f699': [405, 100],
        'QF 1\u202f700 à 1\u202f899': [460, 100],
        'QF 1\u202f900 et plus': [490, 100],
        'QF non fourni': [490, 100],
      },
    },
    {
      payer: 'Familles hors commune',
      columns: ['Inscrit', 'Panier (PAI)'],
      rows: { 'Tous les QF': [650, 100] },
    },
  ])
  expect(shownBy(LIMONS.afterSchool)).toMatchObject([{ payer: 'Toutes les familles', columns: ['Prix'] }])
  expect(priceRange(RONCQ.meal)).toEqual({ least: 50, most: 650 })
})

test('of a rate, the grid shows where the floor ends, where the ceiling begins, and examples', () => {
  expect(shownBy(FAY_AUX_LOGES)[0]).toMatchObject({
    columns: ['Inscrit', 'Panier (PAI)'],
    rows: {
      'QF 0': [260, 175],
      'QF 500': [260, 175],
      'QF 723': [260, 175],
      'QF 1\u202f000': [360, 175],
      'QF 1\u202f250': [450, 175],
      'QF 1\u202f500': [450, 175],
      'QF 2\u202f000': [450, 175],
      'QF non fourni': [450, 175],
    },
  })
})

test('sentences say what the prices do not', () => {
  expect(tariffSentences(RONCQ.halfHour)).toEqual([
    'Le prix est celui d’une demi-heure : ce qui est commencé est dû. Les heures sont celles du pointage, sinon celles de l’activité.',
    'Une journée réservée après le délai, ou sans réservation : +\u00a01,00\u00a0€ par jour et par enfant.',
    'Un départ après 18\u00a0h\u00a030 : +\u00a03,00\u00a0€ par jour et par enfant.',
  ])
  const steps = [
    { from: 2, percent: 10 },
    { from: 3, percent: 25 },
  ]
  expect(
    tariffSentences(tariff(flat(1), { siblings: { by: 'RANK', steps }, waitingDays: 2, noShow: 50 })),
  ).toEqual([
    'Le prix est celui d’une journée.',
    'Réduction selon le rang parmi les enfants de la famille qui viennent à l’activité dans le mois, l’aîné d’abord : 10 % pour le 2e enfant et 25 % pour le 3e enfant et les suivants.',
    'Une absence sans prévenir : +\u00a00,50\u00a0€, en plus du prix de la journée.',
    'Une absence avec certificat médical n’est plus facturée à partir du 3e jour : les 2 premiers le restent.',
  ])
  expect(tariffSentences(FAY_AUX_LOGES)[1]).toBe(
    'Taux d’effort : 0,36 % du QF, au moins 2,60\u00a0€, au plus 4,50\u00a0€.',
  )
  expect(tariffSentences(tariff(scales(flat(1)), { siblings: { by: 'COUNT', steps } }))[1]).toBe(
    'Réduction pour chacun selon le nombre d’enfants de la famille qui viennent à l’activité dans le mois : 10 % à partir de 2 enfants et 25 % à partir de 3 enfants.',
  )
})
