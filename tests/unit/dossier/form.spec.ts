import { expect, test } from '@playwright/test'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import { day } from '@/lib/core/day'
import { acceptanceSchema, decisionsSchema } from '@/lib/dossier/decision-schema'
import { sectionSchema, SHOWN_FIELD } from '@/lib/dossier/schema'
import { findSection } from '@/lib/dossier/sections'

const TODAY = day('2026-11-24')
const IDENTITY = findSection(DECLARED_DOSSIER, 'guardian', 'identity')!
const SHOWN = {
  title: 'MME',
  lastName: 'Delmas',
  firstNames: 'Sofia',
  email: 'pas une adresse',
  mobilePhone: '0612345678',
}

const problemsOf = (typed: Record<string, string>, section = IDENTITY) => {
  const result = sectionSchema(section, TODAY).safeParse({
    [SHOWN_FIELD]: JSON.stringify(SHOWN),
    ...SHOWN,
    ...typed,
  })
  return Object.fromEntries(
    (result.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  )
}

const REFUSED: [string, string, RegExp][] = [
  ['title', 'MLLE', /proposées/],
  ['lastName', '', /obligatoire/],
  ['lastName', 'Delmas <script>', /lettres/],
  ['lastName', 'D'.repeat(81), /80 signes/],
  ['firstNames', 'R2D2', /lettres/],
  ['birthDate', '2026-11-25', /avenir/],
  ['birthDate', '2026-02-30', /n’existe pas/],
  ['birthDate', '1850-01-01', /ancienne/],
  ['mobilePhone', '06 12 34', /dix chiffres/],
  ['workPhone', '0012 34', /dix chiffres/],
  ['email', 'sofia@', /nom@exemple/],
  ['profession', 'x'.repeat(81), /80 signes/],
]
for (const [name, typed, message] of REFUSED) {
  test(`« ${typed.slice(0, 20)} » is refused as ${name}, in words next to the field`, () => {
    expect(problemsOf({ [name]: typed })).toEqual({ [name]: expect.stringMatching(message) })
  })
}

for (const name of ['D’Angelo', "D'Angelo", 'Le Gall-Müller', 'Đặng', 'Ó Briain', 'Saint. Jean']) {
  test(`${name} is a name`, () => expect(problemsOf({ lastName: name })).toEqual({}))
}

for (const phone of [
  '0612345678',
  '06.12.34.56.78',
  '+33 6 12 34 56 78',
  '+33 (0)6 12 34 56 78',
  '0041 22 730 51 11',
]) {
  test(`${phone} is a phone number`, () => expect(problemsOf({ homePhone: phone })).toEqual({}))
}

test('a mistake that was there before holds up no other field', () => {
  expect(problemsOf({ employer: 'Mairie' })).toEqual({})
})

test('a part of an address that is touched makes the whole address checked', () => {
  const address = findSection(DECLARED_DOSSIER, 'guardian', 'address')!
  const problems = problemsOf({ addressLine: '3 rue Neuve', postalCode: '4500' }, address)
  expect(Object.keys(problems).sort()).toEqual(['addressSince', 'city', 'postalCode'])
})

test('an address may take effect within a year, not later', () => {
  const address = findSection(DECLARED_DOSSIER, 'guardian', 'address')!
  const typed = { addressLine: '3 rue Neuve', postalCode: '45000', city: 'Orléans' }
  expect(problemsOf({ ...typed, addressSince: '2027-11-24' }, address)).toEqual({})
  expect(problemsOf({ ...typed, addressSince: '2027-11-25' }, address)).toEqual({
    addressSince: expect.any(String),
  })
})

test('a field that the form does not hold keeps what was shown', () => {
  const { asked } = sectionSchema(IDENTITY, TODAY).parse({
    [SHOWN_FIELD]: JSON.stringify(SHOWN),
    employer: 'Mairie',
  })
  expect(asked).toMatchObject({ lastName: 'Delmas', employer: 'Mairie' })
})

test('what was shown and cannot be read counts as nothing shown', () => {
  const parsed = sectionSchema(IDENTITY, TODAY).safeParse({
    [SHOWN_FIELD]: '{"title":1',
    ...SHOWN,
    email: '',
  })
  expect(parsed.data?.shown).toEqual({})
})

const ID = '01940000-0000-7000-8000-000000000001'
const messagesOf = (form: Record<string, string>) =>
  decisionsSchema.safeParse(form).error?.issues.map(({ path }) => path.join('.'))

test('a refusal needs a reason, an acceptance none', () => {
  expect(messagesOf({ [`verdict.${ID}`]: 'REFUSE', [`version.${ID}`]: '1', reason: ' ' })).toEqual(['reason'])
  expect(messagesOf({ [`verdict.${ID}`]: 'ACCEPT', [`version.${ID}`]: '1', reason: '' })).toBeUndefined()
})

test('a reason picked from the list counts when none is typed', () => {
  const form = { [`verdict.${ID}`]: 'REFUSE', [`version.${ID}`]: '1' }
  const reasonOf = (more: Record<string, string>) =>
    decisionsSchema.parse({ ...form, ...more }).decisions[0]?.reason
  expect(reasonOf({ reason: '', canned: 'Motif type' })).toBe('Motif type')
  expect(reasonOf({ reason: 'Motif écrit', canned: 'Motif type' })).toBe('Motif écrit')
})

test('deciding nothing is said, not taken for a decision', () => {
  expect(messagesOf({ [`verdict.${ID}`]: 'PERHAPS', reason: '' })).toEqual(['verdict'])
})

test('a batch names each change and the version that was read', () => {
  const [first, second] = [ID, ID.replace(/1$/, '2')]
  expect(acceptanceSchema.parse({ changes: [`${first}@10 ${second}@20`, 'nothing@1'] }).decisions).toEqual([
    { changeId: first, verdict: 'ACCEPT', version: 10 },
    { changeId: second, verdict: 'ACCEPT', version: 20 },
  ])
})

test('an item that is added empty asks for what it needs', () => {
  const contacts = findSection(DECLARED_DOSSIER, 'child', 'contacts')!
  const result = sectionSchema(contacts, TODAY).safeParse({ [SHOWN_FIELD]: '{}', firstNames: ' ' })
  const missing = result.error?.issues.map(({ path }) => path[0])
  expect(missing).toEqual(['firstNames', 'lastName', 'link', 'phone', 'mayCollect', 'inEmergency', 'rank'])
})

test('no tax notice tells of a year to come', () => {
  const tax = findSection(DECLARED_DOSSIER, 'family', 'tax')!
  const typed = { referenceIncome: '31480', taxShares: '3' }
  expect(problemsOf({ ...typed, taxYear: '2026' }, tax)).toEqual({})
  expect(problemsOf({ ...typed, taxYear: '2027' }, tax)).toEqual({
    taxYear: expect.stringMatching(/2000 et 2026/),
  })
})
