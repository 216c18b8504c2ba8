import { expect, test } from '@playwright/test'
import { browserName, normaliseEmail, safeNextPath, waitInWords } from '@/lib/account/rules'
import { isTooWeak } from '@/lib/account/password-strength'
import { signUpSchema } from '@/lib/account/schema'
import { isTouchDue, sessionLifetime } from '@/lib/core/session-lifetime'

const me = ['Durand', 'Inès', 'ines.durand@exemple.example']

for (const password of [
  'password1234',
  'motdepasse1234',
  'azertyuiop123',
  '123456789012',
  'aaaaaaaaaaaa',
  'Bonjour12345',
  'jetaime123456',
])
  test(`a password among the most common is refused: ${password}`, async () => {
    expect(await isTooWeak(password, [])).toBe(true)
  })

for (const password of [
  'Durand-Ines1',
  'InèsDurand2026',
  'ines.durand@exemple.example',
  'durand durand durand',
])
  test(`a password made of what one knows of the person is refused: ${password}`, async () => {
    expect(await isTooWeak(password, me)).toBe(true)
  })

for (const password of [
  'cheval agrafe correct pile',
  'xK9#mQ2$vL7p',
  'le camion bleu de mamie roule',
  '日本語のパスワード長い鍵です',
])
  test(`a long password needs no sign, digit or capital: ${password}`, async () => {
    expect(await isTooWeak(password, me)).toBe(false)
  })

const signUp = {
  lastName: 'Durand',
  firstName: 'Inès',
  email: 'a@b.example',
  password: 'x'.repeat(12),
  altcha: '',
}

test('a password has 12 to 128 characters, counted as a person counts them', () => {
  const accepts = (password: string) => signUpSchema.safeParse({ ...signUp, password }).success
  expect(accepts('x'.repeat(11))).toBe(false)
  expect(accepts('x'.repeat(12))).toBe(true)
  expect(accepts('😀'.repeat(11))).toBe(false)
  expect(accepts('😀'.repeat(12))).toBe(true)
  expect(accepts('x'.repeat(128))).toBe(true)
  expect(accepts('x'.repeat(129))).toBe(false)
})

test('an empty form names every field, in French, once', () => {
  const parsed = signUpSchema.safeParse({ lastName: ' ', firstName: '', email: '', password: '' })
  const messages = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} : ${message}`)
  expect(messages).toEqual([
    'lastName : Écrivez votre nom.',
    'firstName : Écrivez votre prénom.',
    'email : Écrivez votre adresse e-mail.',
    'password : Choisissez un mot de passe.',
  ])
})

test('an e-mail is compared without its spaces and capitals', () => {
  expect(normaliseEmail('  Ines.Durand@Exemple.EXAMPLE ')).toBe('ines.durand@exemple.example')
  expect(signUpSchema.parse({ ...signUp, email: ' A@B.Example ' }).email).toBe('a@b.example')
})

for (const path of ['/famille/planning', '/famille/planning?vue=mois&date=2026-11-01', '/mon-espace'])
  test(`after the login one goes on to a page of the portal: ${path}`, () => {
    expect(safeNextPath(path)).toBe(path)
  })

for (const path of [
  'https://autre.example/',
  '//autre.example/',
  '/\\autre.example',
  '/\t/autre.example',
  '/%0a/../..//autre.example\n',
  '/x/..//autre.example',
  'javascript:alert(1)',
  'famille',
  '',
  '/connexion?suite=/connexion',
  '/api/sante',
  ['/famille', '/x'],
  undefined,
])
  test(`after the login one goes to no other site: ${JSON.stringify(path)}`, () => {
    expect(safeNextPath(path)).toBeNull()
  })

test('a wait is told in words and is never too short', () => {
  const at = new Date('2026-11-24T08:00:00Z')
  const after = (seconds: number) => waitInWords(new Date(at.getTime() + seconds * 1000), at)
  expect([0, 1, 59, 60, 61, 899, 900, 3601].map(after)).toEqual([
    '1 seconde',
    '1 seconde',
    '59 secondes',
    '1 minute',
    '2 minutes',
    '15 minutes',
    '15 minutes',
    '2 heures',
  ])
})

test('a session lives 20 hours without use, 30 days when asked, 8 hours for an agent whatever was asked', () => {
  const hours = (isAgent: boolean, remember: boolean) => sessionLifetime({ isAgent, remember }) / 3_600_000
  expect(hours(false, false)).toBe(20)
  expect(hours(false, true)).toBe(720)
  expect(hours(true, false)).toBe(8)
  expect(hours(true, true)).toBe(8)
})

test('the use of a session is written at most every five minutes', () => {
  const at = new Date('2026-11-24T08:00:00Z')
  expect(isTouchDue(new Date('2026-11-24T07:55:01Z'), at)).toBe(false)
  expect(isTouchDue(new Date('2026-11-24T07:55:00Z'), at)).toBe(true)
})

test('a session is named by its browser and system', () => {
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox sur Linux',
  )
  expect(
    browserName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari sur iPhone')
  expect(browserName('')).toBe('Navigateur')
})
