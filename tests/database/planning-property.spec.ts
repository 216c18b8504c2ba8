import fc from 'fast-check'
import type { AgentActor } from '@/lib/core/actor'
import { dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { planningOfPeriod } from '@/lib/planning/queries'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { requestAbsence, requestBooking, requestSickness } from '@/lib/planning/operations/request-day'
import { expireOffers } from '@/lib/planning/operations/serve-waiting'
import { cancelBooking, confirmOffer, declineOffer, withdrawEntry } from '@/lib/planning/operations/withdraw'
import { explain } from '@/lib/planning/rules/explain'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { holdsPlace, PARENT_ACTIONS, targetsOf, type EntryState } from '@/lib/planning/rules/states'
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
)

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

type Standing = Map<string, { state: EntryState; waitingNumber: bigint | null }>

/** What stands on the day, by child; the counter says the same, and is never above the places. */
async function standing(db: Tx, capacity: number): Promise<Standing> {
  const bookings = await db.booking.findMany({ where: { day: dayToDb(THURSDAY) } })
  const counter = await db.activityDay.findFirst({ where: { day: dayToDb(THURSDAY) } })
  const held = bookings.filter(({ state }) => holdsPlace(state)).length
  expect(counter?.booked ?? 0).toBe(held)
  expect(held).toBeLessThanOrEqual(capacity)
  return new Map(bookings.map(({ childId, state, waitingNumber }) => [childId, { state, waitingNumber }]))
}

const ACTIONS = [...PARENT_ACTIONS, 'ACCEPT', 'REFUSE', 'SERVE', 'EXPIRE'] as const

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
    ([child, { state }]) => state === 'WAITLISTED' && holdsPlace(stateIn(after, child)),
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

test('no sequence of clicks, decisions and hours breaks places, order or the table of states', async ({
  db,
}) => {
  test.setTimeout(180_000)
  await createAuthority(db)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  let done = 0
  await fc.assert(
    fc.asyncProperty(anyRules, fc.array(anyStep, { minLength: 8, maxLength: 22 }), async (rules, steps) => {
      await db.activityDay.deleteMany()
      await db.booking.deleteMany()
      await db.bookingRequest.deleteMany()
      const home = await createPlanningFamily(db, { rules: { ...rules, name: crypto.randomUUID() } })
      const homes = [home]
      while (homes.length < FAMILIES) homes.push(await createPlanningFamily(db, { activity: home.activity }))
      let at = TUESDAY
      let before = await standing(db, rules.capacity)
      for (const step of steps) {
        if (step.kind === 'BUTTON') {
          const buttons = await buttonsOf(homes[step.family]!, at)
          const action = buttons[step.button % Math.max(1, buttons.length)]
          if (action) done += Number(await click(homes[step.family]!, action, at))
        } else if (step.kind === 'PARENT') done += Number(await click(homes[step.family]!, step.action, at))
        else if (step.kind === 'AGENT') await decide(db, agent, step.verdict, at)
        else {
          at = new Date(at.getTime() + step.hours * 3_600_000)
          await expireOffers(at)
        }
        const after = await standing(db, rules.capacity)
        expectLawful(before, after)
        before = after
      }
    }),
    { numRuns: 40 },
  )
  expect(done).toBeGreaterThan(150)
})
