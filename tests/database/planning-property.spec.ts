import fc from 'fast-check'
import type { AgentActor } from '@/lib/core/actor'
import { dayInParis, dayToDb, instantInParis, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Grade } from '@/lib/generated/prisma/enums.ts'
import { Refusal } from '@/lib/core/errors'
import { planningOfPeriod } from '@/lib/planning/queries'
import { cancelEvent } from '@/lib/planning/operations/cancel-event'
import { declareEvent } from '@/lib/planning/operations/declare-event'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { markAttendance } from '@/lib/planning/operations/mark-attendance'
import { requestAbsence, requestBooking, requestSickness } from '@/lib/planning/operations/request-day'
import { expireOffers } from '@/lib/planning/operations/serve-waiting'
import { cancelBooking, confirmOffer, declineOffer, withdrawEntry } from '@/lib/planning/operations/withdraw'
import { markingObstacle, markTarget } from '@/lib/planning/rules/attendance'
import { explain } from '@/lib/planning/rules/explain'
import { unpackEntries } from '@/lib/planning/rules/grid'
import {
  ATTENDANCE_ACTIONS,
  holdsPlace,
  PARENT_ACTIONS,
  SYSTEM_ACTIONS,
  targetsOf,
  type AttendanceAction,
  type EntryState,
} from '@/lib/planning/rules/states'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

// Whatever families and agents do, in whatever order, on one scarce day.

const FAMILIES = 4
const OPERATIONS = {
  BOOK: requestBooking,
  DECLARE_ABSENCE: requestAbsence,
  DECLARE_SICK: requestSickness,
  WITHDRAW: withdrawEntry,
  CANCEL: cancelBooking,
  CONFIRM: confirmOffer,
  DECLINE: declineOffer,
} as const

type Step =
  | { kind: 'PARENT'; family: number; action: keyof typeof OPERATIONS }
  /** Clicks on one of the buttons shown. */
  | { kind: 'BUTTON'; family: number; button: number }
  | { kind: 'AGENT'; verdict: 'ACCEPT' | 'REFUSE' }
  | { kind: 'TIME'; hours: number }
  | { kind: 'DAY_COMES' }
  | { kind: 'MARK'; family: number; action: AttendanceAction }
  /** Of one class, or of all. */
  | { kind: 'EVENT'; grades: Grade[] }
  /** Of the event that was declared last. */
  | { kind: 'CANCEL_EVENT' }

const anyEvent: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('EVENT' as const),
      grades: fc.constantFrom<Grade[]>([], ['CE1'], ['CE2']),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'CANCEL_EVENT' as const }) },
)

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('BUTTON' as const),
      family: fc.nat(FAMILIES - 1),
      button: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('PARENT' as const),
      family: fc.nat(FAMILIES - 1),
      action: fc.constantFrom(...PARENT_ACTIONS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('AGENT' as const),
      verdict: fc.constantFrom('ACCEPT' as const, 'REFUSE' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('TIME' as const), hours: fc.constantFrom(1, 30, 160) }),
  },
  { weight: 2, arbitrary: anyEvent },
)

/** Once the day has come: its sheet is marked. */
const stepOfTheDay: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('MARK' as const),
      family: fc.nat(FAMILIES - 1),
      action: fc.constantFrom(...ATTENDANCE_ACTIONS),
    }),
  },
  { weight: 1, arbitrary: anyEvent },
  { weight: 1, arbitrary: anyStep },
)
const NOON = instantInParis(THURSDAY, '12:00' as WallTime)

/** What happens before the day, then on it. */
const anySteps: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(anyStep, { minLength: 8, maxLength: 18 }), fc.array(stepOfTheDay, { maxLength: 10 }))
  .map(([before, after]) => [...before, { kind: 'DAY_COMES' }, ...after])

const anyRules = fc.record({
  capacity: fc.constantFrom(1, 2),
  autoAccepts: fc.boolean(),
  waitingList: fc.constantFrom('NONE' as const, 'AUTO' as const, 'MANUAL' as const),
  lateBooking: fc.constantFrom(
    { policy: 'REFUSED' } as const,
    { policy: 'SURCHARGE', until: { kind: 'NONE' } } as const,
    { policy: 'AGENTS', until: { kind: 'NONE' } } as const,
  ),
  lateAbsence: fc.constantFrom({ accepted: false, proofHours: null }, { accepted: true, proofHours: 48 }),
})

async function read({ parent }: PlanningFamily, at: Date) {
  const grid = await planningOfPeriod(parent, { from: THURSDAY, to: THURSDAY }, at)
  const entry = unpackEntries(grid)[0]!
  return { entry, terms: grid.activities[entry.activity]! }
}

/** A parent's click: the server does it exactly when the planning shows its button. Returns whether it did. */
async function click(home: PlanningFamily, action: keyof typeof OPERATIONS, at: Date): Promise<boolean> {
  const { entry, terms } = await read(home, at)
  const { possible } = explain(entry, terms, entry.deadlines, 'parent', at)
  const shown = possible.find((one) => one.action === action)
  const cell = { childId: home.child.id, activityId: home.activity.id, day: THURSDAY, seen: entry.state }
  try {
    const { state } = await OPERATIONS[action](home.parent, cell, at)
    expect(shown?.to, `${action} was not shown on ${entry.state}`).toBe(state)
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(shown, `${action} was shown on ${entry.state}: ${error.message}`).toBeUndefined()
    return false
  }
}

async function buttonsOf(home: PlanningFamily, at: Date): Promise<(keyof typeof OPERATIONS)[]> {
  const { entry, terms } = await read(home, at)
  const { possible } = explain(entry, terms, entry.deadlines, 'parent', at)
  return possible.map(({ action }) => action as keyof typeof OPERATIONS)
}

/** A tap on the day's sheet: the server does it exactly when the rules say so. Returns whether it did. */
async function tap(db: Tx, agent: AgentActor, home: PlanningFamily, action: AttendanceAction, at: Date) {
  const { activity, child } = home
  const booking = await db.booking.findFirst({ where: { childId: child.id, day: dayToDb(THURSDAY) } })
  const seen: EntryState = booking?.state ?? 'ENROLLED'
  const before = (booking?.beforeMark as { state: EntryState } | null | undefined)?.state ?? null
  const allowed =
    markingObstacle(THURSDAY, dayInParis(at)) === null && markTarget({ state: seen, before }, action)
  const marks = [{ childId: child.id, action, seen }]
  try {
    const done = await markAttendance(agent, { activityId: activity.id, day: THURSDAY, marks }, at)
    expect(done.children[0]!.state, `${action} on ${seen}`).toBe(allowed)
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(allowed, `${action} on ${seen}: ${error.message}`).toBeFalsy()
    return false
  }
}

/** Declares an event of the day. Returns whether the day was not too old. */
async function declare(agent: AgentActor, { activity }: PlanningFamily, grades: Grade[], at: Date) {
  const input = {
    ...({ key: crypto.randomUUID(), name: 'Sortie', kind: 'OUTING', schoolId: null, grades } as const),
    ...{ targets: [{ activityId: activity.id, groupId: null }], startsOn: THURSDAY, endsOn: THURSDAY },
  }
  try {
    await declareEvent(agent, { ...input, grades }, at)
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

async function cancelLast(db: Tx, agent: AgentActor, at: Date) {
  const event = await db.collectiveEvent.findFirst({ where: { cancelledAt: null }, orderBy: { id: 'desc' } })
  try {
    if (event) await cancelEvent(agent, event.id, at)
    return event !== null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

/** Whom an event keeps away is expected by nobody, and pays nothing for having been. */
async function expectKeptAway(db: Tx): Promise<void> {
  const kept = await db.$queryRaw<{ state: EntryState; billing: string }[]>`
    SELECT b.state::text, b.billing::text FROM "Booking" b JOIN "Child" c ON c.id = b."childId"
    WHERE EXISTS (SELECT 1 FROM "CollectiveEvent" v WHERE v."cancelledAt" IS NULL
      AND (cardinality(v.grades) = 0 OR c.grade = ANY(v.grades)))`
  for (const { state, billing } of kept) {
    expect(['ABSENT', 'REFUSED', 'PRESENT']).toContain(state)
    if (state === 'ABSENT') expect(billing).toBe('FREE')
  }
}

type Standing = Map<string, { state: EntryState; waitingNumber: bigint | null }>

/**
 * What stands on the day, by child; the counter says the same, and is never above the places, but for children who came
 * without having one.
 */
async function standing(db: Tx, capacity: number): Promise<Standing> {
  const bookings = await db.booking.findMany({ where: { day: dayToDb(THURSDAY) } })
  const counter = await db.activityDay.findFirst({ where: { day: dayToDb(THURSDAY) } })
  const held = bookings.filter(({ state }) => holdsPlace(state)).length
  expect(counter?.booked ?? 0).toBe(held)
  const beyond = bookings.filter(
    ({ state, beforeMark }) =>
      state === 'PRESENT' && !holdsPlace((beforeMark as { state: EntryState } | null)?.state ?? 'BOOKED'),
  ).length
  expect(held - beyond).toBeLessThanOrEqual(capacity)
  return new Map(bookings.map(({ childId, state, waitingNumber }) => [childId, { state, waitingNumber }]))
}

const ACTIONS = [...PARENT_ACTIONS, 'ACCEPT', 'REFUSE', ...SYSTEM_ACTIONS, ...ATTENDANCE_ACTIONS] as const

/** Every child moved by steps of the table (several when places cascade), and no one was served before those ahead. */
function expectLawful(before: Standing, after: Standing): void {
  const stateIn = (map: Standing, child: string) => map.get(child)?.state ?? 'ENROLLED'
  for (const child of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [stateIn(before, child), stateIn(after, child)]
    const next = (state: EntryState) => ACTIONS.flatMap((action) => targetsOf(state, action))
    const reachable = [from, ...next(from), ...next(from).flatMap(next)]
    expect(reachable, `${from} to ${to}`).toContain(to)
  }
  const served = [...before].filter(
    ([child, { state }]) =>
      state === 'WAITLISTED' && holdsPlace(stateIn(after, child)) && stateIn(after, child) !== 'PRESENT',
  )
  const stillThere = [...before].filter(
    ([child, { state }]) => state === 'WAITLISTED' && stateIn(after, child) === 'WAITLISTED',
  )
  for (const [, one] of served)
    for (const [, other] of stillThere) expect(one.waitingNumber! < other.waitingNumber!).toBe(true)
}

async function decide(db: Tx, agent: AgentActor, verdict: 'ACCEPT' | 'REFUSE', at: Date): Promise<void> {
  const pending = await db.bookingRequest.findFirst({
    where: { state: 'PENDING' },
    orderBy: { number: 'asc' },
  })
  if (pending) await decideRequests(agent, { requestIds: [pending.id], verdict, reason: 'Motif' }, at)
}

test('no sequence of clicks, decisions, marks, events and hours breaks places, order or the table of states', async ({
  db,
}) => {
  test.setTimeout(180_000)
  await createAuthority(db)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  let [done, marked, released] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(anyRules, anySteps, async (rules, steps) => {
      await db.activityDay.deleteMany()
      await db.booking.deleteMany()
      await db.bookingRequest.deleteMany()
      await db.collectiveEvent.deleteMany()
      const home = await createPlanningFamily(db, { rules: { ...rules, name: crypto.randomUUID() } })
      const homes = [home]
      while (homes.length < FAMILIES) homes.push(await createPlanningFamily(db, { activity: home.activity }))
      for (const [index, { child }] of homes.entries())
        await db.child.update({ where: { id: child.id }, data: { grade: index % 2 ? 'CE1' : 'CE2' } })
      let at = TUESDAY
      let before = await standing(db, rules.capacity)
      for (const step of steps) {
        if (step.kind === 'BUTTON') {
          const buttons = await buttonsOf(homes[step.family]!, at)
          const action = buttons[step.button % Math.max(1, buttons.length)]
          if (action) done += Number(await click(homes[step.family]!, action, at))
        } else if (step.kind === 'PARENT') done += Number(await click(homes[step.family]!, step.action, at))
        else if (step.kind === 'AGENT') await decide(db, agent, step.verdict, at)
        else if (step.kind === 'MARK')
          marked += Number(await tap(db, agent, homes[step.family]!, step.action, at))
        else if (step.kind === 'EVENT') released += Number(await declare(agent, home, step.grades, at))
        else if (step.kind === 'CANCEL_EVENT') released += Number(await cancelLast(db, agent, at))
        else {
          const next = step.kind === 'TIME' ? at.getTime() + step.hours * 3_600_000 : NOON.getTime()
          at = new Date(Math.max(at.getTime(), next))
          await expireOffers(at)
        }
        const after = await standing(db, rules.capacity)
        expectLawful(before, after)
        await expectKeptAway(db)
        before = after
      }
    }),
    { numRuns: 40 },
  )
  expect(done).toBeGreaterThan(100)
  expect(marked).toBeGreaterThan(10)
  expect(released).toBeGreaterThan(20)
})
