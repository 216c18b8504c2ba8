import { expect, test } from '@playwright/test'
import { paragraphsOf } from '@/lib/authority/rules'
import { day } from '@/lib/core/day'
import { phoneHref } from '@/lib/core/phone'
import { mailTextParts } from '@/lib/messaging/mail-text'
import { countWords, daysByMonth, runWords } from '@/lib/planning/messages'
import { receiptMail } from '@/lib/planning/request-mails'

const PORTAL = 'https://famille.vallombreuse.example'

test('an address of a mail becomes a link, without the sign that ends the sentence', () => {
  expect(mailTextParts('Voir (https://cnil.fr/plaintes). Merci.', PORTAL)).toEqual([
    { text: 'Voir (' },
    { text: 'https://cnil.fr/plaintes', href: 'https://cnil.fr/plaintes' },
    { text: '). Merci.' },
  ])
})

test('an address of the portal leads within it, whatever name the reader knows it by', () => {
  expect(mailTextParts(`${PORTAL}/confirmation/aB-_1`, PORTAL)).toEqual([
    { text: `${PORTAL}/confirmation/aB-_1`, href: '/confirmation/aB-_1' },
  ])
  expect(mailTextParts(`${PORTAL}.org/x`, PORTAL)[0]?.href).toBe(`${PORTAL}.org/x`)
})

test('only addresses of the web become links, and no text is lost', () => {
  const text = 'javascript:alert(1) ftp://x.example\n\nhttp://a.example/1 et http://b.example/2 !'
  const parts = mailTextParts(text, PORTAL)
  expect(parts.map((part) => part.text).join('')).toBe(text)
  expect(parts.flatMap((part) => part.href ?? [])).toEqual(['http://a.example/1', 'http://b.example/2'])
})

test('the paragraphs of a text are what its blank lines separate', () => {
  expect(paragraphsOf('Un\r\n\r\nDeux,\nsuite\n \n\n Trois \n')).toEqual(['Un', 'Deux,\nsuite', 'Trois'])
  expect(paragraphsOf(' \n\n ')).toEqual([])
})

test('a phone number dials from anywhere, a short one as it is', () => {
  expect(phoneHref('02 00 00 00 00')).toBe('tel:+33200000000')
  expect(phoneHref('+33 (0)2 00 00 00 00')).toBe('tel:+33200000000')
  expect(phoneHref('39 39')).toBe('tel:3939')
})

const entries = (...days: string[]) =>
  days.map((on) => ({ firstName: 'Lina', activity: 'Cantine', day: day(on) }))
const asked = { number: 12, askedAt: new Date('2026-11-24T08:00:00Z') }

test('a receipt groups its days by child, activity and answer', () => {
  const one = receiptMail(
    { kind: 'RESERVATION', ...asked },
    [{ outcome: 'ACCEPTED', entries: entries('2026-12-03') }],
    '/x',
  )
  expect(one.subject).toBe('Réservé : Lina, Cantine, jeudi 3 décembre (n° 12)')
  const { subject, paragraphs } = receiptMail(
    { kind: 'RESERVATION', ...asked },
    [
      { outcome: 'ACCEPTED', entries: entries('2026-12-18', '2026-12-01', '2026-12-03') },
      { outcome: 'PENDING', entries: [{ ...entries('2026-12-04')[0]!, activity: 'Accueil du soir' }] },
      { outcome: 'IMPOSSIBLE', entries: entries('2026-12-07', '2026-12-08'), reason: 'Complet.' },
    ],
    '/x',
  )
  expect(subject).toBe(
    'Demande reçue : Lina, Cantine : 3 jours du 1er au 18 décembre ; Lina, Accueil du soir, vendredi 4 décembre (n° 12)',
  )
  expect(paragraphs.slice(1, 9)).toEqual([
    'Réservé :',
    'Lina, Cantine : 3 jours du 1er au 18 décembre',
    'La réservation est acceptée.',
    'En attente de la réponse du service :',
    'Lina, Accueil du soir, vendredi 4 décembre',
    'Le service vous répond par e-mail. La place est prise quand le service accepte.',
    'Impossible :',
    'Lina, Cantine : 2 jours du 7 au 8 décembre. Complet.',
  ])
})

test('days are said with what they need: month, year, one line a month', () => {
  expect(runWords(day('2026-11-30'), day('2026-12-18'))).toBe('du 30 novembre au 18 décembre')
  expect(runWords(day('2026-12-21'), day('2027-01-03'))).toBe('du 21 décembre 2026 au 3 janvier 2027')
  expect(daysByMonth([day('2026-12-01'), day('2026-12-03'), day('2027-01-04')])).toEqual([
    '1er et 3 décembre 2026',
    '4 janvier 2027',
  ])
  expect(countWords('ACCEPTED', 12, { thing: 'DAY', done: false, named: true })).toBe(
    '12 jours seront acceptés',
  )
  expect(countWords('PENDING', 1, { thing: 'RESERVATION', done: true, named: false })).toBe(
    '1 attend la réponse du service',
  )
})
