import { expect, test } from '@playwright/test'
import type { Section, Values } from '@/lib/dossier/fields'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import {
  amendedAt,
  decisionOutcome,
  diff,
  mayBecome,
  planChanges,
  standingOf,
  TRANSITIONS,
  versionOf,
  waitingSince,
  type AskPlan,
  type ChangeState,
} from '@/lib/dossier/rules'
import { findSection, unitOf } from '@/lib/dossier/sections'
import { ageInWords, canonical, displayUnit, displayValue } from '@/lib/dossier/values'
import { day } from '@/lib/core/day'

const GENERAL = findSection(DECLARED_DOSSIER, 'child', 'general')!
const ADDRESS = findSection(DECLARED_DOSSIER, 'guardian', 'address')!
const diet = unitOf(DECLARED_DOSSIER, 'child', 'diet')
const address = unitOf(DECLARED_DOSSIER, 'guardian', 'address')

const LINA: Values = {
  lastName: 'Delmas',
  firstNames: 'Lina',
  sex: 'F',
  birthDate: '2018-03-14',
  diet: 'STANDARD',
}
const HOME: Values = {
  addressLine: '1 rue Basse',
  addressComplement: null,
  postalCode: '45000',
  city: 'Orléans',
  addressSince: '2020-01-01',
}

/** The plan as names of units. */
const named = (plan: AskPlan) =>
  Object.fromEntries(
    Object.entries(plan).flatMap(([key, list]) =>
      list.length > 0
        ? [[key, list.map((item: { unit?: { id: string }; id?: string }) => item.unit?.id ?? item.id)]]
        : [],
    ),
  )

const waiting = (after: Values, ours = true) => [{ id: 'change-1', unit: 'diet', after, ours }]

test('only the units that differ from what the form showed are asked for', () => {
  const asked = { ...LINA, diet: 'VEGETARIAN' }
  expect(named(planChanges(GENERAL, LINA, [], LINA, asked))).toEqual({ ask: ['diet'] })
})

test('an address changes as a whole: its other parts are asked for with the one that was typed', () => {
  const plan = planChanges(ADDRESS, HOME, [], HOME, { ...HOME, addressLine: '2 rue Haute' })
  expect(plan.ask).toHaveLength(1)
  expect(plan.ask[0]!.after).toEqual({ ...HOME, addressLine: '2 rue Haute' })
  expect(plan.ask[0]!.before).toEqual(HOME)
})

test('spaces, capitals of an e-mail and the spelling of a phone number are no change', () => {
  const identity = findSection(DECLARED_DOSSIER, 'guardian', 'identity')!
  const before = { lastName: 'Le  Gall', email: 'A@exemple.fr', mobilePhone: '06 12 34 56 78' }
  const after = { lastName: ' Le Gall', email: 'a@exemple.fr ', mobilePhone: '+33 6 12 34 56 78' }
  expect(diff(identity, before, after)).toEqual([])
})

test('a unit that waits and is asked for again with another value is amended, not doubled', () => {
  const standing = { ...LINA, diet: 'VEGETARIAN' }
  const plan = planChanges(GENERAL, LINA, waiting({ diet: 'VEGETARIAN' }), standing, {
    ...LINA,
    diet: 'NO_MEAT',
  })
  expect(named(plan)).toEqual({ amend: ['diet'] })
})

test('an amendment keeps what the change found: a value in force that moved since stays a conflict', () => {
  const standing = { ...LINA, diet: 'VEGETARIAN' }
  const moved = { ...LINA, diet: 'NO_PORK' }
  const [amended] = planChanges(GENERAL, moved, waiting({ diet: 'VEGETARIAN' }), standing, {
    ...LINA,
    diet: 'NO_MEAT',
  }).amend
  expect(amended).toEqual({ id: 'change-1', unit: diet, after: { diet: 'NO_MEAT' } })
})

test('asking for the value in force withdraws the change that waits', () => {
  const standing = { ...LINA, diet: 'VEGETARIAN' }
  const plan = planChanges(GENERAL, LINA, waiting({ diet: 'VEGETARIAN' }), standing, LINA)
  expect(named(plan)).toEqual({ withdraw: ['diet'] })
})

test('a change asked by the child’s other family is not touched', () => {
  const standing = { ...LINA, diet: 'VEGETARIAN' }
  const plan = planChanges(GENERAL, LINA, waiting({ diet: 'VEGETARIAN' }, false), standing, {
    ...LINA,
    diet: 'NO_PORK',
  })
  expect(named(plan)).toEqual({ elsewhere: ['diet'] })
})

test('a value that moved while the form was open is not replaced unseen', () => {
  const moved = { ...LINA, diet: 'NO_PORK' }
  expect(named(planChanges(GENERAL, moved, [], LINA, { ...LINA, diet: 'VEGETARIAN' }))).toEqual({
    moved: ['diet'],
  })
})

test('a unit left as the form showed it asks for nothing, even when its value in force moved', () => {
  const moved = { ...LINA, diet: 'NO_PORK' }
  expect(named(planChanges(GENERAL, moved, [], LINA, { ...LINA, birthPlace: 'Tours' }))).toEqual({
    ask: ['birthPlace'],
  })
})

test('a read-only field that is sent all the same is ignored', () => {
  expect(named(planChanges(GENERAL, LINA, [], LINA, { ...LINA, grade: 'CM2', school: 'Autre' }))).toEqual({})
})

test('a free unit takes effect without waiting', () => {
  const fields = GENERAL.fields.map((field) =>
    field.name === 'diet' ? { ...field, mode: 'FREE' as const } : field,
  )
  const free: Section = { ...GENERAL, fields }
  expect(named(planChanges(free, LINA, [], LINA, { ...LINA, diet: 'VEGETARIAN' }))).toEqual({
    settle: ['diet'],
  })
})

test('a decision or a withdrawal is final', () => {
  const states = Object.keys(TRANSITIONS) as ChangeState[]
  const possible = states.flatMap((from) =>
    states.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`),
  )
  expect(possible).toEqual(['PENDING → ACCEPTED', 'PENDING → REFUSED', 'PENDING → WITHDRAWN'])
})

const askedAt = new Date('2026-11-20T20:42:00Z')
const change = {
  state: 'PENDING' as ChangeState,
  askedAt,
  before: { diet: 'STANDARD' },
  after: { diet: 'VEGETARIAN' },
}
const decide = (verdict: 'ACCEPT' | 'REFUSE', more = {}) => ({
  changeId: 'c',
  verdict,
  version: askedAt.getTime(),
  ...more,
})

const OUTCOMES: [string, Parameters<typeof decisionOutcome>[1], Values, ReturnType<typeof decide>, object][] =
  [
    [
      'accepted when nothing moved',
      change,
      { diet: 'STANDARD' },
      decide('ACCEPT'),
      { kind: 'ACCEPTED', write: { diet: 'VEGETARIAN' } },
    ],
    [
      'accepted without writing when the value asked for is already in force',
      change,
      { diet: 'VEGETARIAN' },
      decide('ACCEPT'),
      { kind: 'ACCEPTED', write: {} },
    ],
    [
      'stopped when the value in force became a third one',
      change,
      { diet: 'NO_PORK' },
      decide('ACCEPT'),
      { kind: 'CONFLICT' },
    ],
    [
      'accepted in a conflict when the agent confirms the value in force',
      change,
      { diet: 'NO_PORK' },
      decide('ACCEPT', { acknowledged: { diet: 'NO_PORK' } }),
      { kind: 'ACCEPTED', write: { diet: 'VEGETARIAN' } },
    ],
    [
      'stopped when the agent confirmed a value that is no longer in force',
      change,
      { diet: 'NO_MEAT' },
      decide('ACCEPT', { acknowledged: { diet: 'NO_PORK' } }),
      { kind: 'CONFLICT' },
    ],
    ['refused, conflict or not', change, { diet: 'NO_PORK' }, decide('REFUSE'), { kind: 'REFUSED' }],
    [
      'stopped when the family amended it after the agent read it',
      { ...change, askedAt: new Date(askedAt.getTime() + 1) },
      { diet: 'STANDARD' },
      decide('ACCEPT'),
      { kind: 'AMENDED' },
    ],
    [
      'stopped when it is already accepted',
      { ...change, state: 'ACCEPTED' },
      { diet: 'VEGETARIAN' },
      decide('REFUSE'),
      { kind: 'GONE' },
    ],
    [
      'stopped when it is withdrawn',
      { ...change, state: 'WITHDRAWN' },
      { diet: 'STANDARD' },
      decide('ACCEPT'),
      { kind: 'GONE' },
    ],
  ]
for (const [name, subject, current, decision, outcome] of OUTCOMES) {
  test(`a change is ${name}`, () => {
    expect(decisionOutcome(diet, subject, current, decision)).toEqual(outcome)
  })
}

test('a conflict is seen on any part of an address', () => {
  const asked = { before: HOME, after: { ...HOME, addressLine: '2 rue Haute' } }
  expect(standingOf(address, asked, HOME)).toBe('CLEAR')
  expect(standingOf(address, asked, { ...HOME, city: 'Olivet' })).toBe('CONFLICT')
})

test('an amendment always gives another version, at the same instant too', () => {
  expect(versionOf({ askedAt: amendedAt({ askedAt }, askedAt) })).toBeGreaterThan(versionOf({ askedAt }))
})

test('waiting is counted in days of Paris', () => {
  const now = new Date('2026-11-24T00:30:00+01:00')
  expect(waitingSince(new Date('2026-11-23T23:50:00+01:00'), now).words).toBe('hier')
  expect(waitingSince(new Date('2026-11-24T00:10:00+01:00'), now).words).toBe('aujourd’hui')
  expect(waitingSince(new Date('2026-11-19T12:00:00+01:00'), now)).toEqual({
    words: 'depuis 5\u00a0j',
    late: true,
  })
})

test('an address reads in one line, without what is empty', () => {
  expect(displayUnit(address, HOME)).toBe('1 rue Basse, 45000 Orléans, depuis le 1er janvier 2020')
  expect(displayUnit(address, {})).toBe('Non renseigné')
})

test('an item of a list reads as a sentence, not as a form', () => {
  const contact = unitOf(DECLARED_DOSSIER, 'child', 'contact')
  const values = { firstNames: 'Odile', lastName: 'Martin', link: 'GRANDPARENT', phone: '0639980151' }
  expect(displayUnit(contact, { ...values, mayCollect: 'true', inEmergency: 'false', rank: '1' })).toBe(
    'Odile Martin, Grand-parent, 06\u00a039\u00a098\u00a001\u00a051, peut venir chercher l’enfant, pas à prévenir en cas d’urgence, appel n° 1',
  )
  const allergy = unitOf(DECLARED_DOSSIER, 'child', 'allergy')
  expect(
    displayUnit(allergy, { substance: 'Kiwi', kind: 'FOOD', severity: 'UNKNOWN', conduct: 'Appeler.' }),
  ).toBe('Kiwi, Alimentaire, gravité inconnue. Appeler.')
})

test('values read in French', () => {
  const [mobile, birthDate] = [
    unitOf(DECLARED_DOSSIER, 'guardian', 'mobilePhone').fields[0]!,
    unitOf(DECLARED_DOSSIER, 'child', 'birthDate').fields[0]!,
  ]
  expect(displayValue(mobile, '0612345678')).toBe('06\u00a012\u00a034\u00a056\u00a078')
  expect(displayValue(birthDate, '2018-03-14')).toBe('14 mars 2018')
  expect(displayValue(diet.fields[0]!, 'VEGETARIAN')).toBe('Végétarien')
  expect(canonical(mobile, '  ')).toBeNull()
})

test('an age is in whole years', () => {
  const now = new Date('2026-03-13T12:00:00Z')
  expect(ageInWords(day('2018-03-14'), now)).toBe('7\u00a0ans')
  expect(ageInWords(day('2025-03-13'), now)).toBe('1\u00a0an')
  expect(ageInWords(day('2026-01-01'), now)).toBe('moins d’un an')
})
