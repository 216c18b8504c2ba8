import type { Tx } from '@/lib/core/db'
import { askChanges, askRemoval } from '@/lib/dossier/operations/ask-changes'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import type { Values } from '@/lib/dossier/fields'
import type { Target } from '@/lib/dossier/schema'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { expect, test } from '../../fixtures/database'
import { ask, decisionOn, later, newItem, setScene, shownTo, waitingOn, type Scene } from './scene'

// What people do to the same field or item at the same instant: one of them is served, the others are told, and
// nothing accepted is lost. On a list’s item of a child, and on what a family holds together.

type Place = {
  target: (scene: Scene) => Target
  section: string
  /** In force first, then two wishes. */
  first: Values
  wishes: readonly [Values, Values]
  /** What is in force, to compare. */
  field: string
}

const PLACES: Record<string, Place> = {
  'an item of a list': {
    target: ({ lina }) => newItem(lina),
    section: 'allergies',
    first: { substance: 'Lait', kind: 'FOOD', severity: 'MILD' },
    wishes: [{ severity: 'MODERATE' }, { severity: 'SEVERE' }],
    field: 'severity',
  },
  'what a family holds together': {
    target: ({ household }) => household,
    section: 'bank',
    first: { bankHolder: 'Sofia Delmas', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
    wishes: [{ bankHolder: 'Karim Delmas' }, { bankHolder: 'Sofia et Karim' }],
    field: 'bankHolder',
  },
}

async function prepare(db: Tx, { target: targetOf, section, first }: Place) {
  const scene = await setScene(db)
  const target = targetOf(scene)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const second = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await ask(db, scene.sofia, target, section, first)
  const [added] = await waitingOn(db, target)
  await decideChanges(admin, [decisionOn(added!, 'ACCEPT')], later(1))
  return { ...scene, target, admin, second }
}

const rejections = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes
    .filter((one): one is PromiseRejectedResult => one.status === 'rejected')
    .map(({ reason }) => reason as unknown)

for (const [name, place] of Object.entries(PLACES)) {
  const { section, wishes, field, first } = place
  const inForce = async (db: Tx, target: Target) => (await shownTo(db, target, section))[field]

  test(`${name}: of two parents one asks, the other is told that it moved`, async ({ db }) => {
    const { sofia, karim, target } = await prepare(db, place)
    const shown = await shownTo(db, target, section)
    const outcomes = await Promise.allSettled(
      [sofia, karim].map((parent, n) =>
        askChanges(parent, { target, section, shown, asked: { ...shown, ...wishes[n] } }, later(2)),
      ),
    )
    expect(rejections(outcomes)).toMatchObject([{ code: 'MOVED' }])
    expect(await waitingOn(db, target)).toHaveLength(1)
  })

  test(`${name}: of two agents one decides`, async ({ db }) => {
    const { sofia, target, admin, second } = await prepare(db, place)
    await ask(db, sofia, target, section, wishes[0], later(2))
    const [change] = await waitingOn(db, target)
    const reports = await Promise.all([
      decideChanges(admin, [decisionOn(change!, 'ACCEPT')], later(3)),
      decideChanges(second, [decisionOn(change!, 'REFUSE')], later(3)),
    ])
    expect(reports.map(({ stopped }) => stopped.map(({ why }) => why)).sort()).toEqual([[], ['GONE']])
    expect(await inForce(db, target)).toBe(reports[0]!.accepted === 1 ? wishes[0][field] : first[field])
  })

  test(`${name}: a parent amends while an agent accepts: what is accepted is what the agent read`, async ({
    db,
  }) => {
    const { sofia, target, admin } = await prepare(db, place)
    await ask(db, sofia, target, section, wishes[0], later(2))
    const [change] = await waitingOn(db, target)
    const shown = await shownTo(db, target, section)
    const [decision, amended] = await Promise.allSettled([
      decideChanges(admin, [decisionOn(change!, 'ACCEPT')], later(3)),
      askChanges(sofia, { target, section, shown, asked: { ...shown, ...wishes[1] } }, later(3)),
    ])
    if (decision.status === 'rejected') throw decision.reason
    // Either the amendment came first and the agent reads again, or it asks for more after the acceptance.
    expect(amended.status).toBe('fulfilled')
    const changes = await db.pendingChange.findMany({ orderBy: { askedAt: 'asc' } })
    const accepted = decision.value.accepted === 1
    expect(decision.value.stopped.map(({ why }) => why)).toEqual(accepted ? [] : ['AMENDED'])
    expect(changes.map(({ state }) => state)).toEqual(
      accepted ? ['ACCEPTED', 'ACCEPTED', 'PENDING'] : ['ACCEPTED', 'PENDING'],
    )
    expect(await inForce(db, target)).toBe(wishes[1][field])
  })

  test(`${name}: a parent withdraws while an agent accepts: one of them is told`, async ({ db }) => {
    const { sofia, target, admin } = await prepare(db, place)
    await ask(db, sofia, target, section, wishes[0], later(2))
    const [change] = await waitingOn(db, target)
    const [decision, withdrawal] = await Promise.allSettled([
      decideChanges(admin, [decisionOn(change!, 'ACCEPT')], later(3)),
      withdrawChange(sofia, { changeId: change!.id }, later(3)),
    ])
    const withdrawn = withdrawal.status === 'fulfilled'
    expect(decision).toMatchObject({ value: { accepted: withdrawn ? 0 : 1 } })
    expect(await inForce(db, target)).toBe(withdrawn ? first[field] : wishes[0][field])
  })
}

test('an item: of a parent who changes it and the other who removes it, one is served and the other told', async ({
  db,
}) => {
  const { sofia, karim, target } = await prepare(db, PLACES['an item of a list']!)
  const shown = await shownTo(db, target, 'allergies')
  const outcomes = await Promise.allSettled([
    askChanges(
      sofia,
      { target, section: 'allergies', shown, asked: { ...shown, severity: 'SEVERE' } },
      later(2),
    ),
    askRemoval(karim, { target, section: 'allergies' }, later(2)),
  ])
  const waiting = await waitingOn(db, target)
  expect(waiting).toHaveLength(1)
  // A removal is asked of what stands: after the change it amends it, before it the change is told that it moved.
  if (outcomes[0]!.status === 'rejected') expect(outcomes[0].reason).toMatchObject({ code: 'MOVED' })
  expect(outcomes[1]!.status).toBe('fulfilled')
  expect(Object.values(waiting[0]!.after as Values)).toEqual([null, null, null, null])
})

test('two families who ask to remove the same allergy of a shared child: one change waits', async ({
  db,
}) => {
  const { sofia, hugo, target } = await prepare(db, PLACES['an item of a list']!)
  const outcomes = await Promise.allSettled(
    [sofia, hugo].map((parent) => askRemoval(parent, { target, section: 'allergies' }, later(2))),
  )
  expect(rejections(outcomes)).toMatchObject([{ code: 'NOTHING' }])
  expect(await waitingOn(db, target)).toHaveLength(1)
})
