import { buffer } from 'node:stream/consumers'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import { MANDATE_TITLE, mandateText, revokedMail, signedMail, TEXT_VERSION } from '@/lib/mandate/messages'
import { mandatePdf } from '@/lib/mandate/pdf'
import { compactIcs, icsProblem, isOfAccount, RUM_RANDOM, rumOf } from '@/lib/mandate/rules'
import { creditorSchema, signatureSchema } from '@/lib/mandate/schema'

test('a RUM has at most 35 signs, all of SEPA’s, none that can be taken for another, and tells the day', () => {
  for (const byte of [0, 31, 128, 255]) {
    const rum = rumOf(day('2026-11-24'), new Uint8Array(RUM_RANDOM).fill(byte))
    expect(rum).toMatch(/^EF-20261124-[2-9A-HJKMNP-Z]{12}$/)
    expect(rum.length).toBeLessThanOrEqual(35)
  }
  expect(
    rumOf(
      day('2026-11-24'),
      Uint8Array.from({ length: RUM_RANDOM }, (_, n) => n),
    ),
  ).not.toBe(
    rumOf(
      day('2026-11-24'),
      Uint8Array.from({ length: RUM_RANDOM }, (_, n) => n + 1),
    ),
  )
})

test('the text names the creditor twice, the title is the rulebook’s, the right to a refund has its 8 weeks and 13 months', () => {
  const text = mandateText(TEXT_VERSION, { name: 'Trésorerie de Vallombreuse' }).join(' ')
  expect(MANDATE_TITLE).toBe('Mandat de prélèvement SEPA')
  expect(text.split('Trésorerie de Vallombreuse')).toHaveLength(3)
  expect(text).toContain('8 semaines')
  expect(text).toContain('13 mois')
  expect(() => mandateText(99, { name: 'X' })).toThrow()
})

const ICS: [string, boolean][] = [
  ['FR72ZZZ123456', true],
  ['FR72ABC123456', true],
  ['FR73ZZZ123456', false],
  ['FR72ZZZ123465', false],
  ['FR72ZZZ12345', false],
  ['DE98ZZZ09999999999', false],
]
for (const [ics, valid] of ICS)
  test(`${ics} is ${valid ? 'an' : 'no French'} ICS`, () => {
    expect(icsProblem(ics) === null).toBe(valid)
  })

test('an ICS is typed with spaces or small letters', () => {
  expect(compactIcs(' fr72 zzz 123456')).toBe('FR72ZZZ123456')
})

test('a creditor is whole or not there; what lacks is said at its field', () => {
  const creditor = { name: 'Trésorerie', address: '1 rue Haute, 45000 Orléans', ics: 'FR72 ZZZ 123456' }
  expect(creditorSchema.parse(creditor)).toEqual({ ...creditor, ics: 'FR72ZZZ123456' })
  expect(creditorSchema.parse({ name: '', address: ' ', ics: '' })).toBeNull()
  const { error } = creditorSchema.safeParse({ ...creditor, address: '', ics: 'FR00' })
  expect(error!.issues.map(({ path }) => path.join('.'))).toEqual(['address', 'ics'])
})

const SIGNATURE = {
  familyId: '019ab000-0000-7000-8000-000000000000',
  shown: '•••• 0189',
  place: ' Vallombreuse ',
  consent: '1',
  currentPassword: 'x',
}
test('a signature has a place, a consent and a password', () => {
  expect(signatureSchema.parse(SIGNATURE)).toMatchObject({ place: 'Vallombreuse' })
  for (const name of ['place', 'consent', 'currentPassword']) {
    const { error } = signatureSchema.safeParse({ ...SIGNATURE, [name]: name === 'consent' ? undefined : '' })
    expect(error!.issues.map(({ path }) => path.join('.'))).toEqual([name])
  }
})

test('a mandate is of the account in force, or is to be signed anew', () => {
  expect(isOfAccount({ iban: 'FR76' }, 'FR76')).toBe(true)
  expect(isOfAccount({ iban: 'FR76' }, 'FR14')).toBe(false)
  expect(isOfAccount({ iban: 'FR76' }, null)).toBe(false)
})

test('the mails give the reference and who acted, never an account', () => {
  for (const mail of [
    signedMail('EF-1', 'Sofia Delmas', '/x'),
    revokedMail('EF-1', { who: 'Sofia Delmas', debitedOn: null }, '/x'),
  ]) {
    expect(mail.paragraphs.join(' ')).toContain('EF-1')
    expect(JSON.stringify(mail)).not.toMatch(/IBAN|••••|FR\d/)
  }
})

test('the PDF of a mandate is one page, however long its names and addresses', async () => {
  const long = (text: string, length: number) => text.repeat(length).slice(0, length)
  const pdf = mandatePdf({
    rum: rumOf(day('2026-11-24'), new Uint8Array(RUM_RANDOM)),
    textVersion: TEXT_VERSION,
    creditor: { name: long('Trésorerie ', 70), address: long('rue de la Poste ', 140), ics: 'FR72ZZZ123456' },
    debtor: {
      holder: long('Delmas ', 70),
      address: long('avenue du Général ', 200),
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPPXXX',
    },
    place: long('Saint-Jean ', 80),
    signerName: long('Sofia ', 80),
    signedAt: new Date('2026-11-24T08:00:00Z'),
    revokedAt: new Date('2026-11-25T08:00:00Z'),
  })
  const read = await PDFDocument.load(await buffer(pdf))
  expect(read.getPageCount()).toBe(1)
  expect(read.getTitle()).toContain(MANDATE_TITLE)
})
