import { expect, test } from '@playwright/test'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import { openUnits, unitsOf, type Section } from '@/lib/dossier/fields'
import { findSection, sectionsOf, unitOf } from '@/lib/dossier/sections'

const field = (name: string, more: Partial<Section['fields'][number]> = {}) =>
  ({
    name,
    label: name,
    type: { kind: 'text', max: 10 },
    required: false,
    mode: 'VALIDATED',
    ...more,
  }) as const

const section = (fields: Section['fields']): Section => ({
  id: 'x',
  slug: 'x',
  target: 'child',
  title: 'X',
  parents: 'SHARED',
  agents: { read: 'family.read', decide: 'change.decide' },
  fields,
})

test('a unit names one decision of a target: no two units of a guardian or of a child share a name', () => {
  for (const target of ['family', 'guardian', 'child'] as const) {
    const ids = sectionsOf(DECLARED_DOSSIER, target)
      .flatMap(unitsOf)
      .map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  }
})

test('no two sections of a target share an identifier or an address', () => {
  for (const target of ['family', 'guardian', 'child'] as const) {
    const names = sectionsOf(DECLARED_DOSSIER, target).flatMap(({ id, slug }) => [...new Set([id, slug])])
    expect(names).toEqual([...new Set(names)])
  }
})

test('the parts of an address are one decision', () => {
  expect(unitOf(DECLARED_DOSSIER, 'guardian', 'address').fields.map(({ name }) => name)).toEqual([
    'addressLine',
    'addressComplement',
    'postalCode',
    'city',
    'addressSince',
  ])
})

test('the school and the class are the collectivité’s: a family reads them and cannot ask for others', () => {
  const general = findSection(DECLARED_DOSSIER, 'child', 'generales')!
  expect(unitOf(DECLARED_DOSSIER, 'child', 'schooling').mode).toBe('READ_ONLY')
  expect(openUnits(general).map(({ id }) => id)).not.toContain('schooling')
})

test('a unit is as closed as its most closed field', () => {
  const unit = { id: 'u', label: 'U' }
  const mixed = section([field('a', { unit, mode: 'FREE' }), field('b', { unit, mode: 'READ_ONLY' })])
  expect(unitsOf(mixed).map(({ mode }) => mode)).toEqual(['READ_ONLY'])
})

test('autofill is declared on the guardian’s own data only: a child’s is not the reader’s', () => {
  const offered = DECLARED_DOSSIER.sections
    .filter(({ target }) => target === 'child')
    .flatMap(({ fields }) => fields.filter(({ autocomplete }) => autocomplete))
  expect(offered).toEqual([])
})

test('religion is never a diet (CNIL): « halal » and « casher » are no choices', () => {
  const diet = unitOf(DECLARED_DOSSIER, 'child', 'diet').fields[0]!
  const labels = diet.type.kind === 'choice' ? Object.values(diet.type.options).join(' ') : ''
  expect(labels).toContain('Sans porc')
  expect(labels).not.toMatch(/halal|cas?c?her/i)
})
