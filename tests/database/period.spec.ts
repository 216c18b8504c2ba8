import { randomUUID } from 'node:crypto'
import { day, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requestBooking } from '@/lib/planning/operations/request-day'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { holdsPlace } from '@/lib/planning/rules/states'
import type { PeriodInput } from '@/lib/planning/schema'
import { createAuthority } from '../factories/authority'
import { createActivity, createBooking } from '../factories/planning'
import { createLargeRequest } from '../factories/large-request'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const WEEKS = { from: day('2026-11-30'), to: day('2026-12-11') }

/** A request of a family for two weeks, its eight school days. */
const request = (home: PlanningFamily, more: Partial<PeriodInput> = {}): PeriodInput => ({
  kind: 'RESERVATION',
  childIds: [home.child.id],
  activityIds: [home.activity.id],
  ...WEEKS,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  absenceReason: more.kind === 'ABSENCE' ? 'HOLIDAYS' : null,
  comment: null,
  key: randomUUID(),
  announced: [],
  ...more,
})

/** Counters count what is booked, and never more than there is. */
async function expectCounted(db: Tx): Promise<void> {
  for (const counter of await db.activityDay.findMany()) {
    const { groupId, day: on, booked, capacity } = counter
    const bookings = await db.booking.findMany({ where: { groupId, day: on }, select: { state: true } })
    expect(bookings.filter(({ state }) => holdsPlace(state)).length).toBe(booked)
    if (capacity !== null) expect(booked).toBeLessThanOrEqual(capacity)
  }
}

test('what the preview announces is what is written: days, one request, its receipt, the journal', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: { capacity: 1 } })
  const rival = await createPlanningFamily(db, { activity: home.activity })
  await createBooking(db, { ...rival, day: THURSDAY })
  await createBooking(db, { ...home, day: day('2026-12-01') })
  const input = request(home)
  const preview = await previewPeriod(home.parent, input, TUESDAY)
  expect(preview.counts).toMatchObject({ ACCEPTED: 6, ALREADY: 1, IMPOSSIBLE: 1, PENDING: 0 })
  expect(preview.numbers).toEqual([])
  expect(await db.bookingRequest.count()).toBe(0)

  const done = await requestPeriod(home.parent, { ...input, announced: preview.announced }, TUESDAY)
  expect(done.days).toEqual(preview.days)
  const made = await db.bookingRequest.findFirstOrThrow({ include: { bookings: true } })
  expect(done.numbers).toEqual([made.number])
  expect(made).toMatchObject({ state: 'ACCEPTED', decidedAt: TUESDAY, startsOn: dayToDb(WEEKS.from) })
  expect(made.bookings.map(({ state }) => state)).toEqual(Array(6).fill('BOOKED'))
  await expectCounted(db)
  const [mail, ...others] = await db.outgoingMail.findMany()
  expect(others).toEqual([])
  expect(mail!.subject).toMatch(/^Réservé : .*, Cantine : 6 jours du 30 novembre au 11 décembre \(n° \d+\)$/)
  expect(mail!.text).toContain('Impossible :')
  expect(mail!.text).toContain('Complet')
  expect(await db.auditEvent.findMany()).toMatchObject([
    { action: 'request.ask', subject: made.id, childId: home.child.id, detail: { days: 6 } },
  ])
})

test('a day that became worse since the preview is said; the others are taken', async ({ db }) => {
  for (const waitingList of ['NONE', 'AUTO'] as const) {
    const home = await createPlanningFamily(db, { rules: { name: waitingList, capacity: 1, waitingList } })
    const rival = await createPlanningFamily(db, { activity: home.activity })
    const input = request(home)
    const { announced } = await previewPeriod(home.parent, input, TUESDAY)
    await requestBooking(
      rival.parent,
      { childId: rival.child.id, activityId: rival.activity.id, day: THURSDAY, seen: 'ENROLLED' },
      TUESDAY,
    )
    const { days, counts } = await requestPeriod(home.parent, { ...input, announced }, TUESDAY)
    expect(days.filter((one) => one.announced)).toMatchObject([
      waitingList === 'AUTO'
        ? { day: THURSDAY, outcome: 'WAITLISTED', rank: 1, announced: 'a' }
        : { day: THURSDAY, outcome: 'IMPOSSIBLE', announced: 'a' },
    ])
    expect(counts.ACCEPTED).toBe(7)
    const made = await db.bookingRequest.findFirstOrThrow({ where: { key: input.key } })
    expect(made.state).toBe(waitingList === 'AUTO' ? 'WAITING' : 'ACCEPTED')
  }
  await expectCounted(db)
})

test('sent twice, at once or later, it is one request with the same answer', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { autoAccepts: false } })
  const input = request(home)
  const [first, second] = await Promise.all([
    requestPeriod(home.parent, input, TUESDAY),
    requestPeriod(home.parent, input, TUESDAY),
  ])
  const third = await requestPeriod(home.parent, input, new Date('2027-01-05T08:00:00Z'))
  for (const again of [second, third]) {
    expect(again.numbers).toEqual(first.numbers)
    expect(again.days).toEqual(first.days)
  }
  expect(first.counts.PENDING).toBe(8)
  expect(await db.bookingRequest.count()).toBe(1)
  expect(await db.outgoingMail.count()).toBe(1)
})

test('two families that ask at once for the same scarce days: none is overbooked, nobody is told wrong', async ({
  db,
}) => {
  const first = await createPlanningFamily(db, { rules: { capacity: 2, waitingList: 'AUTO' } })
  const homes = [first]
  while (homes.length < 5) homes.push(await createPlanningFamily(db, { activity: first.activity }))
  const results = await Promise.all(homes.map((home) => requestPeriod(home.parent, request(home), TUESDAY)))
  const outcomes = results.flatMap(({ days }) =>
    days.map(({ outcome, rank }) => `${outcome} ${rank ?? ''}`.trim()),
  )
  const count = (word: string) => outcomes.filter((one) => one === word).length
  expect([count('ACCEPTED'), count('WAITLISTED 1'), count('WAITLISTED 2'), count('WAITLISTED 3')]).toEqual([
    16, 8, 8, 8,
  ])
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(16)
  await expectCounted(db)
})

test('absences of a period free their places, which go to those who wait', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { capacity: 1, waitingList: 'AUTO' } })
  const rival = await createPlanningFamily(db, { activity: home.activity })
  await requestPeriod(home.parent, request(home), TUESDAY)
  const listed = await requestPeriod(rival.parent, request(rival), TUESDAY)
  expect(listed.counts.WAITLISTED).toBe(8)
  const absence = request(home, { kind: 'ABSENCE', weekdays: [1, 2] })
  const away = await requestPeriod(home.parent, absence, TUESDAY)
  expect(away.counts).toMatchObject({ ACCEPTED: 4, SURCHARGED: 0 })
  const states = async ({ child }: PlanningFamily) =>
    (await db.booking.findMany({ where: { childId: child.id }, orderBy: { day: 'asc' } })).map(
      ({ state }) => state,
    )
  expect(await states(home)).toEqual([
    'ABSENT',
    'ABSENT',
    'BOOKED',
    'BOOKED',
    'ABSENT',
    'ABSENT',
    'BOOKED',
    'BOOKED',
  ])
  expect((await states(rival)).filter((one) => one === 'BOOKED').length).toBe(4)
  expect(await requestPeriod(home.parent, absence, TUESDAY)).toMatchObject({
    numbers: away.numbers,
    counts: away.counts,
  })
  await expectCounted(db)
})

test('an illness past the deadline is reported, and waits for its proof', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { lateAbsence: { accepted: false, proofHours: 48 } } })
  await createBooking(db, { ...home, day: THURSDAY })
  const at = new Date('2026-12-03T07:00:00Z')
  const input = request(home, { kind: 'ABSENCE', from: THURSDAY, to: THURSDAY, absenceReason: 'ILLNESS' })
  expect((await requestPeriod(home.parent, input, at)).counts.PENDING).toBe(1)
  expect(await db.booking.findFirst()).toMatchObject({
    state: 'ABSENCE_REQUESTED',
    excuse: 'MEDICAL',
    billing: 'STANDARD',
  })
  expect(await db.bookingRequest.findFirst()).toMatchObject({ absenceReason: 'ILLNESS', state: 'PENDING' })
})

test('dates that make no sense, and days with nothing to ask, are refused with their field', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  const refused = (more: Partial<PeriodInput>) =>
    requestPeriod(home.parent, request(home, more), TUESDAY).then(
      () => null,
      ({ code, fields }) => [code, ...Object.keys(fields)],
    )
  expect(await refused({ from: day('2026-11-23') })).toEqual(['PERIOD', 'from'])
  expect(await refused({ to: day('2026-11-29') })).toEqual(['PERIOD', 'to'])
  expect(await refused({ to: day('2028-01-04') })).toEqual(['PERIOD', 'to'])
  expect(await refused({ from: day('2029-11-01'), to: day('2029-11-30') })).toEqual(['PERIOD', 'to'])
  expect(await refused({ weekdays: [6, 7] })).toEqual(['NOTHING'])
  expect(await refused({ kind: 'ABSENCE' })).toEqual(['NOTHING'])
  expect(await db.bookingRequest.count()).toBe(0)
})

test('another family’s child, or an activity of nobody’s, is not there', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const stranger = await createPlanningFamily(db, { activity: home.activity })
  for (const more of [
    { childIds: [home.child.id, stranger.child.id] },
    { activityIds: [home.activity.id, 9999] },
  ])
    for (const run of [previewPeriod, requestPeriod])
      await expect(run(home.parent, request(home, more), TUESDAY)).rejects.toBeInstanceOf(NotFound)
  expect(await db.booking.count()).toBe(0)
  expect(await db.activityDay.count()).toBe(0)
})

test('an activity open to all takes a child that is not enrolled', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const open = await createActivity(db, {
    name: 'Ludothèque',
    openToAll: true,
    weekdays: [3],
    opensOn: 'ALL_DAYS',
  })
  const input = request(home, { activityIds: [open.id] })
  expect((await requestPeriod(home.parent, input, TUESDAY)).counts.ACCEPTED).toBe(2)
  const cell = {
    childId: home.child.id,
    activityId: open.id,
    day: day('2026-12-16'),
    seen: 'ENROLLED' as const,
  }
  expect(await requestBooking(home.parent, cell, TUESDAY)).toMatchObject({ state: 'BOOKED' })
})

test('four children, three activities and a school year: as many statements as for a week', async ({
  db,
}) => {
  test.setTimeout(120_000)
  const { parent, input } = await createLargeRequest(db)
  const week = { ...input, to: day('2026-11-26') }
  const year = { ...input, from: day('2026-11-30'), key: randomUUID() }
  expect((await watchStatements(() => previewPeriod(parent, year, TUESDAY))).count).toBe(2)
  const short = await watchStatements(() => requestPeriod(parent, week, TUESDAY))
  const before = await db.booking.count()
  const long = await watchStatements(() => requestPeriod(parent, year, TUESDAY))
  expect((await db.booking.count()) - before).toBeGreaterThan(1700)
  expect(long.count).toBe(short.count)
  await expectCounted(db)
})
