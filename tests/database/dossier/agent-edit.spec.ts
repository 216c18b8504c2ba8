import { randomUUID } from 'node:crypto'
import { NotFound } from '@/lib/core/errors'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { editSection, removeItem } from '@/lib/dossier/operations/edit-person'
import { readHousehold } from '@/lib/dossier/operations/read-household'
import { editForm } from '@/lib/dossier/queries/edit-form'
import type { Target } from '@/lib/dossier/schema'
import { wholeFamily } from '@/lib/family/queries'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, waitingOn } from './scene'

const IBAN = 'FR7630006000011234567890189'

test('an agent writes an item of a list, changes it and removes it, each edit in the journal', async ({
  db,
}) => {
  const { agent, delmas, dossier, lina } = await setScene(db)
  const target: Target = { ...lina, item: randomUUID() }
  const place = { familyId: delmas.id, target, section: 'allergies' }
  const shown = (await editForm(agent, dossier, { ...place, slug: 'allergies' }, NOW))!.values
  const asked = { ...shown, substance: 'Lait', kind: 'FOOD', severity: 'MILD' }
  await editSection(agent, { ...place, shown, asked }, NOW)
  await expect(
    editSection(agent, { ...place, shown, asked: { ...asked, severity: 'SEVERE' } }, NOW),
  ).rejects.toMatchObject({ code: 'MOVED' })
  await editSection(agent, { ...place, shown: asked, asked: { ...asked, severity: 'SEVERE' } }, later(1))
  expect((await editForm(agent, dossier, { ...place, slug: 'allergies' }, NOW))!.values).toMatchObject({
    substance: 'Lait',
    severity: 'SEVERE',
  })
  await removeItem(agent, place, later(2))
  expect(await db.allergy.count()).toBe(0)
  const edits = await db.auditEvent.findMany({ where: { action: 'child.edit' } })
  expect(edits).toHaveLength(3)
  expect(edits.flatMap(({ fields }) => fields)).not.toContain('Lait')
})

test('an agent’s edit puts what waits on the same item in conflict: nobody accepts it unseen', async ({
  db,
}) => {
  const { agent, sofia, delmas, lina } = await setScene(db)
  const target: Target = { ...lina, item: randomUUID() }
  await ask(db, sofia, target, 'allergies', { substance: 'Lait', kind: 'FOOD', severity: 'MILD' })
  const empty = { substance: null, kind: null, severity: null, conduct: null }
  const place = { familyId: delmas.id, target, section: 'allergies' }
  await editSection(
    agent,
    { ...place, shown: empty, asked: { ...empty, substance: 'Œuf', kind: 'FOOD', severity: 'MILD' } },
    later(1),
  )
  const [change] = await waitingOn(db, lina)
  expect(await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(2))).toMatchObject({
    accepted: 0,
    stopped: [{ why: 'CONFLICT' }],
  })
})

test('no vaccine is dated before the birth, whether a parent asks for it or an agent writes it', async ({
  db,
}) => {
  const { agent, sofia, delmas, lina } = await setScene(db)
  const target: Target = { ...lina, item: randomUUID() }
  const refused = {
    code: 'BEFORE_BIRTH',
    fields: { givenOn: 'Cette date est avant la naissance de l’enfant, le 14 mars 2018.' },
  }
  const shown = { vaccine: null, givenOn: null }
  const edit = (givenOn: string) =>
    editSection(
      agent,
      {
        ...{ familyId: delmas.id, target, section: 'vaccinations' },
        ...{ shown, asked: { vaccine: 'BCG', givenOn } },
      },
      NOW,
    )
  await expect(edit('2018-03-13')).rejects.toMatchObject(refused)
  const asks = (givenOn: string) => ask(db, sofia, target, 'vaccinations', { vaccine: 'BCG', givenOn })
  await expect(asks('2018-03-13')).rejects.toMatchObject(refused)
  await asks('2018-03-14')
  await expect(asks('2017-01-01')).rejects.toMatchObject(refused)
  expect(await waitingOn(db, lina)).toHaveLength(1)
  await edit('2018-03-14')
  expect(await db.vaccination.count()).toBe(1)
})

test('bank data are written by the administrator and read by the billing agents too; a family’s alone', async ({
  db,
}) => {
  const { agent, delmas, other, household } = await setScene(db)
  const [admin, billing] = await Promise.all(
    (['ADMINISTRATOR', 'BILLING'] as const).map(async (role) => agentActor(db, await createAgent(db, role))),
  )
  const shown = { bankHolder: null, iban: null, bic: null }
  const edit = {
    target: household,
    section: 'bank',
    shown,
    asked: { ...shown, bankHolder: 'S. Delmas', iban: IBAN },
  }
  for (const actor of [agent, billing!])
    await expect(editSection(actor, { ...edit, familyId: delmas.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(editSection(admin!, { ...edit, familyId: other.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await editSection(admin!, { ...edit, familyId: delmas.id }, NOW)
  const read = async (actor: typeof agent) =>
    JSON.stringify(await readHousehold(actor, { familyId: delmas.id }, NOW))
  expect(await read(billing!)).toContain('•••• 0189')
  expect(await read(agent)).not.toContain('0189')
  expect(await db.auditEvent.count({ where: { action: 'dossier.read', familyId: delmas.id } })).toBe(2)
})

test('a family’s page counts the changes that wait and that the agent may decide', async ({ db }) => {
  const { sofia, delmas, lina, household } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await ask(db, sofia, household, 'tax', { familyQuotient: '700' })
  await ask(db, sofia, household, 'bank', { bankHolder: 'Delmas', iban: IBAN })
  const counted = async (role: 'ADMINISTRATOR' | 'FAMILY_SERVICE' | 'BILLING') =>
    (await wholeFamily(await agentActor(db, await createAgent(db, role)), delmas.id)).waiting
  expect(await counted('ADMINISTRATOR')).toBe(3)
  expect(await counted('FAMILY_SERVICE')).toBe(2)
  expect(await counted('BILLING')).toBe(2)
})
