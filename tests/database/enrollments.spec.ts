import { enrollChild } from '@/lib/activity/operations/enroll-child'
import { addDays, day, dayFromDb, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { changeFrequency } from '@/lib/planning/operations/change-frequency'
import { changeGroup } from '@/lib/planning/operations/change-group'
import { endEnrollment } from '@/lib/planning/operations/end-enrollment'
import { enrolledChildren } from '@/lib/planning/queries/enrollments'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createActivity, createBooking } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const FRIDAY = addDays(THURSDAY, 1)

const service = async (db: Tx) => agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))

const book = ({ parent, child, activity }: PlanningFamily, on = THURSDAY) =>
  requestBooking(parent, { childId: child.id, activityId: activity.id, day: on, seen: 'ENROLLED' }, TUESDAY)

const enrollmentOf = (db: Tx, { child }: PlanningFamily) =>
  db.enrollment.findFirstOrThrow({ where: { childId: child.id } })

/** Of each booking of a child: its day, its group and its state. */
async function bookingsOf(db: Tx, { child }: PlanningFamily) {
  const rows = await db.booking.findMany({ where: { childId: child.id }, orderBy: { day: 'asc' } })
  return rows.map(({ day: on, groupId, state }) => [dayFromDb(on), groupId, state])
}

/** Expects that each counter is what the bookings say, and that no day is overbooked. */
async function expectRightCounters(db: Tx) {
  const wrong = await db.$queryRaw<unknown[]>`
    SELECT d.* FROM "ActivityDay" d WHERE d.booked > d.capacity OR d.booked <> (SELECT count(*) FROM "Booking" b
      WHERE b."groupId" = d."groupId" AND b.day = d.day
        AND b.state IN ('BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW'))`
  expect(wrong).toEqual([])
}

/** An activity of two groups by age, of a child that the first takes. */
async function twoGroups(db: Tx, places: [little: number | null, big: number | null] = [null, null]) {
  const activity = await createActivity(db, {
    waitingList: 'AUTO',
    groups: [
      { name: 'Petits', capacity: places[0], maxAge: 99 },
      { name: 'Grands', capacity: places[1], minAge: 100 },
    ],
  })
  const [little, big] = activity.groups.map(({ id }) => id) as [number, number]
  return { activity, little, big, home: await createPlanningFamily(db, { activity }) }
}

test.describe('the group of an enrollment', () => {
  test('one that an agent chose stands over ages; without one, ages say', async ({ db }) => {
    const { activity, home, big, little } = await twoGroups(db)
    const agent = await service(db)
    const other = await createPlanningFamily(db, { activity })
    await db.enrollment.deleteMany({ where: { childId: other.child.id } })
    await enrollChild(
      agent,
      {
        childId: other.child.id,
        activityId: activity.id,
        groupId: big,
        startsOn: day('2026-11-01'),
        endsOn: day('2027-07-02'),
        weekdays: [4],
      },
      TUESDAY,
    )
    await book(home)
    await book(other)
    expect(await bookingsOf(db, home)).toEqual([[THURSDAY, little, 'BOOKED']])
    expect(await bookingsOf(db, other)).toEqual([[THURSDAY, big, 'BOOKED']])
  })

  test('a child who comes now and then is enrolled so, and the list says it', async ({ db }) => {
    const { activity } = await twoGroups(db)
    const agent = await service(db)
    const other = await createPlanningFamily(db, { activity })
    await db.enrollment.deleteMany()
    const period = { startsOn: THURSDAY, endsOn: FRIDAY, weekdays: [4 as const] }
    await enrollChild(
      agent,
      { childId: other.child.id, activityId: activity.id, groupId: null, isOccasional: true, ...period },
      TUESDAY,
    )
    const filter = { text: '', when: 'toutes', page: 1 } as const
    const { children } = await enrolledChildren(agent, activity.id, filter, THURSDAY)
    expect(children).toMatchObject([{ childId: other.child.id, isOccasional: true }])
  })

  test('from a day on a child comes now and then: the days before keep what they were, and bookings stay', async ({
    db,
  }) => {
    const { home } = await twoGroups(db)
    const agent = await service(db)
    await book(home)
    const { id: enrollmentId, startsOn, endsOn } = await db.enrollment.findFirstOrThrow()
    const bookings = await bookingsOf(db, home)
    await changeFrequency(agent, { enrollmentId, from: THURSDAY, isOccasional: true }, TUESDAY)
    const parts = () =>
      db.enrollment.findMany({
        orderBy: { startsOn: 'asc' },
        select: { startsOn: true, endsOn: true, isOccasional: true },
      })
    expect(await parts()).toEqual([
      { startsOn, endsOn: dayToDb(addDays(THURSDAY, -1)), isOccasional: false },
      { startsOn: dayToDb(THURSDAY), endsOn, isOccasional: true },
    ])
    expect(await bookingsOf(db, home)).toEqual(bookings)

    const second = await db.enrollment.findFirstOrThrow({ where: { isOccasional: true } })
    const asked = { enrollmentId: second.id, isOccasional: false }
    await expect(
      changeFrequency(agent, { ...asked, from: day('2026-11-23') }, TUESDAY),
    ).rejects.toMatchObject({
      code: 'PERIOD',
    })
    await expect(
      changeFrequency(agent, { ...asked, from: THURSDAY, isOccasional: true }, TUESDAY),
    ).rejects.toMatchObject({ code: 'SAME' })
    await changeFrequency(agent, { ...asked, from: THURSDAY }, TUESDAY)
    expect((await parts()).map(({ isOccasional }) => isOccasional)).toEqual([false, false])
  })

  test('of another activity it is refused', async ({ db }) => {
    const { home } = await twoGroups(db)
    const { id: activityId } = await createActivity(db, { name: 'Sortie' })
    const agent = await service(db)
    const period = { startsOn: THURSDAY, endsOn: FRIDAY, weekdays: [4 as const] }
    await expect(
      enrollChild(
        agent,
        { childId: home.child.id, activityId, groupId: home.activity.groups[0]!.id, ...period },
        TUESDAY,
      ),
    ).rejects.toMatchObject({ code: 'GROUP', fields: { groupId: expect.stringContaining('groupe') } })
    const { id: enrollmentId } = await enrollmentOf(db, home)
    const foreign = (await db.activityGroup.findFirstOrThrow({ where: { activityId } })).id
    await expect(changeGroup(agent, { enrollmentId, groupId: foreign }, TUESDAY)).rejects.toBeInstanceOf(
      NotFound,
    )
  })

  test('changed, later bookings go along with their counters, given up ones too; past and marked ones stay', async ({
    db,
  }) => {
    const { activity, home, little, big } = await twoGroups(db, [10, 10])
    const agent = await service(db)
    const put = (on: Day, state: 'BOOKED' | 'PRESENT' | 'ABSENT') =>
      createBooking(db, { child: home.child, family: home.family, activity, day: on, state })
    await put(day('2026-11-23'), 'BOOKED')
    await put(day('2026-11-24'), 'PRESENT')
    await put(day('2026-12-01'), 'ABSENT')
    await book(home)
    const { id: enrollmentId } = await enrollmentOf(db, home)
    expect(await changeGroup(agent, { enrollmentId, groupId: big }, TUESDAY)).toEqual({ moved: 2, kept: [] })
    expect(await changeGroup(agent, { enrollmentId, groupId: big }, TUESDAY)).toEqual({ moved: 0, kept: [] })
    expect(await bookingsOf(db, home)).toEqual([
      ['2026-11-23', little, 'BOOKED'],
      ['2026-11-24', little, 'PRESENT'],
      ['2026-12-01', big, 'ABSENT'],
      [THURSDAY, big, 'BOOKED'],
    ])
    await expectRightCounters(db)
    await book(home, FRIDAY)
    expect((await bookingsOf(db, home)).at(-1)).toEqual([FRIDAY, big, 'BOOKED'])
    const [event, ...others] = await db.auditEvent.findMany({ where: { action: 'enrollment.group' } })
    expect(others).toEqual([])
    expect(event).toMatchObject({
      actor: 'AGENT',
      childId: home.child.id,
      detail: { from: null, to: big, moved: 2, kept: 0 },
    })
    expect(await changeGroup(agent, { enrollmentId, groupId: null }, TUESDAY)).toEqual({ moved: 3, kept: [] })
    await expectRightCounters(db)
  })

  test('changed, a day on which the new group is full stays, and the place left elsewhere goes to the next in line', async ({
    db,
  }) => {
    const { activity, home, little, big } = await twoGroups(db, [1, 1])
    const agent = await service(db)
    const [next, full] = [
      await createPlanningFamily(db, { activity }),
      await createPlanningFamily(db, { activity }),
    ]
    await db.enrollment.updateMany({ where: { childId: full.child.id }, data: { groupId: big } })
    await book(home)
    await book(next)
    await book(home, FRIDAY)
    await book(next, FRIDAY)
    await book(full, FRIDAY)
    const { id: enrollmentId } = await enrollmentOf(db, home)
    expect(await changeGroup(agent, { enrollmentId, groupId: big }, TUESDAY)).toEqual({
      moved: 1,
      kept: [FRIDAY],
    })
    expect(await bookingsOf(db, home)).toEqual([
      [THURSDAY, big, 'BOOKED'],
      [FRIDAY, little, 'BOOKED'],
    ])
    expect(await bookingsOf(db, next)).toEqual([
      [THURSDAY, little, 'BOOKED'],
      [FRIDAY, little, 'WAITLISTED'],
    ])
    await expectRightCounters(db)
  })

  test('changed, a name on a waiting list is served at once where the new group has a place', async ({
    db,
  }) => {
    const { activity, home, big } = await twoGroups(db, [1, 5])
    const next = await createPlanningFamily(db, { activity })
    await book(home)
    await book(next)
    const { id: enrollmentId } = await enrollmentOf(db, next)
    await changeGroup(await service(db), { enrollmentId, groupId: big }, TUESDAY)
    expect(await bookingsOf(db, next)).toEqual([[THURSDAY, big, 'BOOKED']])
    await expectRightCounters(db)
  })

  test('changed, nobody who waits for the new group is overtaken', async ({ db }) => {
    const { activity, home, little, big } = await twoGroups(db, [5, 1])
    await db.activity.update({ where: { id: activity.id }, data: { waitingList: 'MANUAL' } })
    const [there, waits] = [
      await createPlanningFamily(db, { activity }),
      await createPlanningFamily(db, { activity }),
    ]
    for (const { child } of [there, waits])
      await db.enrollment.updateMany({ where: { childId: child.id }, data: { groupId: big } })
    await book(there)
    await book(waits)
    await book(home)
    await requestAbsence(
      there.parent,
      { childId: there.child.id, activityId: activity.id, day: THURSDAY, seen: 'BOOKED' },
      TUESDAY,
    )
    const { id: enrollmentId } = await enrollmentOf(db, home)
    expect(await changeGroup(await service(db), { enrollmentId, groupId: big }, TUESDAY)).toEqual({
      moved: 0,
      kept: [THURSDAY],
    })
    expect(await bookingsOf(db, home)).toEqual([[THURSDAY, little, 'BOOKED']])
    expect(await bookingsOf(db, waits)).toEqual([[THURSDAY, big, 'WAITLISTED']])
    await expectRightCounters(db)
  })

  test('changed twice at once, while the parent books: the counters are right', async ({ db }) => {
    const { activity, home, big, little } = await twoGroups(db, [3, 3])
    const agent = await service(db)
    const others = [
      await createPlanningFamily(db, { activity }),
      await createPlanningFamily(db, { activity }),
    ]
    for (const other of others) await book(other)
    const { id: enrollmentId } = await enrollmentOf(db, home)
    await book(home)
    const outcomes = await Promise.allSettled([
      changeGroup(agent, { enrollmentId, groupId: big }, TUESDAY),
      changeGroup(agent, { enrollmentId, groupId: little }, TUESDAY),
      book(home, FRIDAY),
      book(others[0]!, FRIDAY),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'))
    await expectRightCounters(db)
    const { groupId } = await enrollmentOf(db, home)
    expect((await bookingsOf(db, home)).map(([, group]) => group)).toEqual([groupId, groupId])
  })
})

test.describe('the end of an enrollment', () => {
  const LAST = addDays(THURSDAY, -2)

  /** Ends the enrollment of a family's child. */
  async function end(db: Tx, home: PlanningFamily, endsOn: Day, released: number) {
    const { id: enrollmentId } = await enrollmentOf(db, home)
    return (await endEnrollment(await service(db), { enrollmentId, endsOn, released }, TUESDAY)).released
  }

  test('comes earlier than it would, inside the enrollment, and the child may be enrolled again after it', async ({
    db,
  }) => {
    const home = await createPlanningFamily(db)
    await expect(end(db, home, day('2027-07-02'), 0)).rejects.toMatchObject({ code: 'PERIOD' })
    await expect(end(db, home, day('2026-08-31'), 0)).rejects.toMatchObject({ code: 'PERIOD' })
    expect(await end(db, home, LAST, 0)).toBe(0)
    expect(await enrollmentOf(db, home)).toMatchObject({ endsOn: dayToDb(LAST) })
    await expect(book(home)).rejects.toBeInstanceOf(NotFound)
    const again = {
      childId: home.child.id,
      activityId: home.activity.id,
      groupId: null,
      weekdays: [4 as const],
    }
    await enrollChild(await service(db), { ...again, startsOn: THURSDAY, endsOn: day('2027-07-02') }, TUESDAY)
    await book(home)
  })

  test('releases what comes after it: counters, the next in line, the request, the journal, one mail', async ({
    db,
  }) => {
    const home = await createPlanningFamily(db, { rules: { capacity: 1, waitingList: 'AUTO' } })
    const next = await createPlanningFamily(db, { activity: home.activity })
    await book(home)
    await book(home, FRIDAY)
    await book(next)
    await db.outgoingMail.deleteMany()
    expect(await end(db, home, LAST, 2)).toBe(2)
    expect(await bookingsOf(db, home)).toEqual([])
    expect(await bookingsOf(db, next)).toEqual([[THURSDAY, home.activity.groups[0]!.id, 'BOOKED']])
    await expectRightCounters(db)
    const requests = await db.bookingRequest.findMany({ where: { familyId: home.family.id } })
    for (const { state, reason } of requests)
      expect({ state, reason }).toEqual({
        state: 'CANCELLED',
        reason: 'L’inscription à Cantine finit le 1er décembre 2026.',
      })
    const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'enrollment.end' } })
    expect(event.detail).toMatchObject({
      endsOn: LAST,
      released: [
        { day: THURSDAY, state: 'BOOKED' },
        { day: FRIDAY, state: 'BOOKED' },
      ],
    })
    const mails = await db.outgoingMail.findMany({ where: { kind: 'enrollment.end' } })
    expect(mails.map(({ to }) => to)).toEqual([home.parent.email])
    expect(mails[0]!.subject).toBe('Lina : l’inscription à Cantine finit le 1er décembre 2026')
    expect(mails[0]!.text).toContain('3 et 4 décembre 2026')
    expect(await db.outgoingMail.count({ where: { kind: 'waiting.serve', to: next.parent.email } })).toBe(1)
  })

  test('releases what is asked, waits or is offered; what was given up cannot be booked again', async ({
    db,
  }) => {
    const home = await createPlanningFamily(db)
    const put = (on: string, state: 'REQUESTED' | 'WAITLISTED' | 'OFFERED' | 'ABSENT' | 'REFUSED') =>
      createBooking(db, {
        child: home.child,
        family: home.family,
        activity: home.activity,
        day: day(on),
        state,
      })
    await put('2026-12-03', 'REQUESTED')
    await put('2026-12-07', 'REFUSED')
    await put('2026-12-08', 'ABSENT')
    await db.booking.updateMany({ where: { state: 'ABSENT' }, data: { billing: 'FREE' } })
    await put('2026-12-10', 'ABSENT')
    expect(await end(db, home, LAST, 1)).toBe(1)
    // An absence declared too late stays billed.
    expect((await bookingsOf(db, home)).map(([on, , state]) => [on, state])).toEqual([
      ['2026-12-10', 'ABSENT'],
    ])
    await expectRightCounters(db)
  })

  test('never comes before a day begun or past that stands', async ({ db }) => {
    const home = await createPlanningFamily(db)
    const put = (on: string, state: 'BOOKED' | 'PRESENT' | 'ABSENT') =>
      createBooking(db, {
        child: home.child,
        family: home.family,
        activity: home.activity,
        day: day(on),
        state,
      })
    await put('2026-11-20', 'PRESENT')
    await put('2026-11-24', 'BOOKED')
    await expect(end(db, home, day('2026-11-23'), 0)).rejects.toMatchObject({
      code: 'HELD',
      fields: { endsOn: expect.stringContaining('24 novembre 2026') },
    })
    expect(await end(db, home, day('2026-11-24'), 0)).toBe(0)
    expect((await bookingsOf(db, home)).length).toBe(2)
  })

  test('releases no more than the agent was told, however fast the parent books', async ({ db }) => {
    const home = await createPlanningFamily(db)
    await book(home)
    await expect(end(db, home, LAST, 0)).rejects.toMatchObject({ code: 'CHANGED' })
    expect(await enrollmentOf(db, home)).toMatchObject({ endsOn: dayToDb(day('2027-07-02')) })
    const [ended] = await Promise.allSettled([end(db, home, LAST, 1), book(home, FRIDAY)])
    const left = await bookingsOf(db, home)
    if (ended.status === 'fulfilled') expect(left).toEqual([])
    else expect(left.map(([on]) => on)).toEqual([THURSDAY, FRIDAY])
    await expectRightCounters(db)
  })
})
