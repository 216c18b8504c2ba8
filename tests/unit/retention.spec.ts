import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import { countWords, OPEN_WORDS, openSentence, RULE_WORDS } from '@/lib/retention/messages'
import {
  cutoffsOn,
  isNameOf,
  OPEN_REASONS,
  RULE_IDS,
  schoolYearStart,
  type RuleId,
} from '@/lib/retention/rules'

/** What is dated before these days is erased, written once more by hand. */
const CUTOFFS: [today: string, expected: Partial<Record<RuleId, string>>][] = [
  [
    '2026-11-24',
    {
      change: '2025-11-24',
      health: '2026-09-01',
      careplan: '2026-09-01',
      healthDocument: '2026-09-01',
      mandate: '2025-10-24',
      bank: '2025-10-24',
      code: '2025-11-24',
      mail: '2026-05-24',
      importRun: '2025-11-24',
      invoice: '2016-01-01',
      payment: '2016-01-01',
      access: '2025-11-24',
      journal: '2022-11-24',
      accountWarning: '2024-12-24',
      account: '2024-11-24',
      family: '2023-11-24',
    },
  ],
  // The health data of a school year goes on 1 October, a month after its end.
  ['2026-08-31', { health: '2025-09-01' }],
  ['2026-09-01', { health: '2025-09-01' }],
  ['2026-09-30', { health: '2025-09-01' }],
  ['2026-10-01', { health: '2026-09-01' }],
  // Months of unequal length, and a leap day.
  ['2028-02-29', { change: '2027-02-28', family: '2025-02-28', journal: '2024-02-29', bank: '2027-01-29' }],
  ['2026-03-31', { mail: '2025-09-30', bank: '2025-02-28' }],
  ['2026-12-31', { mail: '2026-06-30', invoice: '2016-01-01' }],
  ['2027-01-01', { invoice: '2017-01-01' }],
]

for (const [today, expected] of CUTOFFS)
  test(`on ${today}, what is dated before these days is erased: ${Object.keys(expected).join(', ')}`, () => {
    expect(cutoffsOn(day(today))).toMatchObject(expected)
  })

for (const [on, start] of [
  ['2026-08-31', '2025-09-01'],
  ['2026-09-01', '2026-09-01'],
  ['2027-01-01', '2026-09-01'],
] as const)
  test(`${on} is of the school year that starts on ${start}`, () => {
    expect(schoolYearStart(day(on))).toBe(start)
  })

for (const [name, typed, same] of [
  ['Delmas', 'delmas', true],
  ['Lê-Nguyen', '  le nguyen ', true],
  ['Delmas', 'Delma', false],
  ['Delmas', '', false],
] as const)
  test(`« ${typed} » ${same ? 'confirms' : 'does not confirm'} the family ${name}`, () => {
    expect(isNameOf(name, typed)).toBe(same)
  })

test('every rule and every reason has its words', () => {
  for (const id of RULE_IDS) for (const text of Object.values(RULE_WORDS[id])) expect(text).not.toBe('')
  expect(countWords('family', 0)).toBe('rien')
  expect(countWords('family', 1)).toBe('1 famille')
  expect(countWords('account', 1_200)).toBe('1\u202f200 comptes')
  for (const reason of OPEN_REASONS) expect(openSentence([reason])).toContain(OPEN_WORDS[reason])
})
