import { expect, test } from '@playwright/test'
import type { NamedPeriod } from '@/lib/activity/rules/calendar'
import { day, isoWeekOf } from '@/lib/core/day'
import { custodyFamilyOn, custodySentence, type CustodyRule } from '@/lib/family/custody-rules'
import { custodySchema } from '@/lib/family/schema'

const rule = (kind: CustodyRule['kind'], more: Partial<CustodyRule> = {}): CustodyRule => ({
  kind,
  familyId: 'A',
  otherFamilyId: kind === 'DAYS' ? null : 'B',
  startsOn: day('2020-01-01'),
  endsOn: null,
  ...more,
})

const period = (from: string, to: string): NamedPeriod => ({
  name: 'Vacances',
  startsOn: day(from),
  endsOn: day(to),
})

const CHRISTMAS_2026 = period('2026-12-19', '2027-01-03')
const CHRISTMAS_2025 = period('2025-12-20', '2026-01-04')
/** Nine days. */
const ODD = period('2026-02-14', '2026-02-22')
const BRIDGE = period('2026-05-14', '2026-05-17')
const HOLIDAYS = [CHRISTMAS_2026, CHRISTMAS_2025, ODD, BRIDGE]

for (const [on, week] of [
  ['2026-01-01', 1],
  ['2025-12-29', 1],
  ['2025-12-28', 52],
  ['2026-12-27', 52],
  ['2026-12-28', 53],
  ['2027-01-03', 53],
  ['2027-01-04', 1],
  ['2024-12-30', 1],
  ['2021-01-03', 53],
] as const)
  test(`${on} is of ISO week ${week}`, () => {
    expect(isoWeekOf(day(on))).toBe(week)
  })

const CASES: [string, CustodyRule[], string, string | null][] = [
  ['no rule says nothing', [], '2026-11-24', null],
  ['an even week is of the first family', [rule('WEEKS')], '2026-11-24', 'A'],
  ['its Sunday too', [rule('WEEKS')], '2026-11-29', 'A'],
  ['an odd week is of the other', [rule('WEEKS')], '2026-11-30', 'B'],
  ['week 53 is odd', [rule('WEEKS')], '2026-12-31', 'B'],
  ['and still is in January', [rule('WEEKS')], '2027-01-03', 'B'],
  ['week 1 is odd again', [rule('WEEKS')], '2027-01-04', 'B'],
  ['the last days of December can be of week 1', [rule('WEEKS')], '2025-12-29', 'B'],
  [
    'a rule does not stand before its first day',
    [rule('WEEKS', { startsOn: day('2026-11-25') })],
    '2026-11-24',
    null,
  ],
  ['it stands on its last day', [rule('WEEKS', { endsOn: day('2026-11-24') })], '2026-11-24', 'A'],
  ['and no longer', [rule('WEEKS', { endsOn: day('2026-11-24') })], '2026-11-25', null],
  ['the first half of an even year is of the first family', [rule('HOLIDAYS')], '2026-12-19', 'A'],
  ['until its last day', [rule('HOLIDAYS')], '2026-12-26', 'A'],
  ['then comes the other', [rule('HOLIDAYS')], '2026-12-27', 'B'],
  ['holidays are those of the year in which they begin', [rule('HOLIDAYS')], '2027-01-02', 'B'],
  ['the first half of an odd year is of the other', [rule('HOLIDAYS')], '2025-12-21', 'B'],
  ['its second half of the first, in January too', [rule('HOLIDAYS')], '2026-01-04', 'A'],
  ['of nine days, the fifth is of the first half', [rule('HOLIDAYS')], '2026-02-18', 'A'],
  ['and the sixth of the second', [rule('HOLIDAYS')], '2026-02-19', 'B'],
  ['a long week-end is not shared', [rule('HOLIDAYS')], '2026-05-15', null],
  ['it goes with its week', [rule('HOLIDAYS'), rule('WEEKS')], '2026-05-15', 'A'],
  ['outside holidays, weeks', [rule('HOLIDAYS'), rule('WEEKS')], '2026-11-30', 'B'],
  ['holidays come before weeks', [rule('WEEKS'), rule('HOLIDAYS')], '2026-12-23', 'A'],
  [
    'free days come before all',
    [
      rule('WEEKS'),
      rule('HOLIDAYS'),
      rule('DAYS', { familyId: 'B', startsOn: day('2026-12-24'), endsOn: day('2026-12-25') }),
    ],
    '2026-12-24',
    'B',
  ],
  [
    'and are over after them',
    [
      rule('HOLIDAYS'),
      rule('DAYS', { familyId: 'B', startsOn: day('2026-12-24'), endsOn: day('2026-12-25') }),
    ],
    '2026-12-26',
    'A',
  ],
]

for (const [name, rules, on, family] of CASES)
  test(`custody, ${on}: ${name}`, () => {
    expect(custodyFamilyOn(rules, day(on), HOLIDAYS)).toBe(family)
  })

test('each kind of rule is told in one sentence', () => {
  const of = (kind: CustodyRule['kind'], endsOn: string | null) =>
    custodySentence(
      { kind, startsOn: day('2026-09-01'), endsOn: endsOn && day(endsOn) } as CustodyRule,
      'Rousseau',
      'Lambert',
    )
  expect(of('WEEKS', null)).toBe(
    'Semaines paires : famille Rousseau ; semaines impaires : famille Lambert ; à partir du 1er septembre 2026.',
  )
  expect(of('HOLIDAYS', '2027-08-31')).toContain('première moitié : famille Rousseau les années paires')
  expect(of('DAYS', '2026-09-02')).toBe('Famille Rousseau : du 1er septembre 2026 au 2 septembre 2026.')
})

test('the form of a rule says what is wrong with each of its days', () => {
  const problems = (startsOn: string, endsOn: string) => {
    const ids = {
      childId: '0194b0a0-0000-7000-8000-000000000001',
      familyId: '0194b0a0-0000-7000-8000-000000000002',
    }
    const { error } = custodySchema.safeParse({ ...ids, kind: 'WEEKS', startsOn, endsOn })
    return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  }
  const unknown = (name: string) => `${name}: Indiquez une date qui existe.`
  expect(problems('2026-12-20', '')).toEqual([])
  expect(problems('2026-12-20', '9999-12-10')).toEqual([unknown('endsOn')])
  expect(problems('1700-12-20', '2026-02-30')).toEqual([unknown('startsOn'), unknown('endsOn')])
  expect(problems('2026-12-20', '2026-12-10')).toEqual(['endsOn: Le dernier jour vient avant le premier.'])
})
