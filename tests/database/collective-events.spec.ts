import { randomUUID } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, day, dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { calendarOf } from '@/lib/calendar/queries'
import { openFeed } from '@/lib/calendar/operations/feed'
import type { EventInput } from '@/lib/planning/event-schema'
import { cancelEvent } from '@/lib/planning/operations/cancel-event'
import { declareEvent, previewEvent } from '@/lib/planning/operations/declare-event'
import { markAttendance } from '@/lib/planning/operations/mark-attendance'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { lockDays } from '@/lib/planning/lock-sql'
import { planningOfPeriod } from '@/lib/planning/queries'
import { unpackEntries } from '@/lib/planning/rules/grid'
import type { EntryState } from '@/lib/planning/rules/states'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createSchool, linkChild } from '../factories/families'
import { createActivity, createBooking, createClosure, type ActivityValues } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const FRIDAY = addDays(THURSDAY, 1)
const LATE_ACCEPTED = { policy: 'SURCHARGE', until: { kind: 'NONE' } } as const
/** Past the absence deadline of THURSDAY (Tuesday 1st, 10:00), before the activity. */
const LATE = instantInParis(day('2026-12-02'), '09:00' as WallTime)
/** THURSDAY at noon: its canteen has begun. */
const NOON = instantInParis(THURSDAY, '12:00' as WallTime)

const agentOf = async (db: Tx): Promise<AgentActor> => agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))

const inputFor = (
  { activity }: Pick<PlanningFamily, 'activity'>,
  more: Partial<EventInput> = {},
): EventInput => ({
  key: randomUUID(),
  name: 'Sortie au musée',
  kind: 'OUTING',
  targets: [{ activityId: activity.id, groupId: null }],
  schoolId: null,
  grades: [],
  startsOn: THURSDAY,
  endsOn: THURSDAY,
  ...more,
})

const cell = ({ child, activity }: PlanningFamily, seen: EntryState, on = THURSDAY) => ({
  childId: child.id,
  activityId: activity.id,
  day: on,
  seen,
})

const book = (home: PlanningFamily, on = THURSDAY, at = TUESDAY) =>
  requestBooking(home.parent, cell(home, 'ENROLLED', on), at)

/** Families of one activity, each with its child in a grade. */
async function homesIn(db: Tx, grades: readonly ('CE1' | 'CE2')[], rules: ActivityValues = {}) {
  const first = await createPlanningFamily(db, { rules })
  const homes = [first]
  while (homes.length < grades.length)
    homes.push(await createPlanningFamily(db, { activity: first.activity }))
  for (const [index, home] of homes.entries())
    await db.child.update({ where: { id: home.child.id }, data: { grade: grades[index]! } })
  return homes
}

const bookingOf = (db: Tx, { child, activity }: PlanningFamily, on: Day = THURSDAY) =>
  db.booking.findUnique({
    where: { childId_day_activityId: { childId: child.id, activityId: activity.id, day: dayToDb(on) } },
  })

async function shown({ parent }: PlanningFamily, on: Day = THURSDAY, at = TUESDAY) {
  const grid = await planningOfPeriod(parent, { from: on, to: on }, at)
  const { state, event, reason, rank } = unpackEntries(grid)[0]!
  return { state, event: event?.name ?? null, reason, rank }
}

/** Counters say what is held, whatever was done. */
async function expectCounted(db: Tx) {
  const [wrong] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM "ActivityDay" d WHERE d.booked <> (SELECT count(*) FROM "Booking" b WHERE b."groupId" = d."groupId"
      AND b.day = d.day AND b.state IN ('BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW'))`
  expect(Number(wrong!.count)).toBe(0)
}

const tokenOf = (address: string) => address.split('/').at(-1)!

const mailsOf = (db: Tx, { parent }: PlanningFamily, kind: string) =>
  db.outgoingMail.findMany({ where: { to: parent.email, kind } })

test('an event releases each state as the table says, nothing is billed, each family has one mail', async ({
  db,
}) => {
  const states = ['BOOKED', 'ABSENCE_REQUESTED', 'REQUESTED', 'REFUSED', 'PRESENT', 'NO_SHOW'] as const
  const homes = await homesIn(
    db,
    states.map(() => 'CE2'),
  )
  for (const [index, home] of homes.entries())
    await createBooking(db, {
      ...home,
      day: THURSDAY,
      state: states[index]!,
      reason: index === 3 ? 'Motif' : undefined,
    })
  await createBooking(db, { ...homes[0]!, day: FRIDAY })
  const input = inputFor(homes[0]!, { kind: 'STRIKE', name: 'Grève', endsOn: FRIDAY })
  const agent = await agentOf(db)
  expect(await previewEvent(agent, input, NOON)).toEqual({
    families: 4,
    children: 4,
    days: [
      { day: THURSDAY, counts: { BOOKED: 1, ABSENCE_REQUESTED: 1, REQUESTED: 1, PRESENT: 1, NO_SHOW: 1 } },
      { day: FRIDAY, counts: { BOOKED: 1 } },
    ],
  })
  const id = await declareEvent(agent, input, NOON)
  const after = await Promise.all(homes.map((home) => bookingOf(db, home)))
  expect(after.map((one) => [one!.state, one!.billing, one!.excuse, one!.reason])).toEqual([
    ['ABSENT', 'FREE', 'STRIKE', null],
    ['ABSENT', 'FREE', 'STRIKE', null],
    ['REFUSED', 'STANDARD', null, 'Grève'],
    ['REFUSED', 'STANDARD', null, 'Motif'],
    ['PRESENT', 'STANDARD', null, null],
    ['ABSENT', 'FREE', 'STRIKE', null],
  ])
  await expectCounted(db)
  for (const [index, home] of homes.entries()) {
    const mails = await mailsOf(db, home, 'event.declare')
    expect(mails, states[index]).toHaveLength(index === 3 || index === 4 ? 0 : 1)
  }
  const [mail] = await mailsOf(db, homes[0]!, 'event.declare')
  expect(mail!.subject).toBe('Grève, du 3 au 4 décembre : Lina')
  expect(mail!.text).toContain('Lina, Cantine : 2 jours du 3 au 4 décembre')
  const event = await db.collectiveEvent.findUniqueOrThrow({ where: { id } })
  expect(event.released).toMatchObject({ families: 4, children: 4 })
  expect(await db.auditEvent.count({ where: { action: 'event.release', subject: id } })).toBe(4)
})

test('an absence that was billed is billed no more; one that was free stays its family’s', async ({ db }) => {
  const [billed, free] = await homesIn(db, ['CE2', 'CE2'])
  await createBooking(db, { ...billed!, day: THURSDAY, state: 'ABSENT' })
  await createBooking(db, { ...free!, day: THURSDAY })
  await requestAbsence(free!.parent, cell(free!, 'BOOKED'), TUESDAY)
  const id = await declareEvent(await agentOf(db), inputFor(billed!), TUESDAY)
  expect(await bookingOf(db, billed!)).toMatchObject({
    state: 'ABSENT',
    billing: 'FREE',
    excuse: 'OUTING',
    eventId: id,
  })
  expect(await bookingOf(db, free!)).toMatchObject({
    state: 'ABSENT',
    billing: 'FREE',
    excuse: null,
    eventId: null,
  })
})

test('the places of one class go to those of the others who wait, in their order; those of the class are refused', async ({
  db,
}) => {
  const homes = await homesIn(db, ['CE2', 'CE1', 'CE2', 'CE1', 'CE1'], { capacity: 2, waitingList: 'AUTO' })
  for (const home of homes) await book(home)
  const [away, stays, awayWaiting, first, second] = homes as [
    PlanningFamily,
    PlanningFamily,
    PlanningFamily,
    PlanningFamily,
    PlanningFamily,
  ]
  await declareEvent(await agentOf(db), inputFor(away, { grades: ['CE2'] }), TUESDAY)
  expect(await shown(away)).toMatchObject({ state: 'ABSENT', event: 'Sortie au musée' })
  expect(await shown(awayWaiting)).toMatchObject({ state: 'REFUSED', reason: 'Sortie au musée' })
  expect(await shown(stays)).toMatchObject({ state: 'BOOKED', event: null })
  expect(await shown(first)).toMatchObject({ state: 'BOOKED', event: null })
  expect(await shown(second)).toMatchObject({ state: 'WAITLISTED', rank: 1 })
  await expectCounted(db)
  const requests = await db.bookingRequest.findMany({ orderBy: { number: 'asc' } })
  expect(requests.map(({ state }) => state)).toEqual([
    'ACCEPTED',
    'ACCEPTED',
    'REFUSED',
    'ACCEPTED',
    'WAITING',
  ])
  expect(requests[2]!.reason).toBe('Sortie au musée')
})

test('days of an event are refused by the click and by the form, with its name; other days stand', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  await declareEvent(await agentOf(db), inputFor(home), TUESDAY)
  await expect(book(home)).rejects.toMatchObject({
    code: 'BARRED',
    message: 'Pas de réservation possible ce jour-là : Sortie au musée (sortie scolaire).',
  })
  const asked = {
    ...({
      kind: 'RESERVATION',
      absenceReason: null,
      comment: null,
      key: randomUUID(),
    } as const),
    announced: [],
    ...{ childIds: [home.child.id], activityIds: [home.activity.id] },
    ...{ from: THURSDAY, to: FRIDAY, weekdays: [1, 2, 3, 4, 5] },
  }
  const outcomes = (days: { day: Day; outcome: string }[]) => days.map((one) => `${one.day} ${one.outcome}`)
  const expected = [`${THURSDAY} IMPOSSIBLE`, `${FRIDAY} ACCEPTED`]
  expect(outcomes((await previewPeriod(home.parent, asked, TUESDAY)).days)).toEqual(expected)
  expect(outcomes((await requestPeriod(home.parent, asked, TUESDAY)).days)).toEqual(expected)
  expect(await bookingOf(db, home)).toBeNull()
  expect(await bookingOf(db, home, FRIDAY)).toMatchObject({ state: 'BOOKED' })
})

test('another school, another activity, another group and other days are untouched', async ({ db }) => {
  const [here, there] = [await createSchool(db, 'École A'), await createSchool(db, 'École B')]
  const [own, foreign] = await homesIn(db, ['CE2', 'CE2'])
  await db.child.update({ where: { id: own!.child.id }, data: { schoolId: here.id } })
  await db.child.update({ where: { id: foreign!.child.id }, data: { schoolId: there.id } })
  const other = await createActivity(db, {
    name: 'Accueil du soir',
    groups: [{ name: 'Petits' }, { name: 'Grands' }],
  })
  for (const home of [own!, foreign!]) await createBooking(db, { ...home, day: THURSDAY })
  await createBooking(db, { ...own!, day: FRIDAY })
  await createBooking(db, { ...own!, activity: other, day: THURSDAY })
  const agent = await agentOf(db)
  await declareEvent(agent, inputFor(own!, { schoolId: here.id }), TUESDAY)
  const group = { activityId: other.id, groupId: other.groups[1]!.id }
  await declareEvent(agent, inputFor(own!, { targets: [group] }), TUESDAY)
  expect(await bookingOf(db, own!)).toMatchObject({ state: 'ABSENT' })
  expect(await bookingOf(db, foreign!)).toMatchObject({ state: 'BOOKED' })
  expect(await bookingOf(db, own!, FRIDAY)).toMatchObject({ state: 'BOOKED' })
  expect(await bookingOf(db, { ...own!, activity: other })).toMatchObject({ state: 'BOOKED' })
  await declareEvent(
    agent,
    inputFor(own!, { targets: [{ ...group, groupId: other.groups[0]!.id }] }),
    TUESDAY,
  )
  expect(await bookingOf(db, { ...own!, activity: other })).toMatchObject({ state: 'ABSENT' })
  await expectCounted(db)
})

test('the other family of a child is told nothing of a day that it did not book', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const second = await createPlanningFamily(db, { activity: home.activity })
  const [guardian] = await db.guardian.findMany({ where: { familyId: second.family.id } })
  await linkChild(db, guardian!, home.child)
  await book(home)
  await declareEvent(await agentOf(db), inputFor(home), TUESDAY)
  expect(await mailsOf(db, home, 'event.declare')).toHaveLength(1)
  expect(await mailsOf(db, second, 'event.declare')).toHaveLength(0)
})

test('a form sent twice, one after the other or at once, is one event, and one mail', async ({ db }) => {
  const home = await createPlanningFamily(db)
  await book(home)
  const agents = [await agentOf(db), await agentOf(db)]
  const input = inputFor(home)
  const ids = await Promise.all([...agents, ...agents].map((agent) => declareEvent(agent, input, TUESDAY)))
  expect(new Set([...ids, await declareEvent(agents[0]!, input, TUESDAY)]).size).toBe(1)
  expect(await db.collectiveEvent.count()).toBe(1)
  expect(await mailsOf(db, home, 'event.declare')).toHaveLength(1)
  await expectCounted(db)
})

test('two agents who declare two events of the same days at once release each booking once', async ({
  db,
}) => {
  const homes = await homesIn(db, ['CE2', 'CE2', 'CE2'])
  for (const home of homes) await book(home)
  const [first, second] = [await agentOf(db), await agentOf(db)]
  await Promise.all([
    declareEvent(first, inputFor(homes[0]!, { name: 'Grève', kind: 'STRIKE' }), TUESDAY),
    declareEvent(second, inputFor(homes[0]!), TUESDAY),
  ])
  for (const home of homes) {
    expect(await bookingOf(db, home)).toMatchObject({ state: 'ABSENT' })
    expect(await mailsOf(db, home, 'event.declare')).toHaveLength(1)
  }
  expect(await db.auditEvent.count({ where: { action: 'event.release' } })).toBe(3)
  await expectCounted(db)
})

/** Waits until another transaction stands before a lock. */
async function someoneWaits(db: Tx): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return row!.count
    })
    .toBeGreaterThan(0)
}

const thatDay = ({ activity }: PlanningFamily) =>
  Prisma.sql`SELECT ${activity.id}::int AS "activityId", ${THURSDAY}::date AS day`

test('an event waits for the family that is booking one of its days, and releases it', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const agent = await agentOf(db)
  let declared: Promise<string> | undefined
  await db.$transaction(async (tx) => {
    await lockDays(tx, thatDay(home))
    declared = declareEvent(agent, inputFor(home), TUESDAY)
    await someoneWaits(db)
    await createBooking(tx, { ...home, day: THURSDAY })
  })
  await declared
  expect(await bookingOf(db, home)).toMatchObject({ state: 'ABSENT', billing: 'FREE' })
  await expectCounted(db)
})

test('a family that clicks while an event is being declared waits for it, and is refused', async ({ db }) => {
  const home = await createPlanningFamily(db)
  const { targets, ...event } = inputFor(home)
  let booked: Promise<unknown> | undefined
  await db.$transaction(async (tx) => {
    await lockDays(tx, thatDay(home))
    booked = expect(book(home)).rejects.toMatchObject({ code: 'BARRED' })
    await someoneWaits(db)
    await tx.collectiveEvent.create({
      data: {
        ...event,
        ...{ startsOn: dayToDb(event.startsOn), endsOn: dayToDb(event.endsOn), declaredAt: TUESDAY },
        ...{ released: {}, targets: { create: [...targets] } },
      },
    })
  })
  await booked
  expect(await bookingOf(db, home)).toBeNull()
})

test('a cancelled event gives back what was reserved, where a place is left, in the order it was booked', async ({
  db,
}) => {
  const homes = await homesIn(db, ['CE2', 'CE2', 'CE1'], { capacity: 2, waitingList: 'AUTO' })
  const [first, second, waiter] = homes as [PlanningFamily, PlanningFamily, PlanningFamily]
  await book(first)
  await book(second, THURSDAY, new Date(TUESDAY.getTime() + 60_000))
  await book(waiter)
  await book(first, FRIDAY)
  const agent = await agentOf(db)
  const id = await declareEvent(agent, inputFor(first, { grades: ['CE2'], endsOn: FRIDAY }), TUESDAY)
  expect(await shown(waiter)).toMatchObject({ state: 'BOOKED' })
  await cancelEvent(agent, id, TUESDAY)
  expect(await shown(first)).toMatchObject({ state: 'BOOKED', event: null })
  expect(await shown(first, FRIDAY)).toMatchObject({ state: 'BOOKED' })
  expect(await shown(second)).toMatchObject({ state: 'ABSENT', event: null })
  expect(await bookingOf(db, first)).toMatchObject({ billing: 'STANDARD', excuse: null, eventId: null })
  expect(await bookingOf(db, second)).toMatchObject({ billing: 'FREE' })
  await expectCounted(db)
  const [told] = await mailsOf(db, first, 'event.cancel')
  expect(told!.text).toContain('Ces réservations sont rétablies')
  const [left] = await mailsOf(db, second, 'event.cancel')
  expect(left!.text).toContain('n’est pas rétablie')
  expect(await mailsOf(db, waiter, 'event.cancel')).toHaveLength(0)
  expect(await db.collectiveEvent.findUniqueOrThrow({ where: { id } })).toMatchObject({
    restored: { booked: 2, offered: 0, left: 1 },
    cancelledById: agent.accountId,
  })
  // The bar is lifted: only the place is missing.
  await expect(requestBooking(second.parent, cell(second, 'ABSENT'), TUESDAY)).resolves.toMatchObject({
    state: 'WAITLISTED',
  })
})

test('an absence that an event made free stays an absence when it is cancelled: nobody is written to again', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  await createBooking(db, { ...home, day: THURSDAY, state: 'ABSENCE_REQUESTED' })
  const agent = await agentOf(db)
  const id = await declareEvent(agent, inputFor(home), TUESDAY)
  await cancelEvent(agent, id, TUESDAY)
  expect(await bookingOf(db, home)).toMatchObject({ state: 'ABSENT', billing: 'FREE' })
  expect(await mailsOf(db, home, 'event.declare')).toHaveLength(1)
  expect(await mailsOf(db, home, 'event.cancel')).toHaveLength(0)
  expect(await db.collectiveEvent.findUniqueOrThrow({ where: { id } })).toMatchObject({
    restored: { booked: 0, offered: 0, left: 0 },
  })
  await expectCounted(db)
})

test('cancelled past the deadline of absences, a place is offered, with the price it had', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: { lateBooking: LATE_ACCEPTED, offerHours: 3 } })
  await book(home, THURSDAY, LATE)
  expect(await bookingOf(db, home)).toMatchObject({ billing: 'SURCHARGED' })
  const agent = await agentOf(db)
  const id = await declareEvent(agent, inputFor(home), LATE)
  await cancelEvent(agent, id, LATE)
  expect(await bookingOf(db, home)).toMatchObject({
    ...{ state: 'OFFERED', billing: 'SURCHARGED', excuse: null },
    offeredUntil: new Date(LATE.getTime() + 3 * 3_600_000),
  })
  const [mail] = await mailsOf(db, home, 'event.cancel')
  expect(mail!.text).toContain('Cette place est gardée pour vous')
  expect(await db.bookingRequest.findFirstOrThrow()).toMatchObject({ state: 'WAITING' })
  await expectCounted(db)
})

test('cancelled, what has begun, is closed by now or is kept by another event stays as it is', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  const monday = addDays(THURSDAY, 4)
  for (const on of [THURSDAY, FRIDAY, monday]) await book(home, on)
  const agent = await agentOf(db)
  const id = await declareEvent(agent, inputFor(home, { endsOn: monday }), TUESDAY)
  const strike = inputFor(home, { name: 'Grève', kind: 'STRIKE', startsOn: monday, endsOn: monday })
  const other = await declareEvent(agent, strike, TUESDAY)
  await createClosure(db, { name: 'Travaux', startsOn: FRIDAY })
  await cancelEvent(agent, id, NOON)
  expect(await bookingOf(db, home)).toMatchObject({ state: 'ABSENT', billing: 'FREE' })
  expect(await bookingOf(db, home, FRIDAY)).toMatchObject({ state: 'ABSENT', billing: 'FREE' })
  expect(await bookingOf(db, home, monday)).toMatchObject({
    state: 'ABSENT',
    excuse: 'STRIKE',
    eventId: other,
  })
  await cancelEvent(agent, other, NOON)
  expect(await bookingOf(db, home, monday)).toMatchObject({ state: 'BOOKED', eventId: null })
  await expectCounted(db)
})

test('an event is cancelled once, and not when its last day is over', async ({ db }) => {
  const home = await createPlanningFamily(db)
  await book(home)
  const [first, second] = [await agentOf(db), await agentOf(db)]
  const id = await declareEvent(first, inputFor(home), TUESDAY)
  const over = instantInParis(FRIDAY, '00:00' as WallTime)
  await expect(cancelEvent(first, id, over)).rejects.toMatchObject({ code: 'OVER' })
  await Promise.all([cancelEvent(first, id, TUESDAY), cancelEvent(second, id, TUESDAY)])
  await cancelEvent(second, id, TUESDAY)
  expect(await mailsOf(db, home, 'event.cancel')).toHaveLength(1)
  expect(await db.auditEvent.count({ where: { action: 'event.cancel' } })).toBe(1)
  expect(await shown(home)).toMatchObject({ state: 'BOOKED' })
  await expectCounted(db)
})

test('a child marked present stays; taking the mark back does not bring the reservation back', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  await createBooking(db, { ...home, day: THURSDAY })
  const agent = await agentOf(db)
  const mark = (action: 'MARK_PRESENT' | 'UNMARK', seen: EntryState) =>
    markAttendance(
      agent,
      { activityId: home.activity.id, day: THURSDAY, marks: [{ childId: home.child.id, action, seen }] },
      NOON,
    )
  await mark('MARK_PRESENT', 'BOOKED')
  await declareEvent(agent, inputFor(home), NOON)
  expect(await bookingOf(db, home)).toMatchObject({ state: 'PRESENT', billing: 'STANDARD' })
  await mark('UNMARK', 'PRESENT')
  expect(await bookingOf(db, home)).toMatchObject({ state: 'ABSENT', billing: 'FREE', excuse: 'OUTING' })
  await expectCounted(db)
})

test('a released child who comes all the same is billed as it was booked, without surcharge', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  await createBooking(db, { ...home, day: THURSDAY })
  const agent = await agentOf(db)
  await declareEvent(agent, inputFor(home), TUESDAY)
  const marks = [{ childId: home.child.id, action: 'MARK_PRESENT', seen: 'ABSENT' }] as const
  await markAttendance(agent, { activityId: home.activity.id, day: THURSDAY, marks }, NOON)
  expect(await bookingOf(db, home)).toMatchObject({ state: 'PRESENT', billing: 'STANDARD' })
})

test('the calendar of a parent shows no released day', async ({ db }) => {
  const home = await createPlanningFamily(db)
  await book(home)
  await book(home, FRIDAY)
  const address = await openFeed(home.parent, TUESDAY)
  await declareEvent(await agentOf(db), inputFor(home), TUESDAY)
  const days = [...(await calendarOf(tokenOf(address), TUESDAY))!.matchAll(/DTSTART;VALUE=DATE:(\d+)/g)].map(
    ([, on]) => on,
  )
  expect(days).toEqual(['20261204'])
})

test('whatever the number of bookings, an event takes the same number of statements, and its cancellation too', async ({
  db,
}) => {
  const agent = await agentOf(db)
  const countFor = async (families: number, days: number) => {
    const homes = await homesIn(
      db,
      Array.from({ length: families }, () => 'CE2'),
      { name: randomUUID() },
    )
    for (const home of homes)
      for (let on = 0; on < days; on++) await createBooking(db, { ...home, day: addDays(THURSDAY, on) })
    let id = ''
    const input = inputFor(homes[0]!, { endsOn: addDays(THURSDAY, 10) })
    const declared = await watchStatements(async () => (id = await declareEvent(agent, input, TUESDAY)))
    const cancelled = await watchStatements(() => cancelEvent(agent, id, TUESDAY))
    return [declared.count, cancelled.count]
  }
  expect(await countFor(12, 2)).toEqual(await countFor(1, 1))
})

test('what does not exist, or has no name, period or right to be, is refused and writes nothing', async ({
  db,
}) => {
  const home = await createPlanningFamily(db)
  await book(home)
  const agent = await agentOf(db)
  for (const more of [
    { schoolId: 999 },
    { targets: [{ activityId: 999, groupId: null }] },
    { targets: [{ activityId: home.activity.id, groupId: 999 }] },
  ])
    await expect(declareEvent(agent, inputFor(home, more), TUESDAY)).rejects.toThrow(NotFound)
  await expect(
    declareEvent(agent, inputFor(home, { startsOn: day('2026-10-01') }), TUESDAY),
  ).rejects.toMatchObject({ code: 'PERIOD', fields: { startsOn: expect.any(String) } })
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(declareEvent(onSite, inputFor(home), TUESDAY)).rejects.toThrow(NotFound)
  await expect(cancelEvent(agent, randomUUID(), TUESDAY)).rejects.toThrow(NotFound)
  expect(await db.collectiveEvent.count()).toBe(0)
  expect(await bookingOf(db, home)).toMatchObject({ state: 'BOOKED' })
  const raw = {
    ...({ key: randomUUID(), name: 'Sortie', kind: 'OUTING', declaredAt: TUESDAY, released: {} } as const),
    ...{ startsOn: dayToDb(THURSDAY), endsOn: dayToDb(FRIDAY) },
  }
  for (const wrong of [{ name: ' ' }, { kind: 'MEDICAL' as const }, { endsOn: dayToDb(day('2026-12-02')) }])
    await expect(db.collectiveEvent.create({ data: { ...raw, ...wrong } })).rejects.toThrow(
      /CollectiveEvent_/,
    )
  const event = await db.collectiveEvent.create({ data: raw })
  const billed = { eventId: event.id, beforeEvent: {}, state: 'ABSENT' } as const
  await expect(db.booking.updateMany({ data: billed })).rejects.toThrow(/Booking_released/)
})
