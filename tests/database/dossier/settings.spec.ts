import type { AgentActor } from '@/lib/core/actor'
import type { UnitSetting } from '@/lib/dossier/declaration'
import { NotFound, Refusal } from '@/lib/core/errors'
import { acceptUnread, decideChanges } from '@/lib/dossier/operations/decide-changes'
import { saveSettings } from '@/lib/dossier/operations/save-settings'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { sectionForm } from '@/lib/dossier/queries/section-form'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { settingsScreen } from '@/lib/dossier/queries/settings-screen'
import { changeQueue } from '@/lib/dossier/queries/change-queue'
import { readDossier } from '@/lib/dossier/settings'
import { menuCounts } from '@/lib/portal/queries'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import type { Tx } from '@/lib/core/db'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, waitingOn } from './scene'

const IDENTITY = 'guardian.identity'
const PROFESSION = 'guardian.profession'

const administrator = async (db: Tx) => agentActor(db, await createAgent(db, 'ADMINISTRATOR'))

/** An administrator sets units on the screen as it shows now. */
async function set(agent: AgentActor, section: string, units: Record<string, UnitSetting>, at = NOW) {
  const { shown } = (await settingsScreen(agent)).find(({ key }) => key === section)!
  return saveSettings(agent, { section, shown, units }, at)
}

test('a unit that is set has a row and its event; set back to what is declared, it has none', async ({
  db,
}) => {
  await setScene(db)
  const admin = await administrator(db)
  expect(await set(admin, IDENTITY, { [PROFESSION]: { mode: 'FREE', required: ['profession'] } })).toEqual([
    'Profession : ce que les familles écrivent prend effet aussitôt, sans validation.',
    'Profession : désormais obligatoire.',
  ])
  expect(await db.dossierSetting.findMany()).toEqual([
    { unit: PROFESSION, mode: 'FREE', required: ['profession'] },
  ])
  await set(admin, IDENTITY, { [PROFESSION]: { mode: 'VALIDATED', required: [] } }, later(1))
  expect(await db.dossierSetting.count()).toBe(0)
  const events = await db.auditEvent.findMany({ where: { action: 'setting.change' }, orderBy: { at: 'asc' } })
  expect(events).toMatchObject([
    { actor: 'AGENT', accountId: admin.accountId, subject: IDENTITY, fields: ['profession'] },
    { fields: ['profession'] },
  ])
})

test('settings that moved since they were shown, that are no unit’s or that change nothing write nothing', async ({
  db,
}) => {
  await setScene(db)
  const admin = await administrator(db)
  const { shown } = (await settingsScreen(admin)).find(({ key }) => key === IDENTITY)!
  const hidden = { mode: 'HIDDEN', required: [] } as const
  await set(admin, IDENTITY, { [PROFESSION]: hidden })
  const refused = (units: Record<string, UnitSetting>, seen?: string) =>
    seen === undefined
      ? set(admin, IDENTITY, units)
      : saveSettings(admin, { section: IDENTITY, shown: seen, units }, NOW)
  await expect(refused({ 'guardian.employer': hidden }, shown)).rejects.toMatchObject({ code: 'MOVED' })
  await expect(refused({ [PROFESSION]: hidden })).rejects.toMatchObject({ code: 'NOTHING' })
  await expect(refused({ 'guardian.address': hidden })).rejects.toBeInstanceOf(NotFound)
  await expect(
    set(admin, 'child.general', { 'child.schooling': { mode: 'FREE', required: [] } }),
  ).rejects.toBeInstanceOf(Refusal)
  expect(await db.dossierSetting.count()).toBe(1)
})

test('two administrators at once: one sets, the other reads again', async ({ db }) => {
  await setScene(db)
  const [one, two] = [await administrator(db), await administrator(db)]
  const { shown } = (await settingsScreen(one)).find(({ key }) => key === IDENTITY)!
  const save = (agent: AgentActor, mode: UnitSetting['mode']) =>
    saveSettings(agent, { section: IDENTITY, shown, units: { [PROFESSION]: { mode, required: [] } } }, NOW)
  const outcomes = await Promise.allSettled([save(one, 'HIDDEN'), save(two, 'FREE')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await db.dossierSetting.count()).toBe(1)
})

test('a hidden unit disappears everywhere for the parent, and what waits on it is still decided by agents', async ({
  db,
}) => {
  const { sofia, agent, sofiaGuardian } = await setScene(db)
  const admin = await administrator(db)
  await ask(db, sofia, sofiaGuardian, 'identity', { profession: 'Infirmière' })
  const seen = async () => {
    const dossier = await readDossier(db)
    return JSON.stringify([
      await personDossier(sofia, dossier, { target: sofiaGuardian }, NOW),
      (await sectionForm(sofia, dossier, { target: sofiaGuardian, slug: 'informations' }, NOW))!.shown,
      await personHistory(sofia, dossier, sofiaGuardian),
    ])
  }
  const counts = async () => [
    (await familyDossiers(sofia, NOW))[0]!.guardians[0]!.waiting,
    (await menuCounts(sofia, NOW)).changes,
  ]
  expect(await seen()).toContain('Infirmière')
  expect(await counts()).toEqual([1, 1])
  const effects = await set(admin, IDENTITY, { [PROFESSION]: { mode: 'HIDDEN', required: [] } })
  expect(effects.at(-1)).toContain('1\u00a0modification demandée avant attend toujours votre décision')
  expect(await seen()).not.toMatch(/Infirmière|rofession/)
  expect(await counts()).toEqual([0, 0])
  const [change] = await waitingOn(db, sofiaGuardian)
  expect(await decideChanges(agent, [decisionOn(change!, 'ACCEPT')], later(1))).toMatchObject({ accepted: 1 })
  expect(await db.guardian.findUniqueOrThrow({ where: { id: sofiaGuardian.id } })).toMatchObject({
    profession: 'Infirmière',
  })
  expect(await seen()).not.toMatch(/Infirmière|rofession/)
})

test('a hidden or read-only unit is not changed by a forged form; a free one is written at once, and told so', async ({
  db,
}) => {
  const { sofia, sofiaGuardian } = await setScene(db)
  const admin = await administrator(db)
  for (const mode of ['HIDDEN', 'READ_ONLY'] as const) {
    await set(admin, IDENTITY, { [PROFESSION]: { mode, required: [] } })
    await expect(ask(db, sofia, sofiaGuardian, 'identity', { profession: 'X' })).rejects.toMatchObject({
      code: 'NOTHING',
    })
  }
  await set(admin, IDENTITY, { [PROFESSION]: { mode: 'FREE', required: [] } })
  expect(await ask(db, sofia, sofiaGuardian, 'identity', { profession: 'Infirmière' })).toEqual({
    sent: 0,
    settled: 1,
    withdrawn: 0,
  })
  expect(await db.guardian.findUniqueOrThrow({ where: { id: sofiaGuardian.id } })).toMatchObject({
    profession: 'Infirmière',
  })
  const [entry] = (await personHistory(sofia, await readDossier(db), sofiaGuardian))!
  expect(entry).toMatchObject({ ended: expect.stringContaining('Enregistré sans validation') })
})

test('an empty mandatory field is told to the parent as to be filled in, until it is', async ({ db }) => {
  const { sofia, sofiaGuardian } = await setScene(db)
  const admin = await administrator(db)
  const profession = async () =>
    (await personDossier(sofia, await readDossier(db), { target: sofiaGuardian }, NOW))!.open[0]!.units.find(
      ({ id }) => id === 'profession',
    )
  expect(await profession()).toMatchObject({ lacking: false })
  await set(admin, IDENTITY, { [PROFESSION]: { mode: 'FREE', required: ['profession'] } })
  expect(await profession()).toMatchObject({ lacking: true })
  await ask(db, sofia, sofiaGuardian, 'identity', { profession: 'Infirmière' })
  expect(await profession()).toMatchObject({ lacking: false })
})

test('a batch takes only what is harmless: a person’s other changes are to be read, and stop all of it', async ({
  db,
}) => {
  const { sofia, agent, dossier, sofiaGuardian, lina } = await setScene(db)
  await ask(db, sofia, sofiaGuardian, 'identity', { profession: 'Infirmière', workPhone: '0261910042' })
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', usualName: 'Petit' }, later(1))
  const { entries } = await changeQueue(agent, dossier, {}, later(2))
  expect(entries.map(({ isHarmless }) => isHarmless)).toEqual([true, false])
  const all = async () => [...(await waitingOn(db, sofiaGuardian)), ...(await waitingOn(db, lina))]
  const batch = (changes: { id: string; askedAt: Date }[]) =>
    acceptUnread(
      agent,
      changes.map((change) => decisionOn(change, 'ACCEPT')),
      later(3),
    )
  await expect(batch(await all())).rejects.toMatchObject({ code: 'TO_READ' })
  expect(await all()).toHaveLength(4)
  expect(await batch(await waitingOn(db, sofiaGuardian))).toMatchObject({ accepted: 2 })
  expect(await all()).toHaveLength(2)
})
