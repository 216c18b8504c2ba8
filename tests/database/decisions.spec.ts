import { randomUUID } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { day, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { requestPeriod } from '@/lib/planning/operations/request-period'
import { withdrawRequest } from '@/lib/planning/operations/withdraw'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createBooking, createBookingRequest, createClosure } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const LATER = new Date('2026-11-25T08:00:00Z')

/** As many families whose requests for the same day wait, the oldest first. */
async function waiting(db: Tx, count: number, capacity: number | null = null) {
  const homes: PlanningFamily[] = []
  for (let n = 0; n < count; n++)
    homes.push(
      await createPlanningFamily(
        db,
        homes[0] ? { activity: homes[0].activity } : { rules: { autoAccepts: false, capacity } },
      ),
    )
  for (const [n, { parent, child, activity }] of homes.entries())
    await requestBooking(
      parent,
      { childId: child.id, activityId: activity.id, day: THURSDAY, seen: 'ENROLLED' },
      new Date(TUESDAY.getTime() + n * 1000),
    )
  const requests = await db.bookingRequest.findMany({ orderBy: { number: 'asc' } })
  return { homes, requestIds: requests.map(({ id }) => id) }
}

const agentOf = async (db: Tx): Promise<AgentActor> => agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))

const booked = async (db: Tx) => (await db.activityDay.findFirstOrThrow()).booked

test('accepting takes the places, writes to each family and is logged', async ({ db }) => {
  const { homes, requestIds } = await waiting(db, 2)
  const agent = await agentOf(db)
  expect(await decideRequests(agent, { requestIds, verdict: 'ACCEPT', reason: null }, LATER)).toEqual({
    decided: 2,
    left: [],
  })
  expect(await booked(db)).toBe(2)
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(2)
  const mails = await db.outgoingMail.findMany({ where: { kind: 'request.decision' } })
  expect(mails.map(({ to }) => to).sort()).toEqual(homes.map(({ parent }) => parent.email).sort())
  expect(await db.auditEvent.count({ where: { action: 'request.accept', accountId: agent.accountId } })).toBe(
    2,
  )
})

test('a batch beyond the places accepts the oldest that fit and names the others', async ({ db }) => {
  const { requestIds } = await waiting(db, 4, 3)
  const outcome = await decideRequests(
    await agentOf(db),
    { requestIds: [...requestIds].reverse(), verdict: 'ACCEPT', reason: null },
    LATER,
  )
  expect(outcome).toMatchObject({ decided: 3, left: [{ reason: expect.stringContaining('Complet') }] })
  expect(await booked(db)).toBe(3)
  expect((await db.bookingRequest.findUniqueOrThrow({ where: { id: requestIds[3] } })).state).toBe('PENDING')
})

test('a refusal takes no place and tells its reason, in the mail and on the planning', async ({ db }) => {
  const { requestIds } = await waiting(db, 1)
  await decideRequests(
    await agentOf(db),
    { requestIds, verdict: 'REFUSE', reason: 'Sortie de classe.' },
    LATER,
  )
  expect(await booked(db)).toBe(0)
  expect(await db.booking.findMany()).toMatchObject([{ state: 'REFUSED', reason: 'Sortie de classe.' }])
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'request.decision' } })
  expect(mail.text).toContain('Motif : Sortie de classe.')
})

test('an absence accepted gives the place back; refused, the day stays reserved', async ({ db }) => {
  for (const [verdict, state, places] of [
    ['ACCEPT', 'ABSENT', 0],
    ['REFUSE', 'BOOKED', 1],
  ] as const) {
    const home = await createPlanningFamily(db, { rules: { name: verdict, autoAccepts: false } })
    await createBooking(db, { ...home, day: THURSDAY })
    const key = { childId: home.child.id, activityId: home.activity.id, day: THURSDAY }
    await requestAbsence(home.parent, { ...key, seen: 'BOOKED' }, TUESDAY)
    const { id } = await db.bookingRequest.findFirstOrThrow({ where: { state: 'PENDING' } })
    await decideRequests(await agentOf(db), { requestIds: [id], verdict, reason: 'Motif' }, LATER)
    const where = { childId_day_activityId: { ...key, day: dayToDb(THURSDAY) } }
    expect((await db.booking.findUniqueOrThrow({ where })).state).toBe(state)
    const counter = await db.activityDay.findFirstOrThrow({
      where: { activityId: home.activity.id, day: dayToDb(THURSDAY) },
    })
    expect(counter.booked).toBe(places)
  }
})

test('two agents who decide the same requests at once: one decision, the other is told', async ({ db }) => {
  const { requestIds } = await waiting(db, 3, 3)
  const [first, second] = [await agentOf(db), await agentOf(db)]
  const outcomes = await Promise.all([
    decideRequests(first, { requestIds, verdict: 'ACCEPT', reason: null }, LATER),
    decideRequests(
      second,
      { requestIds: [...requestIds].reverse(), verdict: 'REFUSE', reason: 'Non' },
      LATER,
    ),
  ])
  expect(outcomes.map(({ decided }) => decided).sort()).toEqual([0, 3])
  expect(outcomes.map(({ left }) => left.length).sort()).toEqual([0, 3])
  const states = await db.bookingRequest.findMany({ select: { state: true, deciderId: true } })
  expect(new Set(states.map(({ state, deciderId }) => `${state} ${deciderId}`)).size).toBe(1)
  expect(await db.outgoingMail.count({ where: { kind: 'request.decision' } })).toBe(3)
  expect(await booked(db)).toBe(await db.booking.count({ where: { state: 'BOOKED' } }))
})

test('a decision and a withdrawal at once: one of them, whole', async ({ db }) => {
  const { homes, requestIds } = await waiting(db, 1)
  await Promise.allSettled([
    decideRequests(await agentOf(db), { requestIds, verdict: 'ACCEPT', reason: null }, LATER),
    withdrawRequest(homes[0]!.parent, requestIds[0]!, LATER),
  ])
  const { state } = await db.bookingRequest.findFirstOrThrow()
  expect(['ACCEPTED', 'WITHDRAWN']).toContain(state)
  expect(await db.booking.count()).toBe(state === 'ACCEPTED' ? 1 : 0)
  expect(await booked(db)).toBe(state === 'ACCEPTED' ? 1 : 0)
})

test('a request for a day closed since can be refused, not accepted', async ({ db }) => {
  const { homes, requestIds } = await waiting(db, 1)
  await createClosure(db, { activityId: homes[0]!.activity.id, name: 'Grève', startsOn: THURSDAY })
  const agent = await agentOf(db)
  const accepted = await decideRequests(agent, { requestIds, verdict: 'ACCEPT', reason: null }, LATER)
  expect(accepted).toMatchObject({ decided: 0, left: [{ reason: expect.stringContaining('Fermé : Grève') }] })
  const refused = await decideRequests(agent, { requestIds, verdict: 'REFUSE', reason: 'Grève' }, LATER)
  expect(refused).toEqual({ decided: 1, left: [] })
})

test('some days of a request are decided by themselves: the others wait, and end with what was decided', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false, capacity: 1 } })
  const { childId, activityId } = { childId: home.child.id, activityId: home.activity.id }
  await requestPeriod(
    home.parent,
    {
      ...{ kind: 'RESERVATION', childIds: [childId], activityIds: [activityId], weekdays: [1, 2, 3, 4, 5] },
      ...{
        from: day('2026-11-30'),
        to: day('2026-12-04'),
        absenceReason: null,
        comment: null,
        announced: [],
      },
      key: randomUUID(),
    },
    TUESDAY,
  )
  const { id: requestId } = await db.bookingRequest.findFirstOrThrow()
  const agent = await agentOf(db)
  const decide = (verdict: 'ACCEPT' | 'REFUSE', days: string[], at: Date) =>
    decideRequests(
      agent,
      {
        ...{ requestIds: [], verdict, reason: 'Sortie' },
        days: days.map((on) => ({ requestId, childId, activityId, day: day(on) })),
      },
      at,
    )
  const states = async () =>
    (await db.booking.findMany({ orderBy: { day: 'asc' } })).map(({ state }) => state)
  expect(await decide('ACCEPT', ['2026-11-30', '2026-12-01'], LATER)).toEqual({ decided: 1, left: [] })
  expect(await states()).toEqual(['BOOKED', 'BOOKED', 'REQUESTED', 'REQUESTED'])
  expect(await db.bookingRequest.findFirst()).toMatchObject({ state: 'PENDING', decidedAt: null })
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'request.decision' } })
  expect(mail.subject).toContain('Demande acceptée en partie : ')
  expect(mail.text).toContain('2 jours du 30 novembre au 1er décembre')
  expect(mail.text).toContain('Les autres jours de la demande attendent encore une réponse.')

  const again = await decide('REFUSE', ['2026-11-30', '2026-12-03'], new Date(LATER.getTime() + 1000))
  expect(again).toEqual({ decided: 1, left: [] })
  expect(await states()).toEqual(['BOOKED', 'BOOKED', 'REFUSED', 'REQUESTED'])
  const over = await decide('REFUSE', ['2026-11-30'], LATER)
  expect(over).toMatchObject({ decided: 0, left: [{ reason: expect.stringContaining('entre-temps') }] })
  await decideRequests(agent, { requestIds: [requestId], verdict: 'REFUSE', reason: 'Complet' }, LATER)
  expect(await states()).toEqual(['BOOKED', 'BOOKED', 'REFUSED', 'REFUSED'])
  expect(await db.bookingRequest.findFirst()).toMatchObject({ state: 'ACCEPTED', decidedAt: LATER })
})

test('withdrawn by the family, a request decided in part keeps its decided days', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false } })
  const request = await createBookingRequest(db, home.family, {
    startsOn: THURSDAY,
    childIds: [home.child.id],
    activityIds: [home.activity.id],
  })
  await createBooking(db, { ...home, request, day: THURSDAY })
  await createBooking(db, { ...home, request, day: day('2026-12-04'), state: 'REQUESTED' })
  await withdrawRequest(home.parent, request.id, LATER)
  expect(await db.booking.findMany()).toMatchObject([{ state: 'BOOKED' }])
  expect(await db.bookingRequest.findFirst()).toMatchObject({ state: 'ACCEPTED' })
})

test('agents without the permission decide nothing', async ({ db }) => {
  const { requestIds } = await waiting(db, 1)
  for (const role of ['BILLING', 'ON_SITE'] as const) {
    const agent = await agentActor(db, await createAgent(db, role))
    await expect(
      decideRequests(agent, { requestIds, verdict: 'ACCEPT', reason: null }, LATER),
    ).rejects.toBeInstanceOf(NotFound)
  }
  expect(await db.bookingRequest.findMany()).toMatchObject([{ state: 'PENDING' }])
})
