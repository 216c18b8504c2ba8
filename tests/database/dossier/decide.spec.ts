import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { stoppedChanges } from '@/lib/dossier/queries/stopped-changes'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { randomUUID } from 'node:crypto'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, setScene, waitingOn } from './scene'

const dietOf = async (db: Parameters<typeof ask>[0], id: string) =>
  (await db.child.findUniqueOrThrow({ where: { id }, select: { diet: true } })).diet

/** What authors are told of decisions; the child’s other family has mails of its own (shared-changes.spec.ts). */
const decisionMails = (db: Tx) => db.outgoingMail.findMany({ where: { kind: 'change.decide' } })

test('accepting applies, dates, journals and mails the change together', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthDate: '2018-03-15' })
  const waiting = await waitingOn(db, lina)
  const report = await decideChanges(
    agent,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(10),
  )
  expect(report).toEqual({ accepted: 2, refused: 0, stopped: [] })
  expect(await db.child.findUnique({ where: { id: lina.id } })).toMatchObject({
    diet: 'VEGETARIAN',
    birthDate: new Date('2018-03-15T00:00:00Z'),
    firstNames: 'Lina Jeanne',
    grade: 'CE2',
  })
  expect(await db.pendingChange.findMany()).toMatchObject(
    [1, 2].map(() => ({ state: 'ACCEPTED', decidedAt: later(10), deciderId: agent.accountId })),
  )
  expect(await db.auditEvent.findMany({ where: { action: 'change.accept' } })).toMatchObject([
    { actor: 'AGENT' },
    { actor: 'AGENT' },
  ])
  expect(await decisionMails(db)).toMatchObject([
    { to: sofia.email, subject: 'Votre dossier : 2\u00a0modifications acceptées' },
  ])
})

test('fields are decided one by one: one accepted, one refused with its reason', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  const decisions = [
    decisionOn(diet!, 'ACCEPT'),
    decisionOn(birthPlace!, 'REFUSE', { reason: ' Joindre l’acte de naissance. ' }),
  ]
  expect(await decideChanges(agent, decisions, later(1))).toMatchObject({ accepted: 1, refused: 1 })
  expect(await db.child.findUnique({ where: { id: lina.id } })).toMatchObject({
    diet: 'VEGETARIAN',
    birthPlace: null,
  })
  expect(await db.pendingChange.findUnique({ where: { id: birthPlace!.id } })).toMatchObject({
    state: 'REFUSED',
    reason: 'Joindre l’acte de naissance.',
  })
})

test('the mail names fields and verdicts, neither values nor reasons', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  await decideChanges(
    agent,
    [decisionOn(diet!, 'ACCEPT'), decisionOn(birthPlace!, 'REFUSE', { reason: 'Certificat médical' })],
    later(1),
  )
  const [mail, ...others] = await decisionMails(db)
  expect(others).toEqual([])
  expect(mail!.text).toContain('Lina : régime alimentaire')
  expect(mail!.text).toContain('Lina : lieu de naissance')
  expect(mail!.text + mail!.html).not.toMatch(/végétarien|Tours|médical/i)
})

test('a refusal without a reason is refused, and nothing of the batch is written', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  const decisions = [decisionOn(diet!, 'ACCEPT'), decisionOn(birthPlace!, 'REFUSE', { reason: '  ' })]
  await expect(decideChanges(agent, decisions, later(1))).rejects.toMatchObject({ code: 'REASON' })
  expect(await dietOf(db, lina.id)).toBe('STANDARD')
  expect(await waitingOn(db, lina)).toHaveLength(2)
})

test('a conflict is never overwritten unless the agent confirms the value in force they saw', async ({
  db,
}) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await db.child.update({ where: { id: lina.id }, data: { diet: 'NO_PORK' } })
  const [change] = await waitingOn(db, lina)
  const accept = (acknowledged?: { diet: string }) =>
    decideChanges(agent, [decisionOn(change!, 'ACCEPT', { acknowledged })], later(1))
  expect(await accept()).toMatchObject({ accepted: 0, stopped: [{ changeId: change!.id, why: 'CONFLICT' }] })
  expect(await accept({ diet: 'STANDARD' })).toMatchObject({ accepted: 0, stopped: [{ why: 'CONFLICT' }] })
  expect(await dietOf(db, lina.id)).toBe('NO_PORK')
  expect(await db.outgoingMail.count()).toBe(0)
  expect(await accept({ diet: 'NO_PORK' })).toMatchObject({ accepted: 1, stopped: [] })
  expect(await dietOf(db, lina.id)).toBe('VEGETARIAN')
})

test('a conflict in one field stops that field alone', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  await db.child.update({ where: { id: lina.id }, data: { diet: 'NO_PORK' } })
  const waiting = await waitingOn(db, lina)
  const report = await decideChanges(
    agent,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  expect(report).toMatchObject({ accepted: 1, stopped: [{ why: 'CONFLICT' }] })
  expect(await db.child.findUnique({ where: { id: lina.id } })).toMatchObject({
    diet: 'NO_PORK',
    birthPlace: 'Tours',
  })
})

test('a value amended after the agent read it is not accepted', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [read] = await waitingOn(db, lina)
  await ask(db, sofia, lina, 'general', { diet: 'NO_PORK' })
  expect(await decideChanges(agent, [decisionOn(read!, 'ACCEPT')], later(1))).toMatchObject({
    accepted: 0,
    stopped: [{ why: 'AMENDED' }],
  })
  expect(await dietOf(db, lina.id)).toBe('STANDARD')
})

test('two agents decide the same change at once: one wins, the other reads by whom and when', async ({
  db,
}) => {
  const { dossier, sofia, lina, agent } = await setScene(db)
  const second = await agentActor(
    db,
    await createAgent(db, 'ADMINISTRATOR', { firstName: 'Paul', lastName: 'Roy' }),
  )
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [change] = await waitingOn(db, lina)
  const reports = await Promise.all([
    decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1)),
    decideChanges(second, [decisionOn(change!, 'REFUSE')], later(1)),
  ])
  expect(reports.map(({ stopped }) => stopped.length).sort()).toEqual([0, 1])
  const loser = reports[0].stopped.length > 0 ? agent : second
  const winner = loser === agent ? 'refusé par Paul Roy' : 'accepté par Nadia Perrin'
  expect(await stoppedChanges(loser, dossier, [change!.id])).toEqual([
    `Lina, régime alimentaire : déjà ${winner}, mardi 24 novembre à 10\u00a0h\u00a001.`,
  ])
  expect(await decisionMails(db)).toHaveLength(1)
})

test('a parent who withdraws while an agent accepts: one of them is told, and the value follows', async ({
  db,
}) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [change] = await waitingOn(db, lina)
  const [decision, withdrawal] = await Promise.allSettled([
    decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1)),
    withdrawChange(sofia, { changeId: change!.id }, later(1)),
  ])
  const withdrawn = withdrawal.status === 'fulfilled'
  expect(decision).toMatchObject({ value: { accepted: withdrawn ? 0 : 1 } })
  expect(await dietOf(db, lina.id)).toBe(withdrawn ? 'STANDARD' : 'VEGETARIAN')
})

test('a batch over several families decides each, and mails each author once', async ({ db }) => {
  const { sofia, moreau, lina, noe, other, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  await ask(db, sofia, noe, 'general', { diet: 'NO_PORK' })
  await ask(db, moreau, { kind: 'guardian', id: other.guardians[0]!.id }, 'identity', {
    employer: 'Verrerie',
  })
  const waiting = await db.pendingChange.findMany()
  const report = await decideChanges(
    agent,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  expect(report).toMatchObject({ accepted: 4, stopped: [] })
  expect((await decisionMails(db)).map(({ to }) => to).sort()).toEqual([moreau.email, sofia.email].sort())
  expect(await db.guardian.findUnique({ where: { id: other.guardians[0]!.id } })).toMatchObject({
    employer: 'Verrerie',
  })
})

test('two agents who accept the same batch in opposite orders both finish', async ({ db }) => {
  const { sofia, moreau, lina, noe, other, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await ask(db, sofia, noe, 'general', { diet: 'NO_PORK' })
  await ask(db, moreau, { kind: 'guardian', id: other.guardians[0]!.id }, 'identity', {
    employer: 'Verrerie',
  })
  const decisions = (await db.pendingChange.findMany()).map((change) => decisionOn(change, 'ACCEPT'))
  const reports = await Promise.all([
    decideChanges(agent, decisions, later(1)),
    decideChanges(agent, decisions.toReversed(), later(1)),
  ])
  expect(reports.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3)
})

test('an author who no longer follows the family is not written to', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await db.subscription.updateMany({ where: { accountId: sofia.accountId }, data: { endedAt: later(1) } })
  const [change] = await waitingOn(db, lina)
  expect(await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(2))).toMatchObject({ accepted: 1 })
  expect(await decisionMails(db)).toEqual([])
})

test('a decision on a change that does not exist decides nothing', async ({ db }) => {
  const { sofia, lina, agent } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const [change] = await waitingOn(db, lina)
  const decisions = [
    decisionOn(change!, 'ACCEPT'),
    { changeId: randomUUID(), verdict: 'ACCEPT' as const, version: 1 },
  ]
  await expect(decideChanges(agent, decisions, later(1))).rejects.toBeInstanceOf(NotFound)
  expect(await dietOf(db, lina.id)).toBe('STANDARD')
})
