import pg from 'pg'
import { activityNames } from '@/lib/activity/queries'
import { journalOfFamily } from '@/lib/audit/queries'
import { encrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { roleCan } from '@/lib/core/permissions'
import { createDefaultTypes } from '@/lib/document/default-types'
import { photosOf } from '@/lib/document/queries/photos'
import { HISTORY_SLUG, READINGS_SLUG } from '@/lib/dossier/addresses'
import { readHealth } from '@/lib/dossier/operations/read-health'
import { readHousehold } from '@/lib/dossier/operations/read-household'
import { personReadings } from '@/lib/dossier/queries/person-readings'
import type { Target } from '@/lib/dossier/schema'
import { readDossier } from '@/lib/dossier/settings'
import { wholeFamily } from '@/lib/family/queries'
import { familyMandate, mandatesOfFamily } from '@/lib/mandate/queries'
import { codesOfFamily } from '@/lib/subscription/queries'
import { agentActor, createAccount, createAgent, parentActor } from '@/tests/factories/accounts'
import { createAuthority } from '@/tests/factories/authority'
import { createPhoto } from '@/tests/factories/documents'
import { createFamily, subscribe } from '@/tests/factories/families'
import { createMandate } from '@/tests/factories/mandates'
import { day } from '@/lib/core/day'
import { editForm } from '@/lib/dossier/queries/edit-form'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { sectionForm } from '@/lib/dossier/queries/section-form'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { changeQueue } from '@/lib/dossier/queries/change-queue'
import { decisionScreen } from '@/lib/dossier/queries/decision-screen'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { openUnits } from '@/lib/dossier/fields'
import { columnOf } from '@/lib/dossier/secrets'
import { DECLARED_SECTIONS, sectionsOf } from '@/lib/dossier/sections'
import { createActivity, createBooking } from '@/tests/factories/planning'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, newItem, NOW, setScene, shownTo, waitingOn } from './scene'

/** How many statements a piece of work sends to PostgreSQL, BEGIN and COMMIT included. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query
  let count = 0
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count += 1
    return Reflect.apply(send, this, args)
  } as typeof send
  try {
    await work()
  } finally {
    pg.Client.prototype.query = send
  }
  return count
}

test('every field that a family may change is a column of its table', async ({ db }) => {
  const columns = await db.$queryRaw<{ table: string; name: string }[]>`
    SELECT table_name AS table, column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`
  const tables = {
    family: 'Family',
    guardian: 'Guardian',
    child: 'Child',
    allergies: 'Allergy',
    vaccinations: 'Vaccination',
    contacts: 'Contact',
  } as const
  for (const section of DECLARED_SECTIONS) {
    const table = tables[section.list ? (section.id as 'contacts') : section.target]
    for (const field of openUnits(section).flatMap(({ fields }) => fields))
      expect(columns).toContainEqual({ table, name: columnOf(field) })
  }
})

test('opening a dossier and saving a section take fewer than ten statements', async ({ db }) => {
  const { dossier, sofia, lina } = await setScene(db)
  const opening = await statementsOf(async () => {
    await familyDossiers(sofia, NOW)
    await personDossier(sofia, dossier, { target: lina }, NOW)
    await personHistory(sofia, dossier, lina)
  })
  expect(opening).toBeGreaterThan(0)
  expect(opening).toBeLessThan(10)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', usualName: 'Petit' })
  const typed = { diet: 'NO_MEAT', usualName: null, birthPlace: 'Tours', firstNames: 'Lina' }
  const shown = await shownTo(db, lina, 'general')
  const saving = await statementsOf(() =>
    askChanges(sofia, { target: lina, section: 'general', shown, asked: { ...shown, ...typed } }, later(1)),
  )
  expect(saving).toBeGreaterThan(0)
  expect(saving).toBeLessThan(10)
})

/** Two guardians and five children, of whom everything is known and something waits; an account and a mandate. */
async function setSeven(db: Tx) {
  await createAuthority(db)
  await createDefaultTypes(db)
  const family = await createFamily(db, {
    guardians: [{ firstNames: 'Sofia' }, { title: 'M', firstNames: 'Karim' }],
    children: ['Lina', 'Noé', 'Ana', 'Tom', 'Zoé'].map((firstNames, n) => ({
      firstNames,
      birthDate: new Date(Date.UTC(2014 + n * 2, 2, 14)),
    })),
  })
  const account = await createAccount(db, { firstName: 'Sofia' })
  await subscribe(db, account, family.guardians[0]!)
  const parent = await parentActor(db, account)
  const household: Target = { kind: 'family', id: family.id }
  const guardians = family.guardians.map(({ id }): Target => ({ kind: 'guardian', id }))
  const children = family.children.map(({ id }): Target => ({ kind: 'child', id }))
  const ibanEncrypted = encrypt('FR7630006000011234567890189', {
    table: 'Family',
    column: 'ibanEncrypted',
    id: family.id,
  })
  await db.family.update({ where: { id: family.id }, data: { ibanEncrypted } })
  await createMandate(db, family)
  await ask(db, parent, household, 'tax', { familyQuotient: '700' })
  for (const target of guardians) await ask(db, parent, target, 'identity', { employer: 'Verrerie' })
  for (const target of children) {
    await createPhoto(db, family, { childId: target.id, state: 'ACCEPTED', decidedAt: NOW })
    await ask(db, parent, target, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
    await ask(db, parent, newItem(target), 'allergies', {
      ...{ substance: 'Arachide', kind: 'FOOD', severity: 'SEVERE' },
    })
    await ask(db, parent, newItem(target), 'vaccinations', { vaccine: 'BCG', givenOn: '2026-10-02' })
  }
  return { family, parent, household, guardians, children }
}

// What surrounds every page (the session, the menu) is beside.
test('opening the dossier of a family of seven takes fewer than ten statements, whoever and whatever tab is opened', async ({
  db,
}) => {
  test.setTimeout(60_000)
  const { family, parent, household, guardians, children } = await setSeven(db)
  const counts: Record<string, number> = {}
  const dossier = await readDossier(db)
  for (const target of [...guardians, ...children]) {
    const { tabs } = (await personDossier(parent, dossier, { target }, NOW))!
    for (const slug of [...tabs.map((tab) => tab.slug), HISTORY_SLUG, READINGS_SLUG]) {
      // What the page reads: app/(citoyen)/famille/dossier/[personne]/[id]/page.tsx.
      counts[`${target.kind} ${slug}`] = await statementsOf(async () => {
        const known = await readDossier(db)
        await familyDossiers(parent, NOW)
        const person = await personDossier(parent, known, { target, slug }, NOW)
        if (target.kind === 'child') await photosOf(parent, [target.id])
        if (slug === HISTORY_SLUG) expect(await personHistory(parent, known, target)).not.toHaveLength(0)
        if (slug === READINGS_SLUG) expect(await personReadings(parent, known, target)).not.toBeNull()
        if (person!.open.some(({ id }) => id === 'bank'))
          expect((await familyMandate(parent, known, family.id))!.active).not.toBeNull()
      })
    }
  }
  for (const role of ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'] as const) {
    const agent = await agentActor(db, await createAgent(db, role))
    // app/admin/familles/[id]/page.tsx
    counts[`${role} family`] = await statementsOf(async () => {
      const whole = await wholeFamily(agent, family.id)
      expect(whole.children).toHaveLength(5)
      await codesOfFamily(agent, family.id, NOW)
      await journalOfFamily(agent, family.id, 8)
      if (roleCan(role, 'activity.configure')) await activityNames(agent)
      await photosOf(
        agent,
        whole.children.map(({ id }) => id),
      )
      if (roleCan(role, 'mandate.revoke')) await mandatesOfFamily(agent, family.id)
    })
    if (roleCan(role, 'tax.read'))
      counts[`${role} household`] = await statementsOf(() =>
        readHousehold(agent, { familyId: family.id }, NOW),
      )
    if (roleCan(role, 'health.read'))
      counts[`${role} health`] = await statementsOf(() =>
        readHealth(agent, { familyId: family.id, childId: children[0]!.id }, NOW),
      )
    for (const target of [household, ...guardians, ...children]) {
      counts[`${role} decision ${target.kind}`] = await statementsOf(async () =>
        decisionScreen(agent, await readDossier(db), target, NOW),
      )
      if (roleCan(role, 'family.edit'))
        for (const { slug } of sectionsOf(dossier, target.kind).filter((section) => !section.list))
          counts[`${role} form ${slug}`] = await statementsOf(async () =>
            editForm(agent, await readDossier(db), { familyId: family.id, target, slug }, NOW),
          )
    }
  }
  for (const [screen, count] of Object.entries(counts)) expect(count, screen).toBeLessThan(10)
})

test('a family reads the value in force with what waits beside it, then the reason of a refusal until it asks again', async ({
  db,
}) => {
  const { dossier, sofia, agent, lina } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  const diet = async () =>
    (await personDossier(sofia, dossier, { target: lina }, later(60)))!.open[0]!.units.find(
      ({ id }) => id === 'diet',
    )!
  expect(await diet()).toMatchObject({
    value: 'Classique',
    waiting: { value: 'Végétarien', askedBy: 'vous', askedOn: '24 novembre 2026' },
    refusal: null,
  })
  const [change] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(change!, 'REFUSE', { reason: 'Merci de nous appeler.' })], later(1))
  expect(await diet()).toMatchObject({
    waiting: null,
    refusal: { value: 'Végétarien', reason: 'Merci de nous appeler.' },
  })
  const form = await sectionForm(
    sofia,
    dossier,
    { target: lina, slug: 'generales', resume: change!.id },
    later(2),
  )
  expect(form).toMatchObject({ shown: { diet: 'STANDARD' }, initial: { diet: 'VEGETARIAN' } })
  await ask(db, sofia, lina, 'general', { diet: 'NO_PORK' }, later(3))
  expect(await diet()).toMatchObject({ waiting: { value: 'Sans porc' }, refusal: null })
})

test('the history tells what changed, by whom and when, corrections of the collectivité included', async ({
  db,
}) => {
  const { dossier, sofia, agent, lina, delmas } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const [birthPlace, diet] = await waitingOn(db, lina)
  await withdrawChange(sofia, { changeId: birthPlace!.id }, later(1))
  await decideChanges(agent, [decisionOn(diet!, 'ACCEPT')], later(2))
  await db.auditEvent.create({
    data: {
      at: later(3),
      actor: 'AGENT',
      action: 'import.update',
      familyId: delmas.id,
      childId: lina.id,
      fields: ['schoolId', 'sex'],
    },
  })
  expect(await personHistory(sofia, dossier, lina)).toMatchObject([
    { kind: 'CORRECTION', labels: ['Sexe'] },
    {
      label: 'Régime alimentaire',
      before: 'Classique',
      after: 'Végétarien',
      state: 'ACCEPTED',
      ended: 'Accepté par la mairie le 24 novembre 2026 à 10\u00a0h\u00a002',
    },
    {
      label: 'Lieu de naissance',
      state: 'WITHDRAWN',
      asked: 'Demandé par vous le 24 novembre 2026 à 10\u00a0h\u00a000',
      ended: 'Retiré le 24 novembre 2026 à 10\u00a0h\u00a001',
    },
  ])
})

test('agents read who waits longest first, narrowed by family and by section', async ({ db }) => {
  const { dossier, sofia, moreau, agent, lina, sofiaGuardian, other } = await setScene(db)
  await ask(
    db,
    moreau,
    { kind: 'guardian', id: other.guardians[0]!.id },
    'identity',
    { employer: 'Verrerie' },
    later(5),
  )
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' }, later(1))
  await ask(db, sofia, sofiaGuardian, 'address', { city: 'Tours' }, later(3))
  const names = async (filter: Parameters<typeof changeQueue>[2]) =>
    (await changeQueue(agent, dossier, filter, later(10))).entries.map(({ personName, labels }) => [
      personName,
      ...labels,
    ])
  const [first, ...rest] = await names({})
  expect(first?.toSorted()).toEqual(['Lieu de naissance', 'Lina', 'Régime alimentaire'])
  expect(rest).toEqual([
    ['Sofia Delmas', 'Adresse'],
    ['Zoé Moreau', 'Employeur'],
  ])
  expect(await names({ family: 'mor' })).toEqual([['Zoé Moreau', 'Employeur']])
  expect(await names({ section: 'address' })).toEqual([['Sofia Delmas', 'Adresse']])
  expect(await names({ family: '%' })).toEqual([])
})

test('the agents’ screen shows a conflict with its three values, and what another diet changes', async ({
  db,
}) => {
  const { dossier, sofia, agent, lina, delmas } = await setScene(db)
  const canteen = await createActivity(db)
  for (const booked of ['2026-11-24', '2026-11-30', '2026-12-01'])
    await createBooking(db, {
      child: delmas.children[0]!,
      family: delmas,
      activity: canteen,
      day: day(booked),
    })
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
  await db.child.update({ where: { id: lina.id }, data: { diet: 'NO_PORK' } })
  const screen = await decisionScreen(agent, dossier, lina, NOW)
  expect(screen).toMatchObject({
    title: 'Lina Delmas, CE2 École élémentaire Jean-Moulin',
    asked: 'Demandé par Sofia Delmas, mardi 24 novembre à 10\u00a0h\u00a000',
    decisions: [
      {
        label: 'Régime alimentaire',
        current: 'Sans porc',
        asked: 'Végétarien',
        conflict: { before: 'Classique', acknowledged: '{"diet":"NO_PORK"}' },
        effect: 'Effet : 2 repas réservés de Lina passent en « Végétarien » à partir du lundi 30 novembre.',
      },
    ],
  })
})
