import { isDeepStrictEqual } from 'node:util'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { openUnits, unitsOf, visibleUnits, type Field, type Section, type Values } from '@/lib/dossier/fields'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { sectionForm } from '@/lib/dossier/queries/section-form'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { decisionScreen } from '@/lib/dossier/queries/decision-screen'
import { lockPlaces, targetKey } from '@/lib/dossier/places'
import { writePlaces } from '@/lib/dossier/place-writes'
import type { Target } from '@/lib/dossier/schema'
import { DECLARED_SECTIONS, findSection } from '@/lib/dossier/sections'
import { displayInUnit } from '@/lib/dossier/values'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, newItem, NOW, setScene, waitingOn, type Scene } from './scene'

// Who sees and changes what (PRODUCT §4), field by field. A field that is declared and has no row here fails.

/** What a person may do with a field of Sofia’s family, or of Lina. READS: what is in force, waits, and was. */
type Right = 'NOTHING' | 'READS' | 'ASKS'

/** `family`: both parents of the family. `other`: Lina’s father, in a family of his own. `agents`: who decide. */
type Rights = { family: Right; other: Right; agents: readonly AgentRole[] }

const FAMILY_SERVICE = ['ADMINISTRATOR', 'FAMILY_SERVICE'] as const
const TAX = ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'] as const
const BANK = ['ADMINISTRATOR', 'BILLING'] as const

const own = (agents: readonly AgentRole[]): Rights => ({ family: 'ASKS', other: 'NOTHING', agents })
const shared: Rights = { family: 'ASKS', other: 'ASKS', agents: FAMILY_SERVICE }
/** Written by the collectivité alone. */
const managed: Rights = { family: 'READS', other: 'READS', agents: [] }
/** Of an authorised contact that the other family declared. */
const contact: Rights = { family: 'ASKS', other: 'READS', agents: FAMILY_SERVICE }

const TABLE: Record<string, Record<string, Rights>> = {
  identity: {
    title: own(FAMILY_SERVICE),
    birthName: own(FAMILY_SERVICE),
    lastName: own(FAMILY_SERVICE),
    firstNames: own(FAMILY_SERVICE),
    birthDate: own(FAMILY_SERVICE),
    profession: own(FAMILY_SERVICE),
    employer: own(FAMILY_SERVICE),
    mobilePhone: own(FAMILY_SERVICE),
    homePhone: own(FAMILY_SERVICE),
    workPhone: own(FAMILY_SERVICE),
    email: own(FAMILY_SERVICE),
  },
  address: {
    addressLine: own(FAMILY_SERVICE),
    addressComplement: own(FAMILY_SERVICE),
    postalCode: own(FAMILY_SERVICE),
    city: own(FAMILY_SERVICE),
    addressSince: own(FAMILY_SERVICE),
  },
  tax: {
    benefitOrganism: own(TAX),
    allocataireNumber: own(TAX),
    referenceIncome: own(TAX),
    taxShares: own(TAX),
    taxYear: own(TAX),
    familyQuotient: own(TAX),
  },
  bank: { bankHolder: own(BANK), iban: own(BANK), bic: own(BANK) },
  general: {
    lastName: shared,
    usualName: shared,
    firstNames: shared,
    sex: shared,
    birthDate: shared,
    birthPlace: shared,
    school: managed,
    grade: managed,
    diet: shared,
  },
  health: {
    doctorName: shared,
    doctorPhone: shared,
    allergies: managed,
    careplan: shared,
    careplanEndsOn: shared,
    treatments: shared,
    aids: shared,
    recommendations: shared,
  },
  // The collectivité's own list: one row for each of its fields.
  authorisations: { '*': shared },
  allergies: { substance: shared, kind: shared, severity: shared, conduct: shared },
  vaccinations: { vaccine: shared, givenOn: shared },
  contacts: {
    firstNames: contact,
    lastName: contact,
    link: contact,
    phone: { ...contact, other: 'NOTHING' },
    mayCollect: contact,
    inEmergency: contact,
    rank: contact,
  },
}

test('every field that is declared has its row in the table, and no other', () => {
  const declared = DECLARED_SECTIONS.map(({ id, fields }) => [id, fields.map(({ name }) => name).sort()])
  const rows = Object.entries(TABLE).map(([id, fields]) => [
    id,
    Object.keys(fields)
      .filter((name) => name !== '*')
      .sort(),
  ])
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(declared))
})

const IBANS = ['FR7630006000011234567890189', 'FR1420041010050500013M02606']

/** A value of a field that no other holds: in force (0), or asked for (1). */
function sample({ name, type }: Field, n: 0 | 1): string {
  switch (type.kind) {
    case 'choice':
      return Object.keys(type.options)[n]!
    case 'date':
      // A vaccine is given after Lina’s birth, in 2018.
      return `${name === 'givenOn' ? 2020 + n : 2010 + n}-0${(name.length % 8) + 1}-1${n}`
    case 'time':
      return `16:${n}5`
    case 'number':
      return String(Math.max(type.min, 2) + n)
    case 'phone':
      return `06399${String(80_100 + n * 50 + name.length)}`
    case 'email':
      return `marque${n}@exemple.example`
    case 'postalCode':
      return `4510${n}`
    case 'iban':
      return IBANS[n]!
    case 'bic':
      return ['AGRIFRPP', 'PSSTFRPP'][n]!
    default:
      return `${name} ${n === 0 ? 'tenu' : 'demandé'}`
  }
}

const sampleOf = (fields: readonly Field[], n: 0 | 1): Values =>
  Object.fromEntries(fields.map((field) => [field.name, sample(field, n)]))

type Ground = Scene & { section: Section; target: Target; inForce: Values; asked: Values; roles: AgentRole[] }

/** A section of Sofia, of her family or of Lina, its fields filled, and a change of each that may be asked waiting. */
async function prepare(db: Tx, sectionId: string): Promise<Ground> {
  const scene = await setScene(db)
  const declared = DECLARED_SECTIONS.find(({ id }) => id === sectionId)!
  const section = findSection(scene.dossier, declared.target, sectionId)!
  const targets = { guardian: scene.sofiaGuardian, family: scene.household, child: scene.lina }
  const target = section.list ? newItem(scene.lina) : targets[section.target]
  const place = { ...target, section }
  const written = section.fields.filter((field) => !field.managed)
  await writePlaces(db, [{ place, familyId: scene.delmas.id, values: sampleOf(written, 0) }], NOW)
  const inForce = (await lockPlaces(db, [place])).get(targetKey(target))!
  const asked = sampleOf(
    openUnits(section).flatMap(({ fields }) => fields),
    1,
  )
  await ask(db, scene.sofia, target, sectionId, asked)
  return {
    ...scene,
    section,
    target,
    inForce,
    asked,
    roles: ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE'],
  }
}

type Seen = { inForce: boolean; waiting: boolean; history: boolean; asks: boolean }

const NOTHING: Seen = { inForce: false, waiting: false, history: false, asks: false }

/** What a parent sees of each field on the screens, and whether the form and the operation let them ask. */
async function seenBy(parent: Parent, ground: Ground): Promise<Record<string, Seen>> {
  const { dossier, section, target, inForce, asked, sofiaGuardian } = ground
  // What a family holds is read on the screens of its guardians.
  const person = target.kind === 'family' ? sofiaGuardian : { kind: target.kind, id: target.id }
  const slug = section.tab ?? section.slug
  const screen = await personDossier(parent, dossier, { target: person, slug }, NOW)
  const views = screen?.open.find(({ id }) => id === section.id)?.units ?? []
  const history = (await personHistory(parent, dossier, person)) ?? []
  const form = await sectionForm(parent, dossier, { target, slug: section.slug }, NOW)
  const isOpen = await mayAsk(parent, target, section)
  expect(Boolean(form), 'the form and the operation agree').toBe(isOpen)
  const open = openUnits(section).flatMap(({ fields }) => fields.map(({ name }) => name))
  return Object.fromEntries(
    visibleUnits(section).flatMap((unit) => {
      const view = views.find(({ id }) => id === (target.item ?? unit.id))
      const told = history.filter((entry) => entry.kind === 'CHANGE' && entry.label === unit.label)
      return unit.fields.map((field): [string, Seen] => {
        const shows = (text: string | undefined, value: string | null | undefined) =>
          value !== null && value !== undefined && Boolean(text?.includes(displayInUnit(field, value)))
        return [
          field.name,
          {
            inForce: shows(view && `${view.label} ${view.value}`, inForce[field.name]),
            waiting: shows(view?.waiting?.value, asked[field.name]),
            history: told.some((entry) => entry.kind === 'CHANGE' && shows(entry.after, asked[field.name])),
            asks: isOpen && open.includes(field.name),
          },
        ]
      })
    }),
  )
}

/** Whether the operation takes what a parent asks; nothing differs here, so that nothing is written. */
async function mayAsk(parent: Parent, target: Target, section: Section): Promise<boolean> {
  try {
    await askChanges(parent, { target, section: section.id, shown: {}, asked: {} }, NOW)
  } catch (error) {
    if (error instanceof NotFound) return false
    if (error instanceof Refusal && error.code === 'NOTHING') return true
    throw error
  }
  throw new Error('asked for nothing')
}

const rightsOf = (sectionId: string, field: string): Rights =>
  TABLE[sectionId]![field] ?? TABLE[sectionId]!['*']!

function expectedOf(right: Right, isManaged: boolean): Seen {
  if (right === 'NOTHING') return NOTHING
  return { inForce: true, waiting: !isManaged, history: !isManaged, asks: right === 'ASKS' }
}

for (const sectionId of Object.keys(TABLE)) {
  test(`${sectionId}: what each parent sees in force, waiting and in the history, and may ask`, async ({
    db,
  }) => {
    const ground = await prepare(db, sectionId)
    const { sofia, karim, hugo, moreau, section } = ground
    const names = visibleUnits(section).flatMap(({ fields }) => fields.map(({ name }) => name))
    const readers: [string, Parent, (rights: Rights) => Right][] = [
      ['Sofia', sofia, ({ family }) => family],
      ['Karim', karim, ({ family }) => family],
      ['Hugo', hugo, ({ other }) => other],
      ['a stranger', moreau, () => 'NOTHING'],
      ['a parent whose subscription has ended', { ...sofia, guardians: [] }, () => 'NOTHING'],
    ]
    for (const [reader, parent, rightOf] of readers) {
      const expected = names.map((name): [string, Seen] => {
        const rights = rightsOf(sectionId, name)
        return [name, expectedOf(rightOf(rights), isDeepStrictEqual(rights, managed))]
      })
      expect(await seenBy(parent, ground), reader).toEqual(Object.fromEntries(expected))
    }
  })

  test(`${sectionId}: which agents see what waits beside what is in force, and may decide`, async ({
    db,
  }) => {
    const ground = await prepare(db, sectionId)
    const { dossier, section, target, roles, asked } = ground
    const changes = await waitingOn(db, target)
    expect(changes).toHaveLength(openUnits(section).length)
    for (const role of roles) {
      const agent = await agentActor(db, await createAgent(db, role))
      for (const unit of unitsOf(section)) {
        const change = changes.find((one) => one.unit === unit.id)
        const may = unit.fields.map(({ name }) => rightsOf(sectionId, name).agents.includes(role))
        expect(new Set(may).size, `${unit.id} is one decision`).toBe(1)
        const person = { kind: target.kind, id: target.id }
        const screen = await decisionScreen(agent, dossier, person, NOW).catch(() => null)
        const decision = screen?.decisions.find(({ id }) => id === change?.id)
        const shown = unit.fields.every(
          (field) =>
            asked[field.name] !== undefined &&
            decision?.asked
              .replaceAll(/\s/g, '')
              .includes(displayInUnit(field, asked[field.name]!, 'WHOLE').replaceAll(/\s/g, '')),
        )
        expect(shown, `${role} sees ${unit.id}`).toBe(may[0])
        if (!change) continue
        // A version that nobody read: who may decide is told to read again, the others find nothing.
        const decide = decideChanges(agent, [decisionOn(change, 'ACCEPT', { version: -1 })], NOW)
        if (may[0]) expect((await decide).stopped, role).toMatchObject([{ why: 'AMENDED' }])
        else await expect(decide, role).rejects.toBeInstanceOf(NotFound)
      }
    }
  })
}

test('the phone of a contact that one family asks to add is not in the form of the other', async ({ db }) => {
  const { dossier, sofia, karim, hugo, lina } = await setScene(db)
  const target = newItem(lina)
  const section = findSection(dossier, 'child', 'contacts')!
  const phone = '0655443322'
  await ask(db, sofia, target, 'contacts', { ...sampleOf(section.fields, 0), phone })
  const form = (parent: Parent) => sectionForm(parent, dossier, { target, slug: 'contacts' }, NOW)
  expect(await form(karim)).toMatchObject({ shown: { phone } })
  expect(await form(hugo)).toBeNull()
})

test('a contact of nobody becomes that of the family whose phone it takes', async ({ db }) => {
  const { dossier, agent, sofia, hugo, lina } = await setScene(db)
  const target = newItem(lina)
  await db.contact.create({
    data: {
      childId: lina.id,
      id: target.item!,
      firstNames: 'Odile',
      lastName: 'Roux',
      link: 'OTHER',
      mayCollect: true,
      inEmergency: true,
      rank: 1,
    },
  })
  await ask(db, sofia, target, 'contacts', { phone: '0655443322' })
  const seenBy = async (parent: Parent) => {
    const screen = await personDossier(parent, dossier, { target: lina, slug: 'contacts' }, NOW)
    return JSON.stringify(screen).replaceAll(/\s/g, ' ')
  }
  expect(await seenBy(sofia)).toContain('06 55 44 33 22')
  expect(await seenBy(hugo)).not.toContain('06 55 44 33 22')
  const [change] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], NOW)
  expect(await seenBy(sofia)).toContain('06 55 44 33 22')
  expect(await seenBy(hugo)).not.toContain('06 55 44 33 22')
})
