import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import type { Values } from '@/lib/dossier/fields'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { editPerson } from '@/lib/dossier/operations/edit-person'
import { SHOWN_FIELD, type Target } from '@/lib/dossier/schema'
import { addChild, addGuardian } from '@/lib/family/operations/add-person'
import { saveFamily } from '@/lib/family/operations/save-family'
import { setLinks } from '@/lib/family/operations/set-links'
import { wholeFamily } from '@/lib/family/queries'
import { familySchema } from '@/lib/family/schema'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, waitingOn, type Scene } from '../dossier/scene'

/** An agent changes some values of a person, on the form as it shows now. */
async function edit({ agent, delmas }: Scene, target: Target, typed: Values, shownBefore?: Values) {
  const family = await wholeFamily(agent, delmas.id)
  const people = target.kind === 'guardian' ? family.guardians : family.children
  const shown = shownBefore ?? people.find(({ id }) => id === target.id)!.values
  return editPerson(agent, { familyId: delmas.id, target, shown, asked: { ...shown, ...typed } }, NOW)
}

const childValues: Values = {
  lastName: 'Delmas',
  firstNames: 'Élise',
  sex: 'F',
  birthDate: '2020-05-04',
  diet: 'STANDARD',
  school: 'École élémentaire Jean-Moulin',
  grade: 'MS',
}

const linksOf = ({ delmas }: Scene) => [
  { guardianId: delmas.guardians[0]!.id, relation: 'MOTHER' as const, parentalAuthority: true },
]

const families = (db: Tx) => db.family.count()

test('a family is created with its guardian and its child, each in the journal', async ({ db }) => {
  const scene = await setScene(db)
  const { agent } = scene
  const input = familySchema.parse({ name: 'Rossi', externalNumber: '901', familyQuotient: '640' })
  const familyId = await saveFamily(agent, input, NOW)
  const guardianId = await addGuardian(
    agent,
    { familyId, asked: { title: 'MME', lastName: 'Rossi', firstNames: 'Ada' }, links: [], twin: null },
    NOW,
  )
  const links = [{ guardianId, relation: 'MOTHER' as const, parentalAuthority: false }]
  await addChild(agent, { familyId, asked: { ...childValues, lastName: 'Rossi' }, links, twin: null }, NOW)
  const family = await wholeFamily(agent, familyId)
  expect(family).toMatchObject({
    name: 'Rossi',
    externalNumber: '901',
    familyQuotient: 640,
    isResident: true,
  })
  expect(family.children[0]!.values).toMatchObject({
    firstNames: 'Élise',
    grade: 'MS',
    school: childValues.school,
  })
  expect(family.children[0]!.relations).toMatchObject([{ guardianId, parentalAuthority: false }])
  const events = await db.auditEvent.findMany({ where: { familyId }, orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual(['family.create', 'guardian.create', 'child.create'])
})

test('since when a family has its quotient is kept, a day at a time', async ({ db }) => {
  const { agent } = await setScene(db)
  const form = (familyQuotient: string, more: object = {}) =>
    familySchema.parse({ name: 'Rossi', externalNumber: '901', familyQuotient, ...more })
  const id = await saveFamily(agent, form('640'), NOW)
  const edit = (from: string, to: string, at: Date) => {
    const shown = { name: 'Rossi', externalNumber: '901', familyQuotient: from, benefitOrganism: null }
    return saveFamily(agent, form(to, { id, [SHOWN_FIELD]: JSON.stringify(shown) }), at)
  }
  await edit('640', '700', later(5))
  await edit('700', '800', later(60 * 24 * 40))
  const kept = await db.quotientChange.findMany({ where: { familyId: id }, orderBy: { since: 'asc' } })
  expect(kept.map(({ quotient }) => quotient)).toEqual([700, 800])
})

test('a second family of the same name waits for a confirmation, of the same number never passes', async ({
  db,
}) => {
  const { agent } = await setScene(db)
  const before = await families(db)
  const input = familySchema.parse({ name: 'delmas', externalNumber: '77' })
  await expect(saveFamily(agent, input, NOW)).rejects.toMatchObject({ code: 'TWIN' })
  await saveFamily(agent, { ...input, confirmed: true }, NOW)
  await expect(saveFamily(agent, { ...input, confirmed: true }, NOW)).rejects.toMatchObject({
    code: 'NUMBER_TAKEN',
  })
  expect(await families(db)).toBe(before + 1)
})

test('two agents on a family’s own form: what one changed is not replaced unseen by the other, and what nobody touched stays', async ({
  db,
}) => {
  const { agent, delmas } = await setScene(db)
  await db.family.update({ where: { id: delmas.id }, data: { familyQuotient: 700, externalNumber: '88' } })
  const shown = { name: 'Delmas', externalNumber: '88', familyQuotient: '700', benefitOrganism: null }
  const send = (typed: Record<string, string>, seen: object = shown) =>
    saveFamily(
      agent,
      familySchema.parse({
        ...{ id: delmas.id, name: 'Delmas', externalNumber: '88', familyQuotient: '700' },
        ...typed,
        [SHOWN_FIELD]: JSON.stringify(seen),
      }),
      NOW,
    )
  const held = () =>
    db.family.findUniqueOrThrow({
      where: { id: delmas.id },
      select: { name: true, familyQuotient: true, benefitOrganism: true },
    })
  await send({ familyQuotient: '650' })
  await send({ benefitOrganism: 'CAF' })
  expect(await held()).toEqual({ name: 'Delmas', familyQuotient: 650, benefitOrganism: 'CAF' })
  await expect(send({ name: 'Delmas-Roy', familyQuotient: '600' })).rejects.toMatchObject({
    code: 'MOVED',
    fields: { familyQuotient: expect.stringContaining('Valeur actuelle : 650\u00a0€') },
  })
  expect(await held()).toMatchObject({ name: 'Delmas', familyQuotient: 650 })
  await send({ name: 'Delmas-Roy', familyQuotient: '600' }, { ...shown, familyQuotient: '650' })
  expect(await held()).toMatchObject({ name: 'Delmas-Roy', familyQuotient: 600 })
  const events = await db.auditEvent.findMany({ where: { action: 'family.edit' }, orderBy: { id: 'asc' } })
  expect(events.map(({ fields }) => fields)).toEqual([
    ['familyQuotient'],
    ['benefitOrganism'],
    ['name', 'familyQuotient'],
  ])
})

test('a child who is known is told, then bound to the second family or created apart', async ({ db }) => {
  const scene = await setScene(db)
  const { agent, other, delmas } = scene
  const lina = { ...childValues, firstNames: 'lina', birthDate: '2018-03-14' }
  const links = [
    { guardianId: other.guardians[0]!.id, relation: 'GUARDIAN' as const, parentalAuthority: true },
  ]
  const add = (twin: 'LINK' | 'CREATE' | null) =>
    addChild(agent, { familyId: other.id, asked: lina, links, twin }, NOW)
  await expect(add(null)).rejects.toMatchObject({ code: 'TWIN', message: expect.stringContaining('Delmas') })
  const children = await db.child.count()
  expect(await add('LINK')).toBe(delmas.children[0]!.id)
  expect(await db.child.count()).toBe(children)
  const bound = await db.guardianship.count({ where: { childId: delmas.children[0]!.id } })
  expect(bound).toBe(4)
  await add('CREATE')
  expect(await db.child.count()).toBe(children + 1)
  await expect(add('LINK')).rejects.toMatchObject({ code: 'TWIN' })
})

test('an edit makes the change that waits on the field a conflict, and leaves the others', async ({ db }) => {
  const scene = await setScene(db)
  const { sofia, lina, agent } = scene
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  expect(await edit(scene, lina, { diet: 'NO_PORK' })).toEqual(['diet'])
  const waiting = await waitingOn(db, lina)
  expect(waiting).toHaveLength(2)
  const accept = waiting.map((change) => decisionOn(change, 'ACCEPT'))
  expect(await decideChanges(agent, accept, later(1))).toMatchObject({
    accepted: 1,
    stopped: [{ why: 'CONFLICT' }],
  })
  expect(await db.child.findUnique({ where: { id: lina.id } })).toMatchObject({
    diet: 'NO_PORK',
    birthPlace: 'Tours',
  })
})

test('whatever the order of demands, edits and decisions, no value is replaced unseen', async ({ db }) => {
  const scene = await setScene(db)
  const { sofia, lina, agent } = scene
  const diets = ['STANDARD', 'NO_PORK', 'NO_MEAT', 'VEGETARIAN', 'OWN_MEAL']
  const dietOf = async () => (await db.child.findUniqueOrThrow({ where: { id: lina.id } })).diet as string
  let seed = 7
  const pick = (count: number) => (seed = (seed * 48_271) % 2_147_483_647) % count
  let inForce = await dietOf()
  /** The value in force when the change that waits was asked. */
  let askedOn: string | null = null
  const refused = () => null
  for (let step = 0; step < 60; step++) {
    const diet = diets[pick(diets.length)]!
    const move = pick(3)
    if (move === 0) {
      await ask(db, sofia, lina, 'general', { diet }, later(step)).catch(refused)
      askedOn = (await waitingOn(db, lina)).length > 0 ? inForce : null
      const [change] = await waitingOn(db, lina)
      if (change) askedOn = (change.before as { diet: string }).diet
    } else if (move === 1) {
      if (await edit(scene, lina, { diet }).catch(refused)) inForce = diet
    } else {
      const [change] = await waitingOn(db, lina)
      if (!change) continue
      const asked = (change.after as { diet: string }).diet
      const { accepted } = await decideChanges(agent, [decisionOn(change, 'ACCEPT')], later(step))
      expect(accepted).toBe(askedOn === inForce || asked === inForce ? 1 : 0)
      if (accepted === 1) inForce = asked
    }
    expect(await dietOf()).toBe(inForce)
  }
})

test('an edit on a form that shows an old value writes nothing', async ({ db }) => {
  const scene = await setScene(db)
  const { lina, agent, delmas } = scene
  const shown = (await wholeFamily(agent, delmas.id)).children.find(({ id }) => id === lina.id)!.values
  await edit(scene, lina, { diet: 'NO_MEAT' })
  await expect(edit(scene, lina, { diet: 'NO_PORK', grade: 'CM1' }, shown)).rejects.toMatchObject({
    code: 'MOVED',
  })
  expect(await db.child.findUnique({ where: { id: lina.id } })).toMatchObject({
    diet: 'NO_MEAT',
    grade: 'CE2',
  })
  expect(await edit(scene, lina, { grade: 'CM1', school: null }, { ...shown, diet: 'NO_MEAT' })).toEqual([
    'school',
    'grade',
  ])
  await expect(edit(scene, lina, { school: 'Nulle part' })).rejects.toMatchObject({ code: 'SCHOOL' })
})

test('an agent and a decision on the same field take turns', async ({ db }) => {
  const scene = await setScene(db)
  const { sofia, lina, agent } = scene
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [change] = await waitingOn(db, lina)
  const [edited, decided] = await Promise.allSettled([
    edit(scene, lina, { diet: 'NO_PORK' }),
    decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1)),
  ])
  const { diet } = await db.child.findUniqueOrThrow({ where: { id: lina.id } })
  if (edited.status === 'fulfilled') expect(diet).toBe('NO_PORK')
  else expect(diet).toBe('VEGETARIAN')
  expect(decided.status).toBe('fulfilled')
})

test('links are changed inside their family alone; the last is never lost', async ({ db }) => {
  const scene = await setScene(db)
  const { agent, delmas, other, lina } = scene
  await setLinks(agent, { familyId: delmas.id, childId: lina.id, links: linksOf(scene) }, NOW)
  const bound = await db.guardianship.findMany({ where: { childId: lina.id }, include: { guardian: true } })
  expect(bound.map(({ guardian }) => guardian.firstNames).sort()).toEqual(['Hugo', 'Sofia'])
  const foreign = [{ ...linksOf(scene)[0]!, guardianId: other.guardians[0]!.id }]
  await expect(
    setLinks(agent, { familyId: delmas.id, childId: lina.id, links: foreign }, NOW),
  ).rejects.toBeInstanceOf(NotFound)
  await expect(
    setLinks(agent, { familyId: other.id, childId: lina.id, links: foreign }, NOW),
  ).rejects.toBeInstanceOf(NotFound)
})

for (const role of ['BILLING', 'ON_SITE'] as const)
  test(`${role} writes nothing of a family`, async ({ db }) => {
    const scene = await setScene(db)
    const agent = await agentActor(db, await createAgent(db, role))
    const { delmas, lina } = scene
    const person = { familyId: delmas.id, asked: childValues, links: linksOf(scene), twin: null }
    const values = { shown: {}, asked: { diet: 'NO_PORK' } }
    const attempts = [
      () => saveFamily(agent, familySchema.parse({ id: delmas.id, name: 'Autre' }), NOW),
      () => addGuardian(agent, person, NOW),
      () => addChild(agent, person, NOW),
      () => editPerson(agent, { familyId: delmas.id, target: lina, ...values }, NOW),
      () => setLinks(agent, { familyId: delmas.id, childId: lina.id, links: [] }, NOW),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(NotFound)
    expect(await db.auditEvent.count({ where: { action: { startsWith: 'family' } } })).toBe(0)
  })

test('an agent says that a family lives elsewhere, and the journal tells', async ({ db }) => {
  const { agent, delmas } = await setScene(db)
  const form = { id: delmas.id, name: delmas.name, isResident: 'NO' }
  const shown = { [SHOWN_FIELD]: JSON.stringify({ name: delmas.name, isResident: 'YES' }) }
  await saveFamily(agent, familySchema.parse({ ...form, ...shown }), NOW)
  expect(await wholeFamily(agent, delmas.id)).toMatchObject({ isResident: false, name: delmas.name })
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'family.edit' } })
  expect(event.fields).toContain('isResident')
})
