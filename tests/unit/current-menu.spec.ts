import { expect, test } from '@playwright/test'
import { currentHref } from '@/components/layout/current-href'

const MENU = ['/', '/mon-espace', '/famille', '/famille/planning', '/famille/dossier']

test('the menu marks the entry that the page lies under, the nearest one', () => {
  expect(currentHref('/famille/planning', MENU)).toBe('/famille/planning')
  expect(currentHref('/famille/dossier/enfant/3', MENU)).toBe('/famille/dossier')
  expect(currentHref('/famille/documents', MENU)).toBe('/famille')
})

test('the home page is marked on itself alone, and a name that only begins alike is not', () => {
  expect(currentHref('/', MENU)).toBe('/')
  expect(currentHref('/aide', MENU)).toBeUndefined()
  expect(currentHref('/familles', MENU)).toBeUndefined()
})
