import { expect, test } from '@playwright/test'
import { paragraphsOf } from '@/lib/authority/rules'
import { phoneHref } from '@/lib/core/phone'
import { mailTextParts } from '@/lib/messaging/mail-text'

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
