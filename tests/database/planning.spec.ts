import { getAuthority } from '@/lib/authority/queries'
import { dueOf } from '@/lib/billing/queries/invoices'
import { actorOfToken } from '@/lib/core/actor'
import { day } from '@/lib/core/day'
import { disconnectDb } from '@/lib/core/db'
import { allRequestsOf, entryOf, planningOfPeriod, requestsOf } from '@/lib/planning/queries'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { menuCounts } from '@/lib/portal/queries'
import { createSession } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createBooking, createBookingRequest } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

const DECEMBER = { from: day('2026-11-30'), to: day('2027-01-03') }

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test('a month of planning is read in at most five statements, session and rights included', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  const { token } = await createSession(db, { id: home.parent.accountId }, { at: TUESDAY })
  const { count } = await watchStatements(async () => {
    const parent = await actorOfToken(token, new Date(TUESDAY.getTime() + 1000))
    if (parent?.kind !== 'parent') throw new Error('no parent')
    await Promise.all([
      getAuthority(),
      menuCounts(parent, TUESDAY),
      dueOf(parent, TUESDAY),
      planningOfPeriod(parent, DECEMBER, TUESDAY),
    ])
  })
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThanOrEqual(5)
})

test('what a month of planning reads is planned once per connection, whatever its values', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const { token } = await createSession(db, { id: home.parent.accountId }, { at: TUESDAY })
  // A new connection: PostgreSQL weighs five plans made with the values before it keeps one made without.
  await disconnectDb()
  for (let time = 0; time < 7; time++) {
    await actorOfToken(token, TUESDAY)
    await menuCounts({ ...home.parent }, TUESDAY)
    await dueOf({ ...home.parent }, TUESDAY)
    await planningOfPeriod(home.parent, DECEMBER, TUESDAY)
  }
  const kept = await db.$queryRaw<{ text: string; isKept: boolean }[]>`
    SELECT statement AS text, generic_plans > 0 AS "isKept" FROM pg_prepared_statements WHERE statement LIKE '/* prepared */%'`
  expect(kept).toHaveLength(4)
  expect(kept.filter(({ isKept }) => !isKept)).toEqual([])
})

test('a parent reads the planning and the requests of their own children only', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const stranger = await createPlanningFamily(db, { activity: home.activity })
  await createBooking(db, { ...stranger, day: THURSDAY })
  await createBookingRequest(db, stranger.family, {
    startsOn: THURSDAY,
    childIds: [stranger.child.id],
    activityIds: [stranger.activity.id],
  })
  const grid = await planningOfPeriod(home.parent, DECEMBER, TUESDAY)
  expect(grid.children.map(({ id }) => id)).toEqual([home.child.id])
  expect(unpackEntries(grid).every(({ state }) => state === 'ENROLLED')).toBe(true)
  const cell = { childId: stranger.child.id, activityId: home.activity.id, day: THURSDAY }
  expect(await entryOf(home.parent, cell, TUESDAY)).toBeNull()
  const all = { childId: null, activityId: null, state: null, kind: null, sort: 'demande', page: 1 } as const
  expect((await requestsOf(home.parent, all)).lines).toEqual([])
  expect((await requestsOf(stranger.parent, all)).lines).toMatchObject([
    { startsOn: THURSDAY, state: 'PENDING' },
  ])
  expect((await requestsOf(stranger.parent, { ...all, childId: home.child.id })).lines).toEqual([])
})

test('places left cross to the browser only where the activity shows them, or when none is left', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { capacity: 1, showsPlacesLeft: false } })
  const rival = await createPlanningFamily(db, { activity: home.activity })
  await createBooking(db, { ...rival, day: THURSDAY })
  const places = unpackEntries(await planningOfPeriod(home.parent, DECEMBER, TUESDAY)).map(
    (entry) => [entry.day, entry.placesLeft] as const,
  )
  expect(places.filter(([, left]) => left !== null)).toEqual([[THURSDAY, 0]])
})

test('the list of requests is narrowed by child, activity, state and kind, sorted, and tells its days', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  const { child, activity, family, parent } = home
  const asked = { childIds: [child.id], activityIds: [activity.id] }
  const late = await createBookingRequest(db, family, {
    ...asked,
    startsOn: day('2026-12-10'),
    state: 'ACCEPTED',
  })
  const early = await createBookingRequest(db, family, {
    ...{ ...asked, kind: 'ABSENCE', startsOn: day('2026-12-01'), endsOn: day('2026-12-04') },
    askedAt: TUESDAY,
  })
  await createBooking(db, { ...home, request: early, day: THURSDAY, state: 'ABSENCE_REQUESTED' })
  await createBooking(db, { ...home, request: early, day: day('2026-12-01'), state: 'ABSENCE_REQUESTED' })
  const all = { childId: null, activityId: null, state: null, kind: null, sort: 'demande', page: 1 } as const
  const numbers = async (filter: Partial<Parameters<typeof requestsOf>[1]>) =>
    (await requestsOf(parent, { ...all, ...filter })).lines.map(({ number }) => number)
  expect(await numbers({})).toEqual([early.number, late.number])
  expect(await numbers({ sort: 'jour-dernier' })).toEqual([late.number, early.number])
  expect(await numbers({ sort: 'jour' })).toEqual([early.number, late.number])
  expect(await numbers({ sort: 'demande-ancienne' })).toEqual([late.number, early.number])
  expect(await numbers({ kind: 'ABSENCE', childId: child.id, activityId: activity.id })).toEqual([
    early.number,
  ])
  expect(await numbers({ state: 'ACCEPTED' })).toEqual([late.number])
  expect(await numbers({ activityId: activity.id + 1 })).toEqual([])
  const [line] = (await requestsOf(parent, all)).lines
  expect(line!.days).toEqual([
    {
      ...{ childId: child.id, activity: 'Cantine', state: 'ABSENCE_REQUESTED', reason: null },
      days: ['2026-12-01', THURSDAY],
    },
  ])
  expect((await allRequestsOf(parent, { ...all, page: 7 })).map(({ number }) => number)).toEqual([
    early.number,
    late.number,
  ])
})
