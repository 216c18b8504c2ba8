import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { paymentReference, paymentSubject, refusalOf, type PaymentOrder } from '@/lib/payfip/rules/order'

const ORDER: PaymentOrder = {
  clientNumber: '100001',
  year: 2026,
  reference: '2026000123',
  subject: 'Cantine de novembre',
  amount: 8_420,
  email: 'parent@demo.example',
  mode: 'T',
  notificationUrl: 'https://famille.exemple.example/api/paiement/notification',
  returnUrl: 'https://famille.exemple.example/api/paiement/retour',
}

const address = (length: number) => `https://x.example/${'a'.repeat(length - 'https://x.example/'.length)}`

const REFUSALS: [what: string, change: Partial<PaymentOrder>, code: string | null][] = [
  ['all is well', {}, null],
  ['five digits', { clientNumber: '10000' }, 'T1'],
  ['seven digits', { clientNumber: '1000012' }, 'T1'],
  ['letters in the client', { clientNumber: '10000A' }, 'T1'],
  ['no such mode', { mode: 'A' as 'T' }, 'S1'],
  ['production', { mode: 'W' }, null],
  ['five signs', { reference: 'ABC12' }, 'R3'],
  ['six signs', { reference: 'ABC123' }, null],
  ['thirty signs', { reference: 'A'.repeat(30) }, null],
  ['thirty-one signs', { reference: 'A'.repeat(31) }, 'R3'],
  ['a dash', { reference: '2026-000123' }, 'R3'],
  ['an accent', { reference: 'CANTINÉ1' }, 'R3'],
  ['a year of three digits', { year: 926 }, 'E1'],
  ['half a centime', { amount: 100.5 }, 'M1'],
  ['no number', { amount: NaN }, 'M1'],
  ['less than nothing', { amount: -100 }, 'M1'],
  ['99 centimes', { amount: 99 }, 'M3'],
  ['nothing', { amount: 0 }, 'M3'],
  ['1 €', { amount: 100 }, null],
  ['99 999,99 €', { amount: 9_999_999 }, null],
  ['100 000 €', { amount: 10_000_000 }, 'M5'],
  ['no e-mail', { email: '' }, 'A1'],
  ['five signs of e-mail', { email: 'a@b.c' }, 'A2'],
  ['six signs of e-mail', { email: 'a@b.fr' }, null],
  ['80 signs of e-mail', { email: `${'a'.repeat(69)}@exemple.fr` }, null],
  ['81 signs of e-mail', { email: `${'a'.repeat(70)}@exemple.fr` }, 'A2'],
  ['an e-mail without @', { email: 'parent.demo.example' }, 'A2'],
  ['an e-mail with a space', { email: 'le parent@demo.example' }, 'A2'],
  ['a path alone to notify', { notificationUrl: '/api/paiement' }, 'N1'],
  ['249 signs to notify', { notificationUrl: address(249) }, null],
  ['250 signs to notify', { notificationUrl: address(250) }, 'N1'],
  ['a script to come back', { returnUrl: 'javascript:alert(1)' }, 'D1'],
  ['250 signs to come back', { returnUrl: address(250) }, 'D1'],
  ['no address to come back', { returnUrl: '' }, 'D1'],
]
for (const [what, change, code] of REFUSALS)
  test(`an order with ${what} is ${code ? `refused as ${code}` : 'sent'}`, () => {
    expect(refusalOf({ ...ORDER, ...change })).toBe(code)
  })

const SUBJECTS: [words: string, sent: string][] = [
  ['Facture n° 2026-000123', 'Facture n 2026 000123'],
  ['Cantine de l’été', 'Cantine de l ete'],
  ["L'accueil du soir", 'L accueil du soir'],
  ['Accueil périscolaire, garçons & filles', 'Accueil periscolaire garcons filles'],
  ['  Cœur   de Noël ', 'Coeur de Noel'],
  ['12,50 €', '12 50'],
  ['cantine/garderie', 'cantine garderie'],
  ['« »', ''],
  ['a'.repeat(150), 'a'.repeat(99)],
  [`${'a'.repeat(98)} b`, 'a'.repeat(98)],
  ['№ 5 ½', 'No 5 12'],
]
for (const [words, sent] of SUBJECTS)
  test(`« ${words.slice(-30)} » (${words.length}) is written « ${sent.slice(0, 30)} »`, () => {
    expect(paymentSubject(words)).toBe(sent)
  })

test('whatever the words, the subject is of letters, digits and single spaces, under 100, and written once for all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => {
      const subject = paymentSubject(words)
      expect(subject).toMatch(/^([A-Za-z0-9]+( [A-Za-z0-9]+)*)?$/)
      expect(subject.length).toBeLessThan(100)
      expect(paymentSubject(subject)).toBe(subject)
    }),
  )
})

const REFERENCES: [number: string, reference: string | null][] = [
  ['2026-000123', '2026000123'],
  ['FAC/2026/000123', 'FAC2026000123'],
  ['12-345', null],
  ['123-456', '123456'],
  ['1'.repeat(31), null],
]
for (const [number, reference] of REFERENCES)
  test(`the reference of ${number} is ${reference}`, () => {
    expect(paymentReference(number)).toBe(reference)
  })
