import { expect, test } from '@playwright/test'
import { searchTerms } from '@/lib/family/search-terms'

test('a phone is searched alike however it is spaced or prefixed', () => {
  for (const typed of [
    '06 39 98 01 42',
    '06.39.98.01.42',
    '+33 6 39 98 01 42',
    '0033639980142',
    '+33 (0)6 39 98 01 42',
  ])
    expect(searchTerms(typed)).toEqual({ kind: 'digits', digits: '0639980142' })
})

test('an @ makes an e-mail, letters make names, nothing makes all families', () => {
  expect(searchTerms(' Sofia@Exemple.fr ')).toEqual({ kind: 'email', email: 'sofia@exemple.fr' })
  expect(searchTerms('D’Angelo')).toEqual({ kind: 'names', names: 'D Angelo' })
  expect(searchTerms('  ')).toEqual({ kind: 'all' })
})
