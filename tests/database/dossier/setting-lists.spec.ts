import type { Tx } from '@/lib/core/db'
import { day, dayToDb } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { authorisationFields } from '@/lib/dossier/declaration'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import {
  endAuthorisation,
  moveAuthorisation,
  saveAuthorisation,
} from '@/lib/dossier/operations/authorisation-types'
import { saveSettings } from '@/lib/dossier/operations/save-settings'
import { removeObligation, saveObligation } from '@/lib/dossier/operations/vaccine-schedule'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { authorisationList, vaccineSchedule } from '@/lib/dossier/queries/settings-lists'
import { settingsScreen } from '@/lib/dossier/queries/settings-screen'
import { readDossier } from '@/lib/dossier/settings'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, NOW, setScene, waitingOn } from './scene'

const administrator = async (db: Tx) => agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
const BIKE = { id: null, label: 'Sortie à vélo', help: null, hasHour: false }

test('an authorisation is added at the end, renamed, moved; two do not have the same name', async ({
  db,
}) => {
  const { sofia, lina } = await setScene(db)
  const admin = await administrator(db)
  await saveAuthorisation(admin, BIKE, NOW)
  await expect(saveAuthorisation(admin, { ...BIKE, label: 'SORTIE À VELO' }, NOW)).rejects.toMatchObject({
    code: 'LABEL',
  })
  const bike = (await authorisationList(admin)).at(-1)!
  expect(bike).toMatchObject({ label: 'Sortie à vélo', isEnded: false, answers: 0 })
  await saveAuthorisation(admin, { ...BIKE, id: bike.id, label: 'Vélo', hasHour: true }, NOW)
  for (let step = 0; step < 8; step++) await moveAuthorisation(admin, { id: bike.id, direction: 'UP' }, NOW)
  const dossier = await readDossier(db)
  const tab = await personDossier(sofia, dossier, { target: lina, slug: 'autorisations' }, NOW)
  expect(tab!.open[0]!.units.map(({ label }) => label)).toEqual([
    'Vélo',
    'Photos et vidéos de l’enfant',
    'Rentrer seul',
    'Transport en car ou en minibus',
    'Baignade',
    'Soins d’urgence',
  ])
  await expect(saveAuthorisation(admin, { ...BIKE, id: 999 }, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(moveAuthorisation(admin, { id: 999, direction: 'UP' }, NOW)).rejects.toBeInstanceOf(NotFound)
})

test('an ended authorisation is no longer read nor asked, keeps its answers, and what waits on it is still decided', async ({
  db,
}) => {
  const { sofia, agent, lina } = await setScene(db)
  const admin = await administrator(db)
  const swimming = (await authorisationList(admin)).find(({ label }) => label === 'Baignade')!
  const name = authorisationFields(swimming.id).answer
  const { shown } = (await settingsScreen(admin)).find(({ key }) => key === 'child.authorisations')!
  const units = { [`child.${name}`]: { mode: 'VALIDATED' as const, required: [] } }
  await saveSettings(admin, { section: 'child.authorisations', shown, units }, NOW)
  await ask(db, sofia, lina, 'authorisations', { [name]: 'true' })
  await endAuthorisation(admin, { id: swimming.id, isEnded: true }, later(1))
  await endAuthorisation(admin, { id: swimming.id, isEnded: true }, later(2))
  const read = async () =>
    JSON.stringify(
      await personDossier(sofia, await readDossier(db), { target: lina, slug: 'autorisations' }, later(3)),
    )
  expect(await read()).not.toContain('Baignade')
  expect(JSON.stringify(await settingsScreen(admin))).not.toContain('Baignade')
  await decideChanges(agent, [decisionOn((await waitingOn(db, lina))[0]!, 'ACCEPT')], later(4))
  expect(await db.childAuthorisation.findMany()).toMatchObject([{ typeId: swimming.id, isGranted: true }])
  await endAuthorisation(admin, { id: swimming.id, isEnded: false }, later(5))
  expect(await read()).toContain('Baignade')
  const events = await db.auditEvent.findMany({
    where: { action: { startsWith: 'authorisation.' } },
    orderBy: { id: 'asc' },
  })
  expect(events.map(({ action }) => action)).toEqual(['authorisation.end', 'authorisation.reopen'])
})

test('an obligation is added, changed, removed; births that have two rules for a disease are refused, by the database too', async ({
  db,
}) => {
  await setScene(db)
  const admin = await administrator(db)
  const rule = {
    id: null,
    disease: 'MENINGOCOCCUS_B',
    label: 'Méningocoque B',
    bornFrom: day('2018-01-01'),
    bornUntil: day('2024-12-31'),
    doseMonths: [3, 5],
    source: 'décret inventé',
  }
  await saveObligation(admin, rule, NOW)
  const added = (await vaccineSchedule(admin)).obligations.find(({ source }) => source === rule.source)!
  await expect(
    saveObligation(admin, { ...rule, id: added.id, bornUntil: day('2025-01-01') }, NOW),
  ).rejects.toMatchObject({ code: 'OVERLAP' })
  await expect(saveObligation(admin, { ...rule, disease: 'NOTHING' }, NOW)).rejects.toMatchObject({
    code: 'DISEASE',
  })
  await expect(saveObligation(admin, { ...rule, id: 9999 }, NOW)).rejects.toBeInstanceOf(NotFound)
  const { id: _, ...row } = rule
  const asRow = { ...row, bornFrom: dayToDb(day('2020-01-01')), bornUntil: null }
  await expect(db.vaccineObligation.create({ data: asRow })).rejects.toThrow()
  await saveObligation(admin, { ...rule, id: added.id, bornFrom: day('2019-01-01') }, NOW)
  expect(await db.vaccineObligation.findUniqueOrThrow({ where: { id: added.id } })).toMatchObject({
    bornFrom: dayToDb(day('2019-01-01')),
  })
  await removeObligation(admin, { id: added.id }, NOW)
  await removeObligation(admin, { id: added.id }, NOW)
  const events = await db.auditEvent.findMany({
    where: { action: { startsWith: 'obligation.' } },
    orderBy: { id: 'asc' },
  })
  expect(events.map(({ action }) => action)).toEqual([
    'obligation.add',
    'obligation.edit',
    'obligation.remove',
  ])
})
