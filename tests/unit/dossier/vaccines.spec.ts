import { expect, test } from '@playwright/test'
import { addDays, addMonths, day, type Day } from '@/lib/core/day'
import { obligationSchema } from '@/lib/dossier/settings-schema'
import {
  injectionProblem,
  missingVaccines,
  overlaps,
  type VaccineObligation,
} from '@/lib/dossier/vaccine-rules'

// The schedule of prisma/migrations/20261124120042_whole_dossier.
const rule = (disease: string, bornFrom: string, bornUntil: string | null, ...doseMonths: number[]) =>
  ({
    disease,
    label: disease,
    bornFrom: day(bornFrom),
    bornUntil: bornUntil && day(bornUntil),
    doseMonths,
  }) as VaccineObligation
const SCHEDULE = [
  rule('DTP', '1990-01-01', '2017-12-31', 2, 4, 11),
  ...['DTP', 'PERTUSSIS', 'HIB', 'HEPATITIS_B', 'PNEUMOCOCCUS'].map((disease) =>
    rule(disease, '2018-01-01', null, 2, 4, 11),
  ),
  rule('MMR', '2018-01-01', null, 12, 18),
  rule('MENINGOCOCCUS_C', '2018-01-01', '2024-12-31', 5, 12),
  rule('MENINGOCOCCUS_ACWY', '2025-01-01', null, 6, 12),
  rule('MENINGOCOCCUS_B', '2025-01-01', null, 3, 5, 12),
]
const COVERS: Record<string, string[]> = {
  HEXA: ['DTP', 'PERTUSSIS', 'HIB', 'HEPATITIS_B'],
  PENTA: ['DTP', 'PERTUSSIS', 'HIB'],
  TETRA: ['DTP', 'PERTUSSIS'],
  ACWY: ['MENINGOCOCCUS_ACWY', 'MENINGOCOCCUS_C'],
  B: ['MENINGOCOCCUS_B'],
  C: ['MENINGOCOCCUS_C'],
  MMR: ['MMR'],
  PNEUMO: ['PNEUMOCOCCUS'],
  BCG: [],
}
const given = (...codes: string[]) =>
  codes.flatMap((code) => {
    const [name, times = '1'] = code.split('×')
    return Array.from({ length: Number(times) }, () => ({ covers: COVERS[name!]!, on: null }))
  })
const TODAY = day('2026-11-24')

test('a dose dated before the birth is a mistake, and stands for none', () => {
  const born = day('2019-01-01')
  const dose = (on: string) => ({ covers: ['MMR'], on: day(on) })
  const lacking = (...doses: string[]) =>
    missingVaccines(born, doses.map(dose), [rule('MMR', '2018-01-01', null, 12, 18)], TODAY).map(
      ({ doses: count }) => count,
    )
  expect(lacking('2018-12-31', '2020-07-02')).toEqual([1])
  expect(lacking('2020-01-02', '2020-07-02')).toEqual([])
})

test('an injection is not before the birth; what is not known is no fault', () => {
  expect(injectionProblem('2018-12-31', '2019-01-01')).toBe(
    'Cette date est avant la naissance de l’enfant, le 1er janvier 2019.',
  )
  for (const [on, born] of [
    ['2019-01-01', '2019-01-01'],
    ['2026-01-01', '2019-01-01'],
    [null, '2019-01-01'],
    ['2018-12-31', null],
  ] as const)
    expect(injectionProblem(on, born)).toBeNull()
})

/** Born, what was given, and what is missing: « disease doses ». */
const CASES: [string, string, string[], string[]][] = [
  ['born on the last day of 2017, DTP alone is asked', '2017-12-31', [], ['DTP 3']],
  [
    'born on the first day of 2018, the eleven of the law of 2018 are asked',
    '2018-01-01',
    [],
    ['DTP 3', 'PERTUSSIS 3', 'HIB 3', 'HEPATITIS_B 3', 'PNEUMOCOCCUS 3', 'MMR 2', 'MENINGOCOCCUS_C 2'],
  ],
  [
    'born on the last day of 2024, meningococcus C, not ACWY nor B',
    '2024-12-31',
    ['HEXA×3', 'PNEUMO×3', 'MMR×2'],
    ['MENINGOCOCCUS_C 2'],
  ],
  [
    'born on the first day of 2025, ACWY and B in place of C',
    '2025-01-01',
    ['HEXA×3', 'PNEUMO×3', 'MMR×2'],
    ['MENINGOCOCCUS_ACWY 2', 'MENINGOCOCCUS_B 3'],
  ],
  ['born in 2020 and complete', '2020-05-10', ['HEXA×3', 'PNEUMO×3', 'MMR×2', 'C×2'], []],
  ['born in 2020, ACWY counts for C', '2020-05-10', ['HEXA×3', 'PNEUMO×3', 'MMR×2', 'ACWY×2'], []],
  [
    'born in 2025, C does not count for ACWY',
    '2025-01-01',
    ['HEXA×3', 'PNEUMO×3', 'MMR×2', 'B×3', 'C×2'],
    ['MENINGOCOCCUS_ACWY 2'],
  ],
  [
    'a pentavalent dose lacks hepatitis B, a tetravalent one Hib too',
    '2020-05-10',
    ['HEXA', 'PENTA', 'TETRA', 'PNEUMO×3', 'MMR×2', 'C×2'],
    ['HIB 1', 'HEPATITIS_B 2'],
  ],
  ['a vaccine that is not obligatory counts for nothing', '2017-06-01', ['BCG×3'], ['DTP 3']],
  ['more doses than asked are as good', '2017-06-01', ['DTP', 'HEXA×5'].slice(1), []],
]
for (const [name, born, codes, missing] of CASES)
  test(`what is missing: ${name}`, () => {
    const found = missingVaccines(day(born), given(...codes), SCHEDULE, TODAY)
    expect(found.map(({ disease, doses }) => `${disease} ${doses}`)).toEqual(missing)
  })

/** A baby born on 1 August 2026, at some ages: the doses of DTP that are due. */
const BABY = day('2026-08-01')
const AGES: [string, Day, number][] = [
  ['at two months, the first dose is not yet missing', addMonths(BABY, 2), 0],
  ['thirty days later, neither', addDays(addMonths(BABY, 2), 30), 0],
  ['the day after, it is', addDays(addMonths(BABY, 2), 31), 1],
  ['at four months and thirty-one days, two are', addDays(addMonths(BABY, 4), 31), 2],
  ['at one year, three are', addMonths(BABY, 13), 3],
]
for (const [name, today, doses] of AGES)
  test(`doses not yet due: ${name}`, () => {
    const dtp = missingVaccines(BABY, [], SCHEDULE, today).find(({ disease }) => disease === 'DTP')
    expect(dtp?.doses ?? 0).toBe(doses)
    if (dtp) expect(dtp.since).toBe(addMonths(BABY, 2))
  })

test('the day since which a dose is missing is that of the first one not given', () => {
  const [dtp] = missingVaccines(day('2017-06-15'), given('TETRA×2'), SCHEDULE, TODAY)
  expect(dtp).toMatchObject({ doses: 1, since: day('2018-05-15') })
})

test('no births have two rules for a disease: a shared day is one too many', () => {
  const dtp = SCHEDULE[0]!
  expect(overlaps(dtp, rule('DTP', '2017-12-31', null, 2))).toBe(true)
  expect(overlaps(dtp, rule('DTP', '2018-01-01', null, 2))).toBe(false)
  expect(overlaps(rule('DTP', '2018-01-01', null, 2), rule('DTP', '2030-01-01', null, 2))).toBe(true)
  expect(overlaps(dtp, rule('HIB', '2017-01-01', null, 2))).toBe(false)
})

const FORM = {
  disease: 'DTP',
  label: 'DTP',
  bornFrom: '2018-01-01',
  bornUntil: '',
  doseMonths: '11, 2 ; 4',
  source: 'décret n° 2018-42',
}
test('the ages of the doses are read from a list, in their order', () => {
  expect(obligationSchema.parse(FORM)).toMatchObject({ id: null, bornUntil: null, doseMonths: [2, 4, 11] })
})
for (const [name, value] of [
  ['doseMonths', ''],
  ['doseMonths', 'deux mois'],
  ['doseMonths', '2, 999'],
  ['doseMonths', '-1'],
  ['bornFrom', ''],
  ['bornFrom', '2018-02-30'],
  ['bornUntil', '2017-12-31'],
  ['label', '  '],
  ['source', ''],
] as const)
  test(`an obligation with « ${value} » as ${name} is refused at its field`, () => {
    const { error } = obligationSchema.safeParse({ ...FORM, [name]: value })
    expect(error!.issues.map(({ path }) => path.join('.'))).toEqual([name])
  })
