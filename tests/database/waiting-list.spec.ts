import type { Tx } from '@/lib/core/db'
import { dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import { planningOfPeriod } from '@/lib/planning/queries'
import { waitingLists } from '@/lib/planning/queries/waiting-lists'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { expireOffers, givePlace, serveActivity } from '@/lib/planning/operations/serve-waiting'
import {
  cancelBooking,
  confirmOffer,
  declineOffer,
  withdrawEntry,
  withdrawRequest,
} from '@/lib/planning/operations/withdraw'
import { unpackEntries } from '@/lib/planning/rules/grid'
import type { EntryState } from '@/lib/planning/rules/states'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import type { ActivityValues } from '../factories/planning'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

/** Past the absence deadline of THURSDAY (Tuesday 1st, 10:00), before the activity. */
const LATE = instantInParis('2026-12-02' as Day, '09:00' as WallTime)

const cell = ({ child, activity }: PlanningFamily, seen: EntryState) => ({
  childId: child.id,
  activityId: activity.id,
  day: THURSDAY,
  seen,
})

const book = (home: PlanningFamily, at = TUESDAY) => requestBooking(home.parent, cell(home, 'ENROLLED'), at)

/** Families of one activity: as many booked as there are places, the others waiting in their order. */
async function line(db: Tx, places: number, waiting: number, rules: ActivityValues = {}) {
  const first = await createPlanningFamily(db, {
    rules: { capacity: places, waitingList: 'AUTO', lateBooking: LATE_ACCEPTED, ...rules },
  })
  const homes = [first]
  while (homes.length < places + waiting)
    homes.push(await createPlanningFamily(db, { activity: first.activity }))
  for (const home of homes) await book(home)
  return { booked: homes.slice(0, places), waiters: homes.slice(places), activity: first.activity }
}

const LATE_ACCEPTED = { policy: 'SURCHARGE', until: { kind: 'NONE' } } as const

async function shown({ parent }: PlanningFamily, at = TUESDAY) {
  const grid = await planningOfPeriod(parent, { from: THURSDAY, to: THURSDAY }, at)
  const { state, rank, placesLeft, offeredUntil, reason } = unpackEntries(grid)[0]!
  return { state, rank, placesLeft, offeredUntil, reason }
}

async function counters(db: Tx) {
  const [day] = await db.activityDay.findMany({ where: { day: dayToDb(THURSDAY) } })
  const held = await db.booking.count({
    where: { state: { in: ['BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW'] } },
  })
  expect(day!.booked).toBe(held)
  return day!.booked
}

const mailsTo = async (db: Tx, { parent }: PlanningFamily) =>
  (await db.outgoingMail.findMany({ where: { to: parent.email }, orderBy: { id: 'asc' } })).map(
    ({ subject }) => subject,
  )

test('a full day puts the next ones on the list, in their order, with their rank', async ({ db }) => {
  const { waiters } = await line(db, 1, 3)
  for (const [index, home] of waiters.entries())
    expect(await shown(home)).toMatchObject({ state: 'WAITLISTED', rank: index + 1 })
  expect(await counters(db)).toBe(1)
  expect((await db.bookingRequest.findMany({ where: { state: 'WAITING' } })).length).toBe(3)
  expect(await mailsTo(db, waiters[0]!)).toEqual([expect.stringContaining('Liste d’attente')])
})

test('a freed place goes at once to the next in line, while it could still be given up freely', async ({
  db,
}) => {
  const { booked, waiters } = await line(db, 1, 2)
  await cancelBooking(booked[0]!.parent, cell(booked[0]!, 'BOOKED'), TUESDAY)
  expect(await shown(waiters[0]!)).toMatchObject({ state: 'BOOKED', rank: null })
  expect(await shown(waiters[1]!)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
  expect(await counters(db)).toBe(1)
  expect((await mailsTo(db, waiters[0]!))[1]).toContain('Une place s’est libérée, c’est réservé')
  const requests = await db.bookingRequest.findMany({ orderBy: { number: 'asc' } })
  expect(requests.map(({ state }) => state)).toEqual(['CANCELLED', 'ACCEPTED', 'WAITING'])
})

test('past the deadline of absences a place is offered, held, and never imposed', async ({ db }) => {
  const { booked, waiters } = await line(db, 1, 2, {
    lateAbsence: { accepted: true, proofHours: null },
    offerHours: 3,
  })
  await requestAbsence(booked[0]!.parent, cell(booked[0]!, 'BOOKED'), LATE)
  const [first, second] = waiters as [PlanningFamily, PlanningFamily]
  const until = new Date(LATE.getTime() + 3 * 3_600_000)
  expect(await shown(first, LATE)).toMatchObject({ state: 'OFFERED', offeredUntil: until })
  expect(await counters(db)).toBe(1)
  expect(await expireOffers(until)).toBe(0)
  const over = new Date(until.getTime() + 1000)
  await expect(confirmOffer(first.parent, cell(first, 'OFFERED'), over)).rejects.toMatchObject({
    code: 'EXPIRED',
  })
  expect(await expireOffers(over)).toBe(1)
  expect(await shown(first, over)).toMatchObject({
    state: 'REFUSED',
    reason: expect.stringContaining('à temps'),
  })
  expect(await shown(second, over)).toMatchObject({ state: 'OFFERED' })
  expect(await counters(db)).toBe(1)
  await confirmOffer(second.parent, cell(second, 'OFFERED'), over)
  expect(await shown(second, over)).toMatchObject({ state: 'BOOKED' })
  expect(await counters(db)).toBe(1)
})

test('an offer declined, and a request withdrawn whole, go to the next', async ({ db }) => {
  const { booked, waiters } = await line(db, 1, 3, { lateAbsence: { accepted: true, proofHours: null } })
  await requestAbsence(booked[0]!.parent, cell(booked[0]!, 'BOOKED'), LATE)
  const [first, second, third] = waiters as [PlanningFamily, PlanningFamily, PlanningFamily]
  await declineOffer(first.parent, cell(first, 'OFFERED'), LATE)
  expect(await shown(first, LATE)).toMatchObject({ state: 'ENROLLED', placesLeft: 0 })
  expect(await shown(second, LATE)).toMatchObject({ state: 'OFFERED' })
  const { requestId } = await db.booking.findFirstOrThrow({ where: { state: 'OFFERED' } })
  await withdrawRequest(second.parent, requestId!, LATE)
  expect(await shown(third, LATE)).toMatchObject({ state: 'OFFERED' })
  expect(await counters(db)).toBe(1)
})

test('who leaves the list loses the rank, and the others move up', async ({ db }) => {
  const { waiters } = await line(db, 1, 3)
  const [first, second] = waiters as [PlanningFamily, PlanningFamily]
  await withdrawEntry(first.parent, cell(first, 'WAITLISTED'), TUESDAY)
  expect(await shown(second)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
  await book(first)
  expect(await shown(first)).toMatchObject({ state: 'WAITLISTED', rank: 3 })
})

test('undoing an absence needs a free place, and takes its turn when others wait', async ({ db }) => {
  const { booked, waiters } = await line(db, 1, 1)
  const home = booked[0]!
  await requestAbsence(home.parent, cell(home, 'BOOKED'), TUESDAY)
  expect(await shown(waiters[0]!)).toMatchObject({ state: 'BOOKED' })
  expect(await shown(home)).toMatchObject({ state: 'ABSENT', placesLeft: 0 })
  await requestBooking(home.parent, cell(home, 'ABSENT'), TUESDAY)
  expect(await shown(home)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
})

test('places added go to those who wait, as many as there are', async ({ db }) => {
  const { waiters, activity } = await line(db, 1, 3)
  await db.activityGroup.updateMany({ data: { capacity: 3 } })
  await db.activityDay.updateMany({ data: { capacity: 3 } })
  expect(await serveActivity(activity.id, '2026-11-24' as Day, TUESDAY)).toBe(2)
  expect(await Promise.all(waiters.map(async (home) => (await shown(home)).state))).toEqual([
    'BOOKED',
    'BOOKED',
    'WAITLISTED',
  ])
  expect(await counters(db)).toBe(3)
})

test('a list kept by hand serves nobody by itself, and nobody passes before those who wait', async ({
  db,
}) => {
  const { booked, waiters, activity } = await line(db, 1, 1, { waitingList: 'MANUAL' })
  await cancelBooking(booked[0]!.parent, cell(booked[0]!, 'BOOKED'), TUESDAY)
  expect(await shown(waiters[0]!)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
  const late = await createPlanningFamily(db, { activity })
  await book(late)
  expect(await shown(late)).toMatchObject({ state: 'WAITLISTED', rank: 2 })
})

test('an agent gives the free place of a list kept by hand to the first, once', async ({ db }) => {
  const { booked, waiters, activity } = await line(db, 1, 2, { waitingList: 'MANUAL' })
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const day = { groupId: activity.groups[0]!.id, day: THURSDAY }
  await expect(givePlace(agent, day, TUESDAY)).rejects.toMatchObject({ code: 'NOBODY' })
  await cancelBooking(booked[0]!.parent, cell(booked[0]!, 'BOOKED'), TUESDAY)
  expect((await waitingLists(agent, '2026-11-24' as Day, 1)).lists).toMatchObject([
    { kept: 'MANUAL', free: 1, waiting: 2, first: [{ firstName: 'Lina' }, { firstName: 'Lina' }] },
  ])
  const clicks = await Promise.allSettled([givePlace(agent, day, TUESDAY), givePlace(agent, day, TUESDAY)])
  expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await shown(waiters[0]!)).toMatchObject({ state: 'BOOKED' })
  expect(await shown(waiters[1]!)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
  expect(await counters(db)).toBe(1)
  const billing = await agentActor(db, await createAgent(db, 'BILLING'))
  await expect(givePlace(billing, day, TUESDAY)).rejects.toMatchObject({ name: 'NotFound' })
})
