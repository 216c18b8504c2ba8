import { NotFound } from '@/lib/core/errors'
import { stopJobs } from '@/lib/core/jobs'
import { askRemoval } from '@/lib/dossier/operations/ask-changes'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { decisionScreen } from '@/lib/dossier/queries/decision-screen'
import type { Target } from '@/lib/dossier/schema'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { dryRun } from '@/tests/factories/imports'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, newItem, NOW, setScene, waitingOn } from './scene'
import { dump, fillSecrets, SECRETS } from './secret-data'

test.afterEach(() => stopJobs())

test('nothing secret is in clear in the database, journal and waiting changes included, before as after the decision', async ({
  db,
}) => {
  const scene = await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await fillSecrets(db, scene)
  const text = await dump(db)
  for (const secret of SECRETS) expect(text, secret).not.toContain(secret)
  const waiting = await db.pendingChange.findMany()
  expect(waiting).toHaveLength(6)
  await decideChanges(
    admin,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  const after = await dump(db)
  for (const secret of SECRETS) expect(after, secret).not.toContain(secret)
  const { dossier, sofia, lina, sofiaGuardian } = scene
  const read = async (target: Target, slug: string) =>
    JSON.stringify((await personDossier(sofia, dossier, { target, slug }, later(2)))!.open)
  expect(await read(sofiaGuardian, 'bancaires')).toContain('•••• 0189')
  expect(await read(sofiaGuardian, 'fiscales')).toContain('8123456X')
  const health = await read(lina, 'sante')
  for (const text of ['Docteur Cartier', 'Ventoline le soir', 'Arachide rare']) expect(health).toContain(text)
  expect(await db.auditEvent.findMany({ where: { action: 'dossier.read' } })).toHaveLength(3)
})

test('nor is what a file to import says, while it waits; mails and jobs are in what is looked through', async ({
  db,
}) => {
  const scene = await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await fillSecrets(db, scene)
  const [first] = await waitingOn(db, scene.lina)
  await decideChanges(admin, [decisionOn(first!, 'ACCEPT')], later(1))
  const csv =
    'Numéro famille;Numéro enfant;Nom;Prénom;Sexe;Date de naissance;Allergies;PAI\nF1;E1;Delmas;Lina;F;14/03/2018;Arachide rare;Ventoline le soir\n'
  await dryRun(db, admin, { CHILDREN: csv }, NOW)
  const text = await dump(db)
  for (const secret of SECRETS) expect(text, secret).not.toContain(secret)
  // The marks show that the tables were looked through, and the bytes of files too.
  for (const [mark, where] of Object.entries({
    'change.accept': 'AuditEvent',
    'change.decide': 'OutgoingMail',
    'exchange.check': 'pgboss.job',
    Allergies: 'ImportFile',
  }))
    expect(text, where).toContain(mark)
})

test('a secret moved to another row does not decrypt', async ({ db }) => {
  const scene = await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await fillSecrets(db, scene)
  const waiting = await db.pendingChange.findMany()
  await decideChanges(
    admin,
    waiting.map((change) => decisionOn(change, 'ACCEPT')),
    later(1),
  )
  const { ibanEncrypted } = await db.family.findUniqueOrThrow({ where: { id: scene.household.id } })
  await db.family.update({ where: { id: scene.other.id }, data: { ibanEncrypted } })
  const target: Target = { kind: 'guardian', id: scene.other.guardians[0]!.id }
  await expect(
    personDossier(scene.moreau, scene.dossier, { target, slug: 'bancaires' }, later(2)),
  ).rejects.toThrow()
})

test('an item of a list is added, changed and removed, each decided on its own', async ({ db }) => {
  const { sofia, agent, dossier, lina } = await setScene(db)
  const milk = newItem(lina)
  const wasps = newItem(lina)
  await ask(db, sofia, milk, 'allergies', { substance: 'Lait', kind: 'FOOD', severity: 'MILD' })
  await ask(
    db,
    sofia,
    wasps,
    'allergies',
    { substance: 'Guêpes', kind: 'OTHER', severity: 'SEVERE' },
    later(1),
  )
  const screen = await decisionScreen(agent, dossier, lina, later(2))
  expect(screen!.decisions).toMatchObject([
    { label: 'Allergie', current: 'Ajout', asked: 'Lait, Alimentaire, légère' },
    { label: 'Allergie', current: 'Ajout', asked: 'Guêpes, Autre, sévère (urgence vitale)' },
  ])
  const byItem = async (item: Target) =>
    (await waitingOn(db, lina)).find(({ itemId }) => itemId === item.item)!
  await decideChanges(
    agent,
    [decisionOn(await byItem(milk), 'ACCEPT'), decisionOn(await byItem(wasps), 'REFUSE')],
    later(3),
  )
  const rows = async () =>
    (await personDossier(sofia, dossier, { target: lina, slug: 'sante' }, later(9)))!.open.find(
      ({ id }) => id === 'allergies',
    )!.units
  expect(await rows()).toMatchObject([
    {
      label: 'Guêpes',
      value: 'Pas encore au dossier',
      refusal: { reason: 'Merci de joindre un justificatif.' },
    },
    { label: 'Lait', value: 'Alimentaire, légère', item: { removable: true } },
  ])
  await ask(db, sofia, milk, 'allergies', { severity: 'SEVERE' }, later(4))
  await decideChanges(agent, [decisionOn(await byItem(milk), 'ACCEPT')], later(5))
  expect((await rows())[1]).toMatchObject({ value: 'Alimentaire, sévère (urgence vitale)' })
  await askRemoval(sofia, { target: milk, section: 'allergies' }, later(6))
  expect((await rows())[1]).toMatchObject({ waiting: { value: 'Retrait demandé' } })
  await decideChanges(agent, [decisionOn(await byItem(milk), 'ACCEPT')], later(7))
  expect(await db.allergy.count()).toBe(0)
  expect(JSON.stringify(await personHistory(sofia, dossier, lina))).toContain('Retrait')
})

test('an addition that still waits is withdrawn by its removal', async ({ db }) => {
  const { sofia, lina } = await setScene(db)
  const milk = newItem(lina)
  await ask(db, sofia, milk, 'allergies', { substance: 'Lait', kind: 'FOOD', severity: 'MILD' })
  expect(await askRemoval(sofia, { target: milk, section: 'allergies' }, later(1))).toEqual({
    sent: 0,
    settled: 0,
    withdrawn: 1,
  })
  expect(await waitingOn(db, lina)).toEqual([])
})

test('parents who live apart share an authorised contact, but neither its phone nor the right to change it', async ({
  db,
}) => {
  const { sofia, hugo, agent, dossier, lina } = await setScene(db)
  const grandmother = newItem(lina)
  const values = {
    firstNames: 'Odile',
    lastName: 'Martin',
    link: 'GRANDPARENT',
    phone: '0639980101',
    mayCollect: 'true',
    inEmergency: 'false',
    rank: '1',
  }
  await ask(db, sofia, grandmother, 'contacts', values)
  const seen = async (parent: typeof sofia) =>
    JSON.stringify([
      await personDossier(parent, dossier, { target: lina, slug: 'contacts' }, NOW),
      await personHistory(parent, dossier, lina),
    ])
  const phone = '06 39 98 01 01'.replaceAll(' ', '\u00a0')
  const digits = (text: string) => text.replaceAll(/[\s\u00a0]/g, '')
  for (const decided of [false, true]) {
    if (decided) {
      const [change] = await waitingOn(db, lina)
      await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1))
    }
    expect(digits(await seen(sofia))).toContain(digits(phone))
    expect(await seen(hugo)).toContain('Odile')
    expect(digits(await seen(hugo))).not.toContain(digits(phone))
  }
  await expect(ask(db, hugo, grandmother, 'contacts', { mayCollect: 'false' })).rejects.toBeInstanceOf(
    NotFound,
  )
  await expect(askRemoval(hugo, { target: grandmother, section: 'contacts' }, NOW)).rejects.toBeInstanceOf(
    NotFound,
  )
})

test('bank data are decided by the billing agents and the administrator, health data by the family service', async ({
  db,
}) => {
  const scene = await setScene(db)
  const allergy = await fillSecrets(db, scene)
  const changes = await db.pendingChange.findMany()
  const [bank, health] = [
    changes.find(({ section }) => section === 'bank')!,
    changes.find(({ itemId }) => itemId === allergy.item)!,
  ]
  const billing = await agentActor(db, await createAgent(db, 'BILLING'))
  await expect(decideChanges(scene.agent, [decisionOn(bank, 'ACCEPT')], NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(decideChanges(billing, [decisionOn(health, 'ACCEPT')], NOW)).rejects.toBeInstanceOf(NotFound)
  expect(await decideChanges(billing, [decisionOn(bank, 'ACCEPT')], NOW)).toMatchObject({ accepted: 1 })
  expect(await decideChanges(scene.agent, [decisionOn(health, 'ACCEPT')], NOW)).toMatchObject({ accepted: 1 })
})

test('the answers to the collectivité’s authorisations are decided one by one', async ({ db }) => {
  const { sofia, agent, dossier, lina } = await setScene(db)
  const alone = await db.authorisationType.findFirstOrThrow({ where: { hasHour: true } })
  const name = `authorisation-${alone.id}`
  await ask(db, sofia, lina, 'authorisations', { [name]: 'true', [`${name}-hour`]: '16:30' })
  const [change] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1))
  expect(await db.childAuthorisation.findMany()).toMatchObject([{ isGranted: true, hour: '16:30' }])
  const read = await personDossier(sofia, dossier, { target: lina, slug: 'autorisations' }, later(2))
  expect(read!.open[0]!.units.find(({ id }) => id === name)).toMatchObject({
    label: 'Rentrer seul',
    value: 'Oui, à partir de 16 h 30',
  })
})
