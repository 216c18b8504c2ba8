import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { editSection } from '@/lib/dossier/operations/edit-person'
import { agentActor, createAccount, createAgent } from '@/tests/factories/accounts'
import { subscribe } from '@/tests/factories/families'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, newItem, setScene, waitingOn } from './scene'

test('the other family of a child is told which shared sections changed: once accepted, and nothing more', async ({
  db,
}) => {
  const { sofia, karim, hugo, agent, lina, noe, sofiaGuardian } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const contact = {
    firstNames: 'Odile',
    lastName: 'Martin',
    link: 'GRANDPARENT',
    phone: '0639980101',
    mayCollect: 'true',
    inEmergency: 'false',
    rank: '1',
  }
  await ask(db, sofia, newItem(lina), 'contacts', contact)
  await ask(db, sofia, noe, 'general', { diet: 'NO_PORK' })
  await ask(db, sofia, sofiaGuardian, 'identity', { employer: 'Verrerie' })
  const news = () => db.outgoingMail.findMany({ where: { kind: 'change.shared' } })
  expect(await news()).toEqual([])
  const waiting = await db.pendingChange.findMany()
  await decideChanges(
    agent,
    waiting.map((change) => decisionOn(change, change.unit === 'birthPlace' ? 'REFUSE' : 'ACCEPT')),
    later(1),
  )
  const mails = await news()
  expect(mails).toMatchObject([{ to: hugo.email, subject: 'Le dossier de Lina a changé' }])
  expect(mails[0]!.text).toContain('infos générales, contacts')
  expect(mails[0]!.text + mails[0]!.html).not.toMatch(
    /végétarien|Tours|Odile|Martin|99.?80|Sofia|Delmas|Verrerie/i,
  )
  // The other way round, both parents of the other family are told.
  await ask(db, hugo, lina, 'general', { diet: 'NO_MEAT' }, later(2))
  const [change] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(3))
  const later2 = (await news()).slice(1)
  expect(later2.map(({ to }) => to).sort()).toEqual([sofia.email, karim.email].sort())
})

test('a refusal is told to its author alone, and an account of both families is told nothing it knows', async ({
  db,
}) => {
  const { sofia, agent, lina, delmas } = await setScene(db)
  const father = await db.guardian.findFirstOrThrow({ where: { firstNames: 'Hugo' } })
  await db.subscription.deleteMany({ where: { guardianId: father.id } })
  const both = await createAccount(db, { firstName: 'Ana' })
  for (const guardian of [father, delmas.guardians[0]!]) await subscribe(db, both, guardian)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(birthPlace!, 'REFUSE'), decisionOn(diet!, 'ACCEPT')], later(1))
  expect((await db.outgoingMail.findMany()).map(({ kind, to }) => [kind, to])).toEqual([
    ['change.decide', sofia.email],
  ])
})

test('what an agent corrects for one family is told to the other', async ({ db }) => {
  const { hugo, agent, lina, delmas } = await setScene(db)
  const edit = { familyId: delmas.id, target: lina, section: 'health' }
  await editSection(agent, { ...edit, shown: {}, asked: { doctorName: 'Docteur Cartier' } }, later(1))
  const mails = await db.outgoingMail.findMany()
  expect(mails).toMatchObject([{ kind: 'change.shared', to: hugo.email }])
  expect(mails[0]!.text).toContain('données sanitaires')
  expect(mails[0]!.text + mails[0]!.html).not.toContain('Cartier')
})

test('what needs no validation is told to the other family when it takes effect', async ({ db }) => {
  const { sofia, hugo, lina } = await setScene(db)
  await db.dossierSetting.create({ data: { unit: 'child.diet', mode: 'FREE', required: [] } })
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  expect(await db.outgoingMail.findMany()).toMatchObject([{ kind: 'change.shared', to: hugo.email }])
})

test('no mail tells that a child has an allergy or a PAI, nor that a family has a bank account', async ({
  db,
}) => {
  const { sofia, hugo, lina, household } = await setScene(db)
  const agent = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const allergy = { substance: 'Arachide', kind: 'FOOD', severity: 'SEVERE' }
  await ask(db, sofia, newItem(lina), 'allergies', allergy)
  await ask(db, sofia, lina, 'health', { careplan: 'Trousse au bureau', careplanEndsOn: '2027-07-01' })
  await ask(db, sofia, household, 'bank', { bankHolder: 'Delmas', iban: 'FR7630006000011234567890189' })
  const waiting = await db.pendingChange.findMany()
  await decideChanges(
    agent,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  const mails = await db.outgoingMail.findMany({ orderBy: { kind: 'asc' } })
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
    ['change.decide', sofia.email],
    ['change.shared', hugo.email],
  ])
  expect(mails[0]!.text).toContain('Lina : données sanitaires')
  expect(mails[0]!.text.match(/Lina : données sanitaires/g)).toHaveLength(1)
  expect(mails[1]!.text).toContain('a changé : données sanitaires.')
  for (const { text, html } of mails)
    expect(text + html).not.toMatch(
      /allergie|arachide|\bPAI\b|individualisé|IBAN|bancaire : |compte bancaire/i,
    )
})
