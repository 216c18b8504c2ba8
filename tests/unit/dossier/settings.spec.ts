import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import {
  DECLARED_DOSSIER,
  dossierWith,
  possibleModes,
  settableFields,
  settingOf,
  type DossierSettings,
} from '@/lib/dossier/declaration'
import { isHarmless, openUnits, unitsOf, visibleUnits } from '@/lib/dossier/fields'
import { settingEffects } from '@/lib/dossier/messages'
import { sectionSchema, SHOWN_FIELD } from '@/lib/dossier/schema'
import { findSection, unitOf } from '@/lib/dossier/sections'
import { settableSections } from '@/lib/dossier/setting-sections'
import { sectionSettingsSchema } from '@/lib/dossier/settings-schema'

const TODAY = day('2026-11-24')

const withUnit = (key: string, mode: DossierSettings['units'][string]['mode'], required: string[] = []) =>
  dossierWith({ units: { [key]: { mode, required } }, authorisations: [], vaccines: {} })

const MODES = [
  ['HIDDEN', false, false],
  ['READ_ONLY', true, false],
  ['VALIDATED', true, true],
  ['FREE', true, true],
] as const
for (const [mode, seen, open] of MODES)
  test(`${mode}: families ${seen ? 'see' : 'do not see'} the unit and ${open ? 'may' : 'may not'} change it`, () => {
    const section = findSection(withUnit('guardian.profession', mode), 'guardian', 'identity')!
    expect(visibleUnits(section).some(({ id }) => id === 'profession')).toBe(seen)
    expect(openUnits(section).some(({ id }) => id === 'profession')).toBe(open)
  })

test('what the collectivité writes alone is never opened to families, whatever is stored', () => {
  const schooling = unitOf(DECLARED_DOSSIER, 'child', 'schooling')
  expect(possibleModes(schooling)).toEqual(['HIDDEN', 'READ_ONLY'])
  expect(settableFields(schooling)).toEqual([])
  expect(unitOf(withUnit('child.schooling', 'FREE'), 'child', 'schooling').mode).toBe('READ_ONLY')
})

test('a field that is always mandatory stays so, and is not offered', () => {
  const lastName = unitOf(withUnit('guardian.lastName', 'FREE'), 'guardian', 'lastName')
  expect(lastName.fields[0]!.required).toBe(true)
  expect(settableFields(lastName)).toEqual([])
})

test('a unit that is set as declared says the same as one that is not set', () => {
  for (const { current, declared } of settableSections({ units: {}, authorisations: [], vaccines: {} }))
    expect(unitsOf(current).map(settingOf)).toEqual(unitsOf(declared).map(settingOf))
})

test('an ended authorisation is not set any more', () => {
  const type = { help: null, hasHour: false }
  const authorisations = [
    { ...type, id: 1, label: 'Baignade', isEnded: false },
    { ...type, id: 2, label: 'Minibus', isEnded: true },
  ]
  const section = settableSections({ units: {}, authorisations, vaccines: {} }).find(
    ({ key }) => key === 'child.authorisations',
  )!
  expect(unitsOf(section.current).map(({ label }) => label)).toEqual(['Baignade'])
})

const problems = (required: string[], typed: Record<string, string>) => {
  const section = findSection(withUnit('guardian.profession', 'VALIDATED', required), 'guardian', 'identity')!
  const shown = { title: 'MME', lastName: 'Delmas', firstNames: 'Sofia', email: 'pas une adresse' }
  const { error } = sectionSchema(section, TODAY).safeParse({
    [SHOWN_FIELD]: JSON.stringify(shown),
    ...shown,
    ...typed,
  })
  return error?.issues.map(({ path }) => path.join('.')) ?? []
}

test('a field made mandatory is asked for, also by a form that leaves it as empty as it was', () => {
  expect(problems([], { employer: 'CHU' })).toEqual([])
  expect(problems(['profession'], { employer: 'CHU' })).toEqual(['profession'])
  expect(problems(['profession'], { employer: 'CHU', profession: 'Infirmière' })).toEqual([])
})

test('the form of the settings: modes by unit, boxes of what is mandatory; an unknown mode is refused at its field', () => {
  const form = { section: 'child.general', shown: 'x', 'mode.child.birthPlace': 'FREE' }
  expect(sectionSettingsSchema.parse(form)).toEqual({
    section: 'child.general',
    shown: 'x',
    units: { 'child.birthPlace': { mode: 'FREE', required: [] } },
  })
  const { error } = sectionSettingsSchema.safeParse({ ...form, 'mode.child.birthPlace': 'OPEN' })
  expect(error!.issues.map(({ path }) => path.join('.'))).toEqual(['mode.child.birthPlace'])
})

test('what a setting changes for families is told in words, with what still waits', () => {
  expect(
    settingEffects('Profession', { mode: 'FREE', asked: ['Profession'], freed: [], waiting: 2 }),
  ).toEqual([
    'Profession : ce que les familles écrivent prend effet aussitôt, sans validation.',
    'Profession : désormais obligatoire.',
    'Profession : 2\u00a0modifications demandées avant attendent toujours votre décision.',
  ])
  expect(settingEffects('Compte bancaire', { mode: null, asked: ['BIC'], freed: [], waiting: 1 })).toEqual([
    'Compte bancaire : désormais obligatoire (BIC).',
  ])
})

test('harmless are, field by field, only what no safety, money, rights or identity hangs on', () => {
  const harmless = DECLARED_DOSSIER.sections.flatMap((section) =>
    unitsOf(section)
      .filter(isHarmless)
      .map(({ id }) => `${section.target}.${id}`),
  )
  expect(harmless).toEqual([
    'guardian.profession',
    'guardian.employer',
    'guardian.mobilePhone',
    'guardian.homePhone',
    'guardian.workPhone',
    'guardian.email',
    'child.usualName',
  ])
})
