import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { addDays, day, weekdayOf, type Day } from '@/lib/core/day'
import { compactIban } from '@/lib/core/iban'
import { adviceOf, FILE_PROBLEMS, reasonWords, WHY_NOT_WORDS } from '@/lib/sepa/messages'
import { postalAddress } from '@/lib/sepa/rules/address'
import { dateProblem, firstCollectionDay, isTargetDay } from '@/lib/sepa/rules/dates'
import {
  outcomeOf,
  reversedOn,
  whyNot,
  whyTakenOut,
  type InvoiceFacts,
  type MandateFacts,
} from '@/lib/sepa/rules/debit'
import { batchReference, endToEndId, partId, referenceOfPart } from '@/lib/sepa/rules/identifiers'
import { sepaText } from '@/lib/sepa/rules/text'
import { collectionSchema } from '@/lib/sepa/schema'

const ON = day('2026-12-15')
const ICS = 'FR72ZZZ123456'
const GOOD: MandateFacts = { signedOn: day('2026-09-01'), lastUsedOn: null, isRevoked: false, ics: ICS }
const UNPAID: InvoiceFacts = { isPaying: false, hasFailed: false, isTransmitted: false }

const JUDGED: [what: string, Partial<MandateFacts & InvoiceFacts>, on: Day, why: string | null][] = [
  ['an unpaid invoice with a mandate in force', {}, ON, null],
  ['one that the Trésor public collects', { isTransmitted: true }, ON, 'TRANSMITTED'],
  ['a revoked mandate', { isRevoked: true }, ON, 'REVOKED'],
  ['36 months after the signature', {}, day('2029-09-01'), null],
  ['36 months and a day after the signature', {}, day('2029-09-02'), 'LAPSED'],
  ['36 months after the last collection', { lastUsedOn: day('2027-06-10') }, day('2030-06-10'), null],
  ['36 months and a day after it', { lastUsedOn: day('2027-06-10') }, day('2030-06-11'), 'LAPSED'],
  ['a mandate signed the day before', { signedOn: day('2026-12-14') }, ON, null],
  ['a mandate signed on the day', { signedOn: ON }, ON, 'TOO_RECENT'],
  ['a mandate for another creditor', { ics: 'FR71ABC123456' }, ON, 'OTHER_CREDITOR'],
  ['an invoice whose debit came back', { hasFailed: true }, ON, 'FAILED'],
  ['an invoice that is being paid online', { isPaying: true }, ON, 'PAYING'],
]

for (const [what, facts, on, why] of JUDGED)
  test(`${what}: ${why ?? 'collected'}`, () => {
    expect(whyNot({ ...UNPAID, ...facts }, { ...GOOD, ...facts }, { on, ics: ICS })).toBe(why)
    if (why) expect(WHY_NOT_WORDS[why as keyof typeof WHY_NOT_WORDS]).not.toBe('')
  })

const CLOSED = [
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2026-05-01', '2026-12-25', '2028-12-26', '2026-12-26'],
  ...['2026-12-12', '2026-12-13'],
]

for (const on of CLOSED)
  test(`${on}: the banks of the euro are closed`, () => {
    expect(isTargetDay(day(on))).toBe(false)
    expect(dateProblem(day(on), addDays(day(on), -20), 14)).toBe('CLOSED')
  })

for (const on of ['2026-11-11', '2026-07-14', '2026-05-14', '2026-05-25', '2026-12-24', '2026-12-31'])
  test(`${on}: the banks of the euro work, holiday in France or not`, () => {
    expect(isTargetDay(day(on))).toBe(true)
  })

test('families have all their notice: the first day is a working day, never sooner, a fortnight by usage', () => {
  expect(firstCollectionDay(day('2026-11-24'), 14)).toBe('2026-12-08')
  expect(firstCollectionDay(day('2026-12-11'), 14)).toBe('2026-12-28')
  expect(firstCollectionDay(day('2026-11-24'), 5)).toBe('2026-11-30')
  expect(dateProblem(day('2026-12-07'), day('2026-11-24'), 14)).toBe('TOO_EARLY')
  expect(dateProblem(day('2026-12-08'), day('2026-11-24'), 14)).toBe(null)
  expect(dateProblem(day('2027-01-22'), day('2026-11-24'), 14)).toBe(null)
  expect(dateProblem(day('2027-01-25'), day('2026-11-24'), 14)).toBe('TOO_FAR')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 2, max: 14 }), (ahead, notice) => {
      const today = addDays(day('2024-01-01'), ahead)
      const first = firstCollectionDay(today, notice)
      expect(dateProblem(first, today, notice)).toBe(null)
      expect(weekdayOf(first)).toBeLessThan(6)
    }),
  )
})

const WRITTEN: [text: string, written: string][] = [
  ['Élodie d’Œuvre & Fils', "Elodie d'OEuvre + Fils"],
  ['  Noël   Łukasz—Ñuñez ', 'Noel Lukasz-Nunez'],
  ['//rue//haute/', 'rue/haute'],
  ['«n° 12» ; <b>"x"</b>', 'no 12 , b x /b'],
  ['Мария', ''],
  ['a\u0301\u0000\n\tb', 'a b'],
]

for (const [text, written] of WRITTEN)
  test(`« ${text.replaceAll('\u0000', '')} » is written « ${written} » in a file`, () => {
    expect(sepaText(text, 70)).toBe(written)
  })

test('any text is written in the signs that banks take, within its length, and writing it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(35, 70, 140),
      (text, max) => {
        const written = sepaText(text, max)
        expect(written).toMatch(/^([A-Za-z0-9\-?:().,'+]([A-Za-z0-9/\-?:().,'+ ]*[A-Za-z0-9\-?:().,'+])?)?$/)
        expect(written).not.toContain('//')
        expect(written.length).toBeLessThanOrEqual(max)
        expect(sepaText(written, max)).toBe(written)
      },
    ),
  )
})

test('an address is taken apart by its postal code; what has none is left out', () => {
  expect(postalAddress('12 rue des Tilleuls, Bât. B, 45990 Vallombreuse')).toEqual({
    ...{ street: '12 rue des Tilleuls, Bât. B', postalCode: '45990', town: 'Vallombreuse', country: 'FR' },
  })
  expect(postalAddress('98000 Monaco')).toMatchObject({ street: '', country: 'MC' })
  expect(postalAddress('3 Hauptstrasse, Kehl')).toBeNull()
})

test('references fit what SEPA allows, and a part of a file leads to its batch', () => {
  const reference = batchReference(ON, new Uint8Array(8).fill(255))
  expect(reference).toMatch(/^PRLV-20261215-[2-9A-HJKMNP-Z]{8}$/)
  expect(partId(reference).length).toBeLessThanOrEqual(35)
  expect(referenceOfPart(partId(reference))).toBe(reference)
  expect(endToEndId('2026-000042', 2)).toBe('2026-000042-2')
})

test('a debit goes into the file unless its mandate was revoked or less is left to pay than was announced', () => {
  expect(whyTakenOut({ amount: 100 }, { left: 100, isRevoked: false })).toBeNull()
  expect(whyTakenOut({ amount: 100 }, { left: 150, isRevoked: false })).toBeNull()
  expect(whyTakenOut({ amount: 100 }, { left: 99, isRevoked: false })).toBe('PAID')
  expect(whyTakenOut({ amount: 100 }, { left: 100, isRevoked: true })).toBe('REVOKED')
})

test('what the bank tells of a debit counts once, and for its amount alone', () => {
  const told = { endToEndId: 'x', code: 'AM04', amounts: [] as number[], on: null }
  const of = (state: 'ANNOUNCED' | 'COLLECTED' | 'REJECTED' | 'RETURNED' | 'CANCELLED') => ({
    state,
    amount: 100,
  })
  expect(outcomeOf('REJECTS', told, of('ANNOUNCED'))).toBe('REJECTED')
  expect(outcomeOf('REJECTS', told, of('COLLECTED'))).toBe('REJECTED')
  expect(outcomeOf('RETURNS', told, of('COLLECTED'))).toBe('RETURNED')
  expect(outcomeOf('RETURNS', told, of('ANNOUNCED'))).toBe('RETURNED')
  for (const state of ['REJECTED', 'RETURNED', 'CANCELLED'] as const)
    expect(outcomeOf('RETURNS', told, of(state))).toBe('ALREADY')
  expect(outcomeOf('RETURNS', told, undefined)).toBe('UNKNOWN')
  expect(outcomeOf('RETURNS', { ...told, amounts: [105, 100] }, of('COLLECTED'))).toBe('RETURNED')
  expect(outcomeOf('RETURNS', { ...told, amounts: [105] }, of('COLLECTED'))).toBe('DIFFERENT')
})

test('a payment is taken back on the day of the bank, never before it was received', () => {
  const of = (told: Day | null) => reversedOn(ON, told, day('2026-12-18'))
  expect(of(day('2026-12-17'))).toBe('2026-12-17')
  expect(of(day('2026-12-14'))).toBe(ON)
  expect(of(day('2026-12-19'))).toBe('2026-12-18')
  expect(of(null)).toBe('2026-12-18')
})

for (const code of ['AC01', 'AC04', 'AC06', 'AG01', 'AM04', 'MD01', 'MD06', 'MS02', 'MS03', 'SL01'])
  test(`the code ${code} is told in French`, () => {
    expect(reasonWords(code)).toMatch(new RegExp(`^[A-ZÉ].* \\(${code}\\)$`))
  })

test('an unknown code is shown as it is; a family never reads of its money', () => {
  expect(reasonWords('XY99')).toBe('XY99')
  expect(reasonWords('constructor')).toBe('constructor')
  expect(reasonWords(null)).toBe('Raison non communiquée')
  for (const code of ['AM04', 'MD07', 'MS02', null]) expect(adviceOf(code)).toBeNull()
  expect(adviceOf('AC04')).toContain('compte bancaire')
  for (const words of Object.values(FILE_PROBLEMS)) expect(words).toMatch(/\.$/)
})

test('the settings take an account, or none; a notice of 2 to 14 days', () => {
  const form = {
    ...{ iban: '', bic: '', siret: '', format: 'PAIN_008_001_08', notice: '14' },
    currentPassword: 'secret',
  }
  expect(collectionSchema.parse(form)).toEqual({
    ...{ account: null, siret: null, format: 'PAIN_008_001_08', notice: 14, currentPassword: 'secret' },
  })
  const full = {
    ...form,
    iban: ' fr14 2004 1010 0505 0001 3m02 606',
    bic: 'psstfrppsce',
    siret: '214 503 390 00012',
  }
  expect(collectionSchema.parse(full)).toMatchObject({
    account: { iban: compactIban('FR1420041010050500013M02606'), bic: 'PSSTFRPPSCE' },
    siret: '21450339000012',
  })
  for (const wrong of [
    { iban: 'FR1420041010050500013M02607' },
    { bic: 'PSSTFRPPSCE' },
    { iban: full.iban, bic: 'X' },
    { siret: '12' },
    { siret: '21450339000017' },
    { format: 'X' },
    { notice: '1' },
    { notice: '15' },
    { notice: 'x' },
    { currentPassword: '' },
  ])
    expect(collectionSchema.safeParse({ ...form, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
})
