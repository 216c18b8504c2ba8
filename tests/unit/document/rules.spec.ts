import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { day, type Day } from '@/lib/core/day'
import { FILE_PROBLEMS, problemText, reminderMail, decisionMail } from '@/lib/document/messages'
import { nameFits, natureOf } from '@/lib/document/rules/format'
import { isTodo, isValid, slotOf, type DocumentState } from '@/lib/document/rules/states'
import { endOfSchoolYear, proposedExpiry } from '@/lib/document/rules/validity'

const TODAY = day('2026-11-24')

for (const [on, end] of [
  ['2026-09-01', '2027-08-31'],
  ['2026-12-31', '2027-08-31'],
  ['2027-01-01', '2027-08-31'],
  ['2027-06-30', '2027-08-31'],
  ['2027-07-01', '2028-08-31'],
  ['2027-08-31', '2028-08-31'],
] as const)
  test(`the school year of ${on} ends on ${end}`, () => {
    expect(endOfSchoolYear(day(on))).toBe(end)
  })

test('the last day that an agent is offered follows the type', () => {
  expect(proposedExpiry({ validity: 'UNLIMITED', validityDays: null }, TODAY)).toBeNull()
  expect(proposedExpiry({ validity: 'DAYS', validityDays: 365 }, TODAY)).toBe('2027-11-24')
  expect(proposedExpiry({ validity: 'SCHOOL_YEAR', validityDays: null }, TODAY)).toBe('2027-08-31')
})

test('a document is valid on its last day, not on the next', () => {
  const accepted = (expiresOn: Day | null) => ({ state: 'ACCEPTED' as const, expiresOn })
  expect(isValid(accepted(TODAY), TODAY)).toBe(true)
  expect(isValid(accepted(day('2026-11-23')), TODAY)).toBe(false)
  expect(isValid(accepted(null), TODAY)).toBe(true)
  expect(isValid({ state: 'PENDING', expiresOn: null }, TODAY)).toBe(false)
})

type Handed = { id: string; state: DocumentState; depositedAt: Date; expiresOn: Day | null }

const handed = (state: DocumentState, daysAgo: number, expiresOn: string | null = null): Handed => ({
  id: `${state}-${daysAgo}`,
  state,
  depositedAt: new Date(Date.UTC(2026, 10, 24) - daysAgo * 86_400_000),
  expiresOn: expiresOn === null ? null : day(expiresOn),
})

const STORIES = {
  'nothing, and it is asked': [[], true, 'MISSING', true],
  'nothing, and it is not asked': [[], false, 'OPTIONAL', false],
  'one that waits': [[handed('PENDING', 1)], true, 'PENDING', false],
  'one accepted': [[handed('ACCEPTED', 9, '2027-08-31')], true, 'ACCEPTED', false],
  'one accepted for ever': [[handed('ACCEPTED', 900)], true, 'ACCEPTED', false],
  'one that ends in 30 days': [[handed('ACCEPTED', 300, '2026-12-24')], true, 'EXPIRING', true],
  'one that ends in 31 days': [[handed('ACCEPTED', 300, '2026-12-25')], true, 'ACCEPTED', false],
  'one that has ended': [[handed('ACCEPTED', 400, '2026-08-31')], true, 'EXPIRED', true],
  'one that has ended, and it is not asked': [
    [handed('ACCEPTED', 400, '2026-08-31')],
    false,
    'EXPIRED',
    false,
  ],
  'one refused': [[handed('REFUSED', 2)], false, 'REFUSED', true],
  'one refused, another accepted before': [
    [handed('ACCEPTED', 9), handed('REFUSED', 2)],
    true,
    'REFUSED',
    true,
  ],
  'one refused, another that waits': [[handed('REFUSED', 2), handed('PENDING', 1)], true, 'PENDING', false],
  'one refused, another accepted after': [
    [handed('REFUSED', 2), handed('ACCEPTED', 1)],
    true,
    'ACCEPTED',
    false,
  ],
  'one taken back': [[handed('WITHDRAWN', 1)], true, 'MISSING', true],
  'one ended, a newer one that waits': [
    [handed('ACCEPTED', 400, '2026-08-31'), handed('PENDING', 1)],
    true,
    'PENDING',
    false,
  ],
} as const

for (const [name, [documents, required, state, todo]] of Object.entries(STORIES))
  test(`where a type stands with ${name}: ${state}`, () => {
    expect(slotOf<Handed>(documents, required, TODAY).state).toBe(state)
    expect(isTodo(state, required)).toBe(todo)
  })

test('what is still in force is told beside what waits or was refused', () => {
  const valid = handed('ACCEPTED', 90, '2027-01-31')
  expect(slotOf([valid, handed('PENDING', 1)], true, TODAY).inForce).toBe(valid)
  expect(slotOf([valid, handed('REFUSED', 1)], true, TODAY).inForce).toBe(valid)
})

test('whatever was handed in, in whatever order, the state is the same, and never what was taken back', () => {
  const states = fc.constantFrom<DocumentState>('PENDING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')
  const ends = fc.constantFrom(null, '2026-08-31', '2026-11-24', '2026-12-10', '2027-08-31')
  const many = fc.uniqueArray(fc.tuple(states, fc.nat(900), ends), {
    maxLength: 8,
    selector: ([, daysAgo]) => daysAgo,
  })
  fc.assert(
    fc.property(many, fc.boolean(), (stories, required) => {
      const documents = stories.map((story) => handed(...story))
      const slot = slotOf(documents, required, TODAY)
      expect(slotOf(documents.toReversed(), required, TODAY)).toEqual(slot)
      expect(slot.document?.state).not.toBe('WITHDRAWN')
      expect(slot.document === null).toBe(documents.every(({ state }) => state === 'WITHDRAWN'))
    }),
  )
})

test('the first bytes decide what a file is', () => {
  const of = (text: string) => natureOf(Buffer.from(text, 'latin1'))
  expect(of('\xff\xd8\xff\xe0')).toBe('JPEG')
  expect(of('\x89PNG\r\n\x1a\n')).toBe('PNG')
  expect(of('RIFF\0\0\0\0WEBPVP8 ')).toBe('WEBP')
  expect(of('RIFF\0\0\0\0WAVEfmt ')).toBe('OTHER')
  expect(of('%PDF-1.7')).toBe('PDF')
  expect(of(' %PDF-1.7')).toBe('OTHER')
  expect(of('\0\0\0\x1cftypheic')).toBe('HEIC')
  expect(of('\0\0\0\x1cftypmp42')).toBe('OTHER')
  expect(of('<svg xmlns="">')).toBe('SVG')
  expect(of('')).toBe('OTHER')
})

test('the end of a name is held against the bytes', () => {
  expect(nameFits('scan.PDF', 'PDF')).toBe(true)
  expect(nameFits('scan', 'PDF')).toBe(true)
  expect(nameFits('IMG_0001.heic', 'JPEG')).toBe(true)
  expect(nameFits('facture.pdf.exe', 'PDF')).toBe(false)
  expect(nameFits('facture.pdf', 'JPEG')).toBe(false)
})

test('each problem has a sentence of its own', () => {
  expect(new Set(Object.values(FILE_PROBLEMS)).size).toBe(Object.keys(FILE_PROBLEMS).length)
  expect(problemText('PDF_ACTIVE')).toContain('Imprimer')
  for (const code of [undefined, '', 'constructor', '<script>']) expect(problemText(code)).toBeNull()
})

test('mails name no document: a PAI is a matter of health', () => {
  for (const mail of [
    decisionMail('document', true, 'https://x'),
    decisionMail('photo', false, 'https://x'),
    reminderMail(TODAY, 'https://x'),
  ])
    expect(JSON.stringify(mail)).not.toMatch(/PAI|imposition|jugement|vaccin|RIB|assurance/i)
})
