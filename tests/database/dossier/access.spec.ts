import { randomUUID } from 'node:crypto'
import { NotFound } from '@/lib/core/errors'
import type { Parent } from '@/lib/core/actor'
import { roleCan } from '@/lib/core/permissions'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { personDossier } from '@/lib/dossier/queries/person-dossier'
import { sectionForm } from '@/lib/dossier/queries/section-form'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { changeQueue } from '@/lib/dossier/queries/change-queue'
import { decisionScreen } from '@/lib/dossier/queries/decision-screen'
import { stoppedChanges } from '@/lib/dossier/queries/stopped-changes'
import type { Target } from '@/lib/dossier/schema'
import { sectionsOf } from '@/lib/dossier/sections'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, NOW, setScene, waitingOn, type Scene } from './scene'

type Reader = 'sofia' | 'karim' | 'hugo' | 'moreau' | 'ended'

/** Who reads whose dossier: every section of it, its forms and its history, or nothing at all. */
const READERS: Record<Reader, { lina: boolean; noe: boolean; sofiaGuardian: boolean }> = {
  sofia: { lina: true, noe: true, sofiaGuardian: true },
  karim: { lina: true, noe: true, sofiaGuardian: true },
  // Lina’s father, in his own family: her dossier is shared, nothing else of the Delmas is.
  hugo: { lina: true, noe: false, sofiaGuardian: false },
  moreau: { lina: false, noe: false, sofiaGuardian: false },
  ended: { lina: false, noe: false, sofiaGuardian: false },
}

const readerOf = (scene: Scene, reader: Reader): Parent =>
  reader === 'ended' ? { ...scene.sofia, guardians: [] } : scene[reader]

for (const [reader, rights] of Object.entries(READERS) as [Reader, (typeof READERS)[Reader]][]) {
  test(`${reader} reads the dossiers that are theirs, section by section, and no other exists for them`, async ({
    db,
  }) => {
    const scene = await setScene(db)
    const { dossier } = scene
    const parent = readerOf(scene, reader)
    for (const [name, allowed] of Object.entries(rights) as ['lina' | 'noe' | 'sofiaGuardian', boolean][]) {
      const target: Target = scene[name]
      const forms = await Promise.all(
        sectionsOf(dossier, target.kind).map(({ slug, list }) =>
          sectionForm(
            parent,
            dossier,
            { target: list ? { ...target, item: randomUUID() } : target, slug },
            NOW,
          ),
        ),
      )
      expect(
        Boolean(await personDossier(parent, dossier, { target: target }, NOW)),
        `${reader}, ${name}`,
      ).toBe(allowed)
      expect(forms.map(Boolean)).toEqual(sectionsOf(dossier, target.kind).map(() => allowed))
      expect(Boolean(await personHistory(parent, dossier, target))).toBe(allowed)
    }
  })
}

test('the list of a family holds its guardians, and the children of the reader only', async ({ db }) => {
  const { hugo, sofia } = await setScene(db)
  const [petit, ...others] = await familyDossiers(hugo, NOW)
  expect(others).toEqual([])
  expect(petit).toMatchObject({
    name: 'Petit',
    guardians: [{ name: 'Hugo Petit' }],
    children: [{ firstName: 'Lina' }],
  })
  const [delmas] = await familyDossiers(sofia, NOW)
  expect(delmas!.children.map(({ firstName }) => firstName).sort()).toEqual(['Lina', 'Noé'])
})

test('parents who live apart: the child’s changes are shared with their author, a refusal’s reason is not', async ({
  db,
}) => {
  const { dossier, sofia, hugo, agent, lina } = await setScene(db)
  await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN', birthPlace: 'Tours' })
  const diet = async (parent: Parent) =>
    (await personDossier(parent, dossier, { target: lina }, NOW))!.open[0]!.units.find(
      ({ id }) => id === 'diet',
    )!
  expect((await diet(hugo)).waiting).toMatchObject({ askedBy: 'Sofia Delmas', ours: false })
  expect((await diet(sofia)).waiting).toMatchObject({ askedBy: 'vous', ours: true })
  const [birthPlace] = await waitingOn(db, lina)
  await decideChanges(agent, [decisionOn(birthPlace!, 'REFUSE', { reason: 'Motif pour Sofia' })], NOW)
  expect(
    JSON.stringify([
      await personHistory(hugo, dossier, lina),
      await personDossier(hugo, dossier, { target: lina }, NOW),
    ]),
  ).not.toContain('Motif pour Sofia')
  expect(JSON.stringify(await personHistory(sofia, dossier, lina))).toContain('Motif pour Sofia')
})

for (const role of ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE'] satisfies AgentRole[]) {
  const decides = role === 'ADMINISTRATOR' || role === 'FAMILY_SERVICE'
  test(`${role} ${decides ? 'reads and decides' : 'neither reads nor decides'} what waits on a child`, async ({
    db,
  }) => {
    const { dossier, sofia, lina } = await setScene(db)
    await ask(db, sofia, lina, 'general', { diet: 'VEGETARIAN' })
    const [change] = await waitingOn(db, lina)
    const agent = await agentActor(db, await createAgent(db, role))
    expect(roleCan(role, 'change.decide')).toBe(decides)
    const queue = () => changeQueue(agent, dossier, {}, NOW)
    if (role === 'ON_SITE') await expect(queue()).rejects.toBeInstanceOf(NotFound)
    else {
      expect((await queue()).entries).toHaveLength(decides ? 1 : 0)
      expect(Boolean(await decisionScreen(agent, dossier, lina, NOW))).toBe(decides)
      expect(await stoppedChanges(agent, dossier, [change!.id])).toHaveLength(decides ? 1 : 0)
    }
    const decide = () => decideChanges(agent, [decisionOn(change!, 'ACCEPT')], NOW)
    if (decides) await decide()
    else await expect(decide()).rejects.toBeInstanceOf(NotFound)
    expect(await waitingOn(db, lina)).toHaveLength(decides ? 0 : 1)
  })
}
