import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { acceptUnread, decideChanges } from '@/lib/dossier/operations/decide-changes'
import { NotFound } from '@/lib/core/errors'
import { randomUUID } from 'node:crypto'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, shownTo, waitingOn } from './scene'

test('a change asked waits beside the value in force, one per unit, with its author and instant', async ({
  db,
}) => {
  const { sofia, lina } = await setScene(db)
  const outcome = await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  expect(outcome).toEqual({ sent: 2, settled: 0, withdrawn: 0 })
  expect(await waitingOn(db, lina)).toMatchObject([
    {
      unit: 'birthPlace',
      before: { birthPlace: null },
      after: { birthPlace: 'Tours' },
      authorId: sofia.accountId,
      askedAt: NOW,
    },
    { unit: 'diet', before: { diet: 'STANDARD' }, after: { diet: 'VEGETARIAN' } },
  ])
  expect(await db.child.findUnique({ where: { id: lina.id }, select: { diet: true } })).toEqual({
    diet: 'STANDARD',
  })
})

test('the whole address is one change', async ({ db }) => {
  const { sofia, sofiaGuardian } = await setScene(db)
  await ask(db, sofia, sofiaGuardian, 'address', { addressLine: '2 rue Haute' })
  const [change, ...others] = await waitingOn(db, sofiaGuardian)
  expect(others).toEqual([])
  expect(change!.after).toEqual({
    addressLine: '2 rue Haute',
    addressComplement: null,
    postalCode: '45000',
    city: 'Orléans',
    addressSince: '2020-01-01',
  })
})

test('the journal names the fields that were asked for, never their values', async ({ db }) => {
  const { sofia, sofiaGuardian } = await setScene(db)
  await ask(db, sofia, sofiaGuardian, 'identity', {
    employer: 'Verrerie de la Loire',
    mobilePhone: '0612345678',
  })
  const events = await db.auditEvent.findMany({ where: { action: 'change.ask' } })
  expect(events.map(({ fields }) => fields).sort()).toEqual([['employer'], ['mobilePhone']])
  const text = JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  expect(text).not.toMatch(/Verrerie|0612345678/)
})

test('a parent amends what the other parent of the family asked; the author is then theirs', async ({
  db,
}) => {
  const { sofia, karim, lina } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await ask(db, karim, lina, 'general', { diet: 'NO_MEAT' }, later(5))
  expect(await waitingOn(db, lina)).toMatchObject([
    {
      after: { diet: 'NO_MEAT' },
      before: { diet: 'STANDARD' },
      authorId: karim.accountId,
      askedAt: later(5),
    },
  ])
})

test('an amendment does not hide that the value in force moved: accepted unread, it stops as a conflict', async ({
  db,
}) => {
  const { sofia, agent, sofiaGuardian } = await setScene(db)
  await ask(db, sofia, sofiaGuardian, 'identity', { employer: 'Verrerie' })
  await db.guardian.update({ where: { id: sofiaGuardian.id }, data: { employer: 'Mairie' } })
  await ask(db, sofia, sofiaGuardian, 'identity', { employer: 'Verrerie de la Loire' }, later(5))
  const [change] = await waitingOn(db, sofiaGuardian)
  expect(change).toMatchObject({ before: { employer: null }, after: { employer: 'Verrerie de la Loire' } })
  const accept = (acknowledged?: { employer: string }) =>
    decideChanges(agent, [decisionOn(change!, 'ACCEPT', { acknowledged })], later(6))
  expect(await acceptUnread(agent, [decisionOn(change!, 'ACCEPT')], later(6))).toMatchObject({
    accepted: 0,
    stopped: [{ why: 'CONFLICT' }],
  })
  expect(await accept({ employer: 'Mairie' })).toMatchObject({ accepted: 1 })
})

test('asking for the value in force takes the waiting change back', async ({ db }) => {
  const { sofia, lina } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  expect(await ask(db, sofia, lina, 'general', { diet: 'STANDARD' }, later(1))).toEqual({
    sent: 0,
    settled: 0,
    withdrawn: 1,
  })
  expect(await waitingOn(db, lina)).toEqual([])
})

test('what the child’s other family asked is shown as waiting and cannot be replaced', async ({ db }) => {
  const { sofia, hugo, lina } = await setScene(db)
  await ask(db, hugo, lina, 'general', { diet: 'VEGETARIAN' })
  await expect(ask(db, sofia, lina, 'general', { diet: 'NO_PORK' })).rejects.toMatchObject({
    code: 'ELSEWHERE',
  })
  const [change] = await waitingOn(db, lina)
  await expect(withdrawChange(sofia, { changeId: change!.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  expect(await waitingOn(db, lina)).toMatchObject([
    { after: { diet: 'VEGETARIAN' }, authorId: hugo.accountId },
  ])
})

test('a form opened before the value in force moved replaces nothing unseen, and writes none of its other fields', async ({
  db,
}) => {
  const { sofia, lina } = await setScene(db)
  const shown = await shownTo(db, lina, 'general')
  await db.child.update({ where: { id: lina.id }, data: { diet: 'NO_PORK' } })
  const asked = { ...shown, diet: 'VEGETARIAN', birthPlace: 'Tours' }
  await expect(
    askChanges(sofia, { target: lina, section: 'general', shown, asked }, NOW),
  ).rejects.toMatchObject({
    code: 'MOVED',
    fields: { diet: expect.stringContaining('Valeur actuelle : Sans porc.') },
  })
  expect(await waitingOn(db, lina)).toEqual([])
})

test('saving without a change is said, and writes nothing', async ({ db }) => {
  const { sofia, lina } = await setScene(db)
  await expect(ask(db, sofia, lina, 'general', {})).rejects.toMatchObject({ code: 'NOTHING' })
  await expect(ask(db, sofia, lina, 'general', { grade: 'CM2' })).rejects.toMatchObject({ code: 'NOTHING' })
  expect(await db.auditEvent.count()).toBe(0)
})

test('two parents who change the same field at the same instant: one change waits, and the second is told', async ({
  db,
}) => {
  const { sofia, karim, lina } = await setScene(db)
  const shown = await shownTo(db, lina, 'general')
  const attempt = (parent: typeof sofia, diet: string) =>
    askChanges(parent, { target: lina, section: 'general', shown, asked: { ...shown, diet } }, NOW)
  const outcomes = await Promise.allSettled([attempt(sofia, 'VEGETARIAN'), attempt(karim, 'NO_PORK')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'MOVED' } })
  expect(await waitingOn(db, lina)).toHaveLength(1)
})

test('withdrawing is journalled, and impossible once the collectivité has answered', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  await withdrawChange(sofia, { changeId: birthPlace!.id }, later(1))
  expect(await db.auditEvent.findMany({ where: { action: 'change.withdraw' } })).toMatchObject([
    { subject: birthPlace!.id, fields: ['birthPlace'], childId: lina.id, at: later(1) },
  ])
  await decideChanges(agent, [decisionOn(diet!, 'ACCEPT')], later(2))
  await expect(withdrawChange(sofia, { changeId: diet!.id }, later(3))).rejects.toMatchObject({
    code: 'GONE',
  })
})

test('another family’s people and changes do not exist: nothing found, nothing changed', async ({ db }) => {
  const { sofia, moreau, hugo, lina, sofiaGuardian } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [change] = await waitingOn(db, lina)
  const attempts = [
    () =>
      askChanges(moreau, { target: lina, section: 'general', shown: {}, asked: { diet: 'NO_PORK' } }, NOW),
    () =>
      askChanges(
        moreau,
        { target: sofiaGuardian, section: 'address', shown: {}, asked: { city: 'Tours' } },
        NOW,
      ),
    () =>
      askChanges(
        hugo,
        { target: sofiaGuardian, section: 'address', shown: {}, asked: { city: 'Tours' } },
        NOW,
      ),
    () =>
      askChanges(
        sofia,
        { target: { kind: 'guardian', id: lina.id }, section: 'address', shown: {}, asked: {} },
        NOW,
      ),
    () => askChanges(sofia, { target: lina, section: 'address', shown: {}, asked: {} }, NOW),
    () =>
      askChanges(
        sofia,
        { target: { kind: 'child', id: 'x' }, section: 'general', shown: {}, asked: {} },
        NOW,
      ),
    () =>
      askChanges(
        sofia,
        { target: { kind: 'child', id: randomUUID() }, section: 'general', shown: {}, asked: {} },
        NOW,
      ),
    () => withdrawChange(moreau, { changeId: change!.id }, NOW),
    () => withdrawChange(sofia, { changeId: 'x' }, NOW),
    () => withdrawChange({ ...sofia, guardians: [] }, { changeId: change!.id }, NOW),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(NotFound)
  expect(await db.pendingChange.findMany()).toMatchObject([
    { id: change!.id, state: 'PENDING', after: { diet: 'VEGETARIAN' } },
  ])
})

test('a change of what a family holds together is taken back by either parent, and by nobody else', async ({
  db,
}) => {
  const { sofia, karim, hugo, household } = await setScene(db)
  await ask(db, sofia, household, 'tax', { familyQuotient: '700' })
  const [change] = await waitingOn(db, household)
  await expect(withdrawChange(hugo, { changeId: change!.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await withdrawChange(karim, { changeId: change!.id }, later(1))
  expect(await waitingOn(db, household)).toEqual([])
})
