import { randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/core/db'
import { addDays, day, dayToDb, type Day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { cancelBooking, withdrawEntry, withdrawRequest } from '@/lib/planning/operations/withdraw'
import type { EntryState } from '@/lib/planning/rules/states'
import { createAccount, parentActor } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createFamily, linkChild, subscribe } from '../factories/families'
import { createBooking, createClosure } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const cellOf = ({ child, activity }: PlanningFamily, seen: EntryState, on: Day = THURSDAY) => ({
  childId: child.id,
  activityId: activity.id,
  day: on,
  seen,
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })

async function counted(db: Tx, { activity }: Pick<PlanningFamily, 'activity'>, on: Day = THURSDAY) {
  const where = { activityId: activity.id, day: dayToDb(on) }
  return (await db.activityDay.findFirst({ where }))?.booked ?? 0
}

test('a request is accepted at once where the activity says so, takes a place, and gets its number by mail', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  const outcome = await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  expect(outcome).toMatchObject({ state: 'BOOKED', undo: 'CANCEL' })
  expect(await db.booking.findMany()).toMatchObject([{ state: 'BOOKED', familyId: home.family.id }])
  expect(await db.bookingRequest.findMany()).toMatchObject([
    { number: outcome.number, kind: 'RESERVATION', state: 'ACCEPTED', authorId: home.parent.accountId },
  ])
  expect(await counted(db, home)).toBe(1)
  const [mail] = await db.outgoingMail.findMany()
  expect(mail).toMatchObject({
    to: home.parent.email,
    subject: expect.stringContaining('Réservé : Lina, Cantine'),
  })
  expect(mail!.text).toContain(`n° ${outcome.number} a été reçue le mardi 24 novembre à 9\u00a0h\u00a000`)
  expect(await db.auditEvent.findMany()).toMatchObject([{ action: 'request.ask', actor: 'CITIZEN' }])
})

test('a request that an agent must accept waits and holds no place', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false, capacity: 1 } })
  const outcome = await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  expect(outcome).toMatchObject({ state: 'REQUESTED', undo: 'WITHDRAW' })
  expect(await db.bookingRequest.findMany()).toMatchObject([{ state: 'PENDING', decidedAt: null }])
  expect(await counted(db, home)).toBe(0)
})

test('a double click is one request, whatever the order of arrival', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const cell = cellOf(home, 'ENROLLED')
  const [first, second] = await Promise.all([
    requestBooking(home.parent, cell, TUESDAY),
    requestBooking(home.parent, cell, TUESDAY),
  ])
  expect(first).toEqual(second)
  expect(await db.bookingRequest.count()).toBe(1)
  expect(await counted(db, home)).toBe(1)
  expect(await db.outgoingMail.count()).toBe(1)
})

test('two parents of a family who ask for the same child and day make one request', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const other = await createAccount(db)
  const { id } = await db.guardian.findFirstOrThrow({ where: { familyId: home.family.id } })
  await subscribe(db, other, { id })
  const cell = cellOf(home, 'ENROLLED')
  const outcomes = await Promise.all([
    requestBooking(home.parent, cell, TUESDAY),
    requestBooking(await parentActor(db, other), cell, TUESDAY),
  ])
  expect(outcomes[0].number).toBe(outcomes[1].number)
  expect(await db.bookingRequest.count()).toBe(1)
})

test('the parent of the child’s other family sees that it is booked, and can’t change it', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const { guardians } = await createFamily(db, { name: 'Morel', children: [] })
  await linkChild(db, guardians[0]!, home.child)
  const account = await createAccount(db)
  await subscribe(db, account, guardians[0]!)
  const father = await parentActor(db, account)
  await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  await expect(requestBooking(father, cellOf(home, 'ENROLLED'), TUESDAY)).rejects.toEqual(refused('CHANGED'))
  await expect(requestAbsence(father, cellOf(home, 'BOOKED'), TUESDAY)).rejects.toEqual(
    refused('OTHER_FAMILY'),
  )
  expect(await counted(db, home)).toBe(1)
})

test('another family’s child does not exist, and nothing is written', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const stranger = await createPlanningFamily(db, { activity: home.activity })
  for (const [act, seen] of [
    [requestBooking, 'ENROLLED'],
    [requestAbsence, 'BOOKED'],
    [withdrawEntry, 'REQUESTED'],
    [cancelBooking, 'BOOKED'],
  ] as const) {
    await expect(act(stranger.parent, cellOf(home, seen), TUESDAY)).rejects.toBeInstanceOf(NotFound)
    const unknown = { ...cellOf(home, seen), childId: randomUUID() }
    await expect(act(home.parent, unknown, TUESDAY)).rejects.toBeInstanceOf(NotFound)
    const nowhere = { ...cellOf(home, seen), activityId: 9999 }
    await expect(act(home.parent, nowhere, TUESDAY)).rejects.toBeInstanceOf(NotFound)
  }
  expect(await db.booking.count()).toBe(0)
  expect(await db.activityDay.count()).toBe(0)
})

test('a day on which the child is not enrolled does not exist', async ({ db }) => {
  const home = await createPlanningFamily(db)
  for (const on of ['2026-12-02', '2026-12-05', '2027-07-05', '1970-01-01'])
    await expect(
      requestBooking(home.parent, cellOf(home, 'ENROLLED', day(on)), TUESDAY),
    ).rejects.toBeInstanceOf(NotFound)
})

test('the deadline holds to the second', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const limit = new Date('2026-12-01T09:00:00Z')
  const late = new Date('2026-12-01T09:00:01Z')
  await expect(requestBooking(home.parent, cellOf(home, 'ENROLLED'), late)).rejects.toEqual(
    refused('DEADLINE'),
  )
  await requestBooking(home.parent, cellOf(home, 'ENROLLED'), limit)
  await expect(requestAbsence(home.parent, cellOf(home, 'BOOKED'), late)).rejects.toEqual(refused('DEADLINE'))
  await requestAbsence(home.parent, cellOf(home, 'BOOKED'), limit)
  expect(await db.booking.findMany()).toMatchObject([{ state: 'ABSENT' }])
})

test('a closed day is refused with the reason of the closure', async ({ db }) => {
  const home = await createPlanningFamily(db)
  await createClosure(db, { activityId: home.activity.id, name: 'Travaux', startsOn: THURSDAY })
  await expect(requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)).rejects.toEqual(
    refused('CHANGED'),
  )
  await expect(requestBooking(home.parent, cellOf(home, 'CLOSED'), TUESDAY)).rejects.toEqual(refused('STATE'))
})

test('an absence gives the place back at once, and taking the day again needs a free place', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { capacity: 1 } })
  const rival = await createPlanningFamily(db, { activity: home.activity })
  await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  await expect(requestBooking(rival.parent, cellOf(rival, 'ENROLLED'), TUESDAY)).rejects.toEqual(
    refused('FULL'),
  )
  const absence = await requestAbsence(home.parent, cellOf(home, 'BOOKED'), TUESDAY)
  expect(absence).toMatchObject({ state: 'ABSENT', undo: 'BOOK' })
  expect(await counted(db, home)).toBe(0)
  await requestBooking(rival.parent, cellOf(rival, 'ENROLLED'), TUESDAY)
  await expect(requestBooking(home.parent, cellOf(home, 'ABSENT'), TUESDAY)).rejects.toEqual(refused('FULL'))
  expect(await counted(db, home)).toBe(1)
})

test('an absence that an agent must accept keeps the place; withdrawn, the day is reserved as before', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false } })
  await createBooking(db, { ...home, day: THURSDAY })
  const outcome = await requestAbsence(home.parent, cellOf(home, 'BOOKED'), TUESDAY)
  expect(outcome).toMatchObject({ state: 'ABSENCE_REQUESTED', undo: 'WITHDRAW' })
  expect(await counted(db, home)).toBe(1)
  await withdrawEntry(home.parent, cellOf(home, 'ABSENCE_REQUESTED'), TUESDAY)
  expect(await db.booking.findMany()).toMatchObject([{ state: 'BOOKED' }])
  expect(await db.bookingRequest.findMany()).toMatchObject([{ state: 'WITHDRAWN' }])
  expect(await counted(db, home)).toBe(1)
})

test('one click undoes what one click did, and a second one changes nothing', async ({ db }) => {
  const home = await createPlanningFamily(db)
  await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  for (let click = 0; click < 2; click++)
    expect(await cancelBooking(home.parent, cellOf(home, 'BOOKED'), TUESDAY)).toMatchObject({
      state: 'ENROLLED',
    })
  expect(await db.booking.count()).toBe(0)
  expect(await counted(db, home)).toBe(0)
  expect(await db.bookingRequest.findMany()).toMatchObject([{ state: 'CANCELLED' }])
})

test('a request is withdrawn from the list by its family only, and not once an agent has answered', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false } })
  const stranger = await createPlanningFamily(db, { activity: home.activity })
  await requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)
  const { id, number } = await db.bookingRequest.findFirstOrThrow()
  await expect(withdrawRequest(stranger.parent, id, TUESDAY)).rejects.toBeInstanceOf(NotFound)
  expect(await withdrawRequest(home.parent, id, TUESDAY)).toBe(number)
  expect(await withdrawRequest(home.parent, id, TUESDAY)).toBe(number)
  expect(await db.booking.count()).toBe(0)
  await db.bookingRequest.update({ where: { id }, data: { state: 'ACCEPTED' } })
  await expect(withdrawRequest(home.parent, id, TUESDAY)).rejects.toEqual(refused('DECIDED'))
})

test('twenty parents who ask at once for five places: five have one, fifteen are told, none is doubled', async ({
  db,
}) => {
  const first = await createPlanningFamily(db, { rules: { capacity: 5 } })
  const homes = [first]
  for (let n = 1; n < 20; n++) homes.push(await createPlanningFamily(db, { activity: first.activity }))
  const results = await Promise.allSettled(
    homes.map((home) => requestBooking(home.parent, cellOf(home, 'ENROLLED'), TUESDAY)),
  )
  const failures = results.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code)
  expect(failures).toEqual(Array(15).fill('FULL'))
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(5)
  expect(await db.bookingRequest.count()).toBe(5)
  expect(await db.outgoingMail.count()).toBe(5)
  expect(await counted(db, first)).toBe(5)
})

test('requests and absences of the same days at once leave counters that count what is booked', async ({
  db,
}) => {
  const first = await createPlanningFamily(db, { rules: { capacity: 3 } })
  const homes = [first]
  for (let n = 1; n < 6; n++) homes.push(await createPlanningFamily(db, { activity: first.activity }))
  const days = [THURSDAY, addDays(THURSDAY, 1)]
  const clicks = days.flatMap((on) =>
    homes.map(async (home) => {
      await requestBooking(home.parent, cellOf(home, 'ENROLLED', on), TUESDAY)
      await requestAbsence(home.parent, cellOf(home, 'BOOKED', on), TUESDAY)
      await requestBooking(home.parent, cellOf(home, 'ABSENT', on), TUESDAY)
    }),
  )
  await Promise.allSettled(clicks)
  for (const on of days) {
    const booked = await db.booking.count({ where: { day: dayToDb(on), state: 'BOOKED' } })
    expect(await counted(db, first, on)).toBe(booked)
    expect(booked).toBeLessThanOrEqual(3)
  }
})
