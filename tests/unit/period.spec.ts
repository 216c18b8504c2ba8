import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { addDays, day, daysFromTo, type Day } from '@/lib/core/day'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { layEntries, type StoredBooking } from '@/lib/planning/rules/entries'
import { costWords } from '@/lib/planning/messages'
import type { CollectiveEvent } from '@/lib/planning/rules/events'
import { announce } from '@/lib/planning/rules/announced'
import { countOutcomes } from '@/lib/planning/rules/period-view'
import { planPeriod, type PeriodAsked } from '@/lib/planning/rules/period'

type Activity = Parameters<typeof planPeriod>[0]['activities'][number]

const NOW = new Date('2026-11-24T08:00:00Z')
const MONDAY = day('2026-11-30')
const PERIOD = { from: MONDAY, to: day('2026-12-13') }
const WEEK = { from: MONDAY, to: day('2026-12-04') }
const calendar: Calendar = {
  holidays: [],
  closures: [{ name: 'Travaux', startsOn: day('2026-12-10'), endsOn: day('2026-12-10'), activityId: 1 }],
}
const rule = { kind: 'DAYS_BEFORE', days: 2, time: '10:00', counting: 'CALENDAR', from: 'DAY' } as const

/** An activity that takes every child of four weekdays; its one group is numbered ten times as high. */
const activity = (id: number, more: Partial<Activity> & { capacity?: number | null } = {}) => {
  const { capacity = null, ...rules } = more
  return {
    id,
    name: `Activité ${id}`,
    opensOn: 'SCHOOL_DAYS',
    weekdays: [1, 2, 4, 5],
    startsAt: '11:45',
    openToAll: false,
    needsDocuments: false,
    autoAccepts: true,
    waitingList: 'NONE',
    latePolicy: 'REFUSED',
    lateAbsences: false,
    bookingOpens: { kind: 'NONE' },
    bookingDeadline: rule,
    lateBooking: { policy: 'REFUSED' },
    absenceDeadline: rule,
    lateAbsence: { accepted: false, proofHours: null },
    dayLimits: null,
    excludes: [],
    requires: [],
    groups: [{ id: id * 10, name: '', capacity, minAge: null, maxAge: null, grades: [] }],
    ...rules,
  } as Activity
}

type Scene = {
  activities: Activity[]
  children?: number
  bookings?: (Pick<StoredBooking, 'child' | 'activity' | 'day' | 'state'> & { own?: boolean })[]
  /** Places taken by others, and names that wait, on every day. */
  taken?: number
  waiting?: number
  period?: { from: Day; to: Day }
  events?: CollectiveEvent[]
  asked?: Partial<PeriodAsked>
  at?: Date
}

/** The plan of a scene: by default a reservation of everything, for all. */
function plan(scene: Scene) {
  const {
    activities,
    children = 1,
    bookings = [],
    events = [],
    taken = 0,
    waiting = 0,
    asked,
    at = NOW,
  } = scene
  const period = scene.period ?? WEEK
  const laid = {
    children: Array.from({ length: children }, () => ({
      birthDate: day('2018-05-02'),
      grade: null,
      schoolId: null,
      lacking: [],
    })),
    activities,
    calendar,
    events,
    enrollments: activities.flatMap((one, index) =>
      Array.from({ length: children }, (_, child) => ({
        child,
        activity: index,
        startsOn: day('2026-09-01'),
        endsOn: day('2027-07-02'),
        weekdays: [...one.weekdays],
        groupId: null,
      })),
    ),
    bookings: bookings.map((one) => ({
      groupId: activities[one.activity]!.groups[0]!.id,
      own: true,
      reason: null,
      rank: one.state === 'WAITLISTED' ? 1 : null,
      offeredUntil: one.state === 'OFFERED' ? new Date('2026-12-01T00:00:00Z').toISOString() : null,
      billing: 'STANDARD' as const,
      ...one,
    })),
    around: [],
  }
  const entries = layEntries(period, laid, () => false)
  return planPeriod(
    laid,
    entries,
    (index) => {
      const { capacity } = activities[index]!.groups[0]!
      return { left: capacity === null ? null : Math.max(0, capacity - taken), waiting }
    },
    {
      kind: 'RESERVATION',
      sick: false,
      children: Array.from({ length: children }, (_, child) => child),
      activities: activities.map((_, index) => index),
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      ...asked,
    },
    at,
  )
}

const words = (days: ReturnType<typeof plan>) =>
  days.map(({ day: on, child, activity: index, outcome }) => `${on.slice(5)} ${child} ${index} ${outcome}`)

test('days of an event are impossible, with its name; the others of the request stand', () => {
  const strike = {
    ...({ name: 'Grève du 1er décembre', kind: 'STRIKE', schoolId: null, grades: [] } as const),
    ...{ startsOn: day('2026-12-01'), endsOn: day('2026-12-03') },
    targets: [{ activityId: 2, groupId: null }],
  }
  const planned = plan({ activities: [activity(2, { capacity: 1 })], taken: 1, events: [strike] })
  expect(planned.map(({ day: on, outcome, reason }) => [on, outcome, reason])).toEqual([
    ['2026-11-30', 'IMPOSSIBLE', expect.stringContaining('Complet')],
    ['2026-12-01', 'IMPOSSIBLE', 'Pas de réservation possible ce jour-là : Grève du 1er décembre.'],
    ['2026-12-03', 'IMPOSSIBLE', 'Pas de réservation possible ce jour-là : Grève du 1er décembre.'],
    ['2026-12-04', 'IMPOSSIBLE', expect.stringContaining('Complet')],
  ])
  expect(words(plan({ activities: [activity(2)], events: [strike] }))).toEqual([
    '11-30 0 0 ACCEPTED',
    '12-01 0 0 IMPOSSIBLE',
    '12-03 0 0 IMPOSSIBLE',
    '12-04 0 0 ACCEPTED',
  ])
})

test('each day says what becomes of it: accepted, for the agents, already there, closed, too late', () => {
  expect(words(plan({ activities: [activity(2)] }))).toEqual([
    '11-30 0 0 ACCEPTED',
    '12-01 0 0 ACCEPTED',
    '12-03 0 0 ACCEPTED',
    '12-04 0 0 ACCEPTED',
  ])
  const agents = plan({
    activities: [activity(1, { autoAccepts: false })],
    period: { from: day('2026-12-07'), to: day('2026-12-11') },
    bookings: [
      { child: 0, activity: 0, day: day('2026-12-07'), state: 'BOOKED' },
      { child: 0, activity: 0, day: day('2026-12-08'), state: 'REQUESTED' },
      { child: 0, activity: 0, day: day('2026-12-11'), state: 'REFUSED' },
    ],
  })
  expect(words(agents)).toEqual([
    '12-07 0 0 ALREADY',
    '12-08 0 0 ALREADY',
    '12-10 0 0 IMPOSSIBLE',
    '12-11 0 0 PENDING',
  ])
  expect(agents[2]!.reason).toBe('Fermé : Travaux.')
  const late = plan({ activities: [activity(2)], at: new Date('2026-11-30T12:00:00Z') })
  expect(late[0]).toMatchObject({ outcome: 'IMPOSSIBLE', reason: expect.stringContaining('se réservait') })
  expect(late[2]).toMatchObject({ outcome: 'ACCEPTED' })
})

test('the weekdays, children and activities asked for are the only ones', () => {
  const both = [activity(2), activity(3)]
  const asked = { children: [1], activities: [1], weekdays: [4] }
  expect(words(plan({ activities: both, children: 2, asked }))).toEqual(['12-03 1 1 ACCEPTED'])
})

test('children of one request take the last places one after the other', () => {
  const full = { children: 3, asked: { weekdays: [1] } }
  expect(words(plan({ ...full, activities: [activity(2, { capacity: 2 })] }))).toEqual([
    '11-30 0 0 ACCEPTED',
    '11-30 1 0 ACCEPTED',
    '11-30 2 0 IMPOSSIBLE',
  ])
  const listed = plan({ ...full, activities: [activity(2, { capacity: 2, waitingList: 'AUTO' })], taken: 1 })
  expect(listed.map(({ outcome, rank }) => [outcome, rank])).toEqual([
    ['ACCEPTED', null],
    ['WAITLISTED', 1],
    ['WAITLISTED', 2],
  ])
  const queue = plan({
    ...full,
    activities: [activity(2, { capacity: 2, waitingList: 'MANUAL' })],
    waiting: 4,
  })
  expect(queue.map(({ rank }) => rank)).toEqual([5, 6, 7])
})

test('a late reservation shows its surcharge', () => {
  const late = activity(2, {
    latePolicy: 'SURCHARGE',
    lateBooking: { policy: 'SURCHARGE', until: { kind: 'NONE' } },
  } as Partial<Activity>)
  const days = plan({ activities: [late], at: new Date('2026-11-30T07:00:00Z') })
  expect(days[0]).toMatchObject({ outcome: 'ACCEPTED', billing: 'SURCHARGED' })
  expect(days[2]).toMatchObject({ outcome: 'ACCEPTED', billing: 'STANDARD' })
  expect(countOutcomes(days, 'RESERVATION')).toMatchObject({ ACCEPTED: 4, SURCHARGED: 2 })
})

test('a maximum stops at the days that pass it, what is booked already counted', () => {
  const two = activity(2, { dayLimits: { per: 'WEEK', min: null, max: 2 } })
  const days = plan({
    activities: [two],
    period: PERIOD,
    bookings: [{ child: 0, activity: 0, day: day('2026-12-04'), state: 'BOOKED' }],
  })
  expect(days.map(({ outcome }) => outcome)).toEqual([
    ...['ACCEPTED', 'IMPOSSIBLE', 'IMPOSSIBLE', 'ALREADY'],
    ...['ACCEPTED', 'ACCEPTED', 'IMPOSSIBLE', 'IMPOSSIBLE'],
  ])
})

test('a minimum is judged on all that is asked for, and what misses it leaves its places to the others', () => {
  const three = activity(2, { dayLimits: { per: 'WEEK', min: 3, max: null } })
  expect(plan({ activities: [three] }).every(({ outcome }) => outcome === 'ACCEPTED')).toBe(true)
  const few = plan({ activities: [three], asked: { weekdays: [1, 2] } })
  expect(few.map(({ outcome }) => outcome)).toEqual(['IMPOSSIBLE', 'IMPOSSIBLE'])
  expect(few[0]!.reason).toContain('3 jours au moins par semaine')
  const helped = plan({
    activities: [three],
    asked: { weekdays: [1, 2] },
    bookings: [{ child: 0, activity: 0, day: day('2026-12-04'), state: 'BOOKED' }],
  })
  expect(helped.map(({ outcome }) => outcome)).toEqual(['ACCEPTED', 'ACCEPTED'])
  // The first child has its Friday already and misses the minimum by the full Thursday of another; the second takes over.
  const shared = plan({
    activities: [activity(2, { capacity: 1, dayLimits: { per: 'WEEK', min: 4, max: null } })],
    children: 2,
    bookings: [
      { child: 0, activity: 0, day: day('2026-12-04'), state: 'PRESENT' },
      { child: 1, activity: 0, day: day('2026-12-03'), state: 'BOOKED' },
      { child: 1, activity: 0, day: day('2026-12-04'), state: 'BOOKED' },
    ],
    asked: { weekdays: [1, 2] },
  })
  expect(words(shared)).toEqual([
    '11-30 0 0 IMPOSSIBLE',
    '11-30 1 0 ACCEPTED',
    '12-01 0 0 IMPOSSIBLE',
    '12-01 1 0 ACCEPTED',
  ])
})

test('an activity that another needs is judged before it, wherever it stands in the list', () => {
  const evening = activity(2, { requires: [3] })
  const asked = { weekdays: [1] }
  expect(words(plan({ activities: [evening, activity(3)], asked }))).toEqual([
    '11-30 0 0 ACCEPTED',
    '11-30 0 1 ACCEPTED',
  ])
  const alone = plan({ activities: [evening, activity(3)], asked: { ...asked, activities: [0] } })
  expect(alone[0]).toMatchObject({
    outcome: 'IMPOSSIBLE',
    reason: expect.stringContaining('Réservez d’abord'),
  })
  const full = plan({ activities: [evening, activity(3, { capacity: 0 })], asked })
  expect(full.map(({ outcome }) => outcome)).toEqual(['IMPOSSIBLE', 'IMPOSSIBLE'])
})

test('of two activities that exclude each other the first is taken', () => {
  const days = plan({ activities: [activity(2, { excludes: [3] }), activity(3)], asked: { weekdays: [1] } })
  expect(days.map(({ outcome }) => outcome)).toEqual(['ACCEPTED', 'IMPOSSIBLE'])
  expect(days[1]!.reason).toContain('ne vont pas ensemble')
})

test('an absence concerns what is reserved, and gives up first what depends on the rest', () => {
  const booked = (index: number, state: StoredBooking['state'] = 'BOOKED') => ({
    child: 0,
    activity: index,
    day: MONDAY,
    state,
  })
  const asked = { kind: 'ABSENCE' as const }
  const pair = [activity(2), activity(3, { requires: [2] })]
  expect(words(plan({ activities: pair, asked, bookings: [booked(0), booked(1)] }))).toEqual([
    '11-30 0 0 ACCEPTED',
    '11-30 0 1 ACCEPTED',
  ])
  const kept = plan({
    activities: pair,
    asked: { ...asked, activities: [0] },
    bookings: [booked(0), booked(1)],
  })
  expect(kept[0]).toMatchObject({ outcome: 'IMPOSSIBLE', reason: expect.stringContaining('en dépend') })
  expect(plan({ activities: [activity(2)], asked })).toEqual([])
  expect(plan({ activities: [activity(2)], asked, bookings: [booked(0, 'ABSENT')] })[0]!.outcome).toBe(
    'ALREADY',
  )
  expect(plan({ activities: [activity(2)], asked, bookings: [booked(0, 'REQUESTED')] })[0]).toMatchObject({
    outcome: 'IMPOSSIBLE',
    reason: expect.stringContaining('Mes demandes'),
  })
})

test('past its deadline an absence stays billed, unless it is for illness with a proof to come', () => {
  const kind = activity(2, { lateAbsences: true, lateAbsence: { accepted: true, proofHours: 48 } })
  const scene = {
    activities: [kind],
    bookings: [{ child: 0, activity: 0, day: MONDAY, state: 'BOOKED' as const }],
    at: new Date('2026-11-30T07:00:00Z'),
  }
  const late = plan({ ...scene, asked: { kind: 'ABSENCE' } })
  expect(late[0]).toMatchObject({ outcome: 'ACCEPTED', action: 'DECLARE_ABSENCE', billing: 'STANDARD' })
  expect(countOutcomes(late, 'ABSENCE').SURCHARGED).toBe(1)
  expect(plan({ ...scene, asked: { kind: 'ABSENCE', sick: true } })[0]).toMatchObject({
    outcome: 'PENDING',
    action: 'DECLARE_SICK',
  })
})

test('days that cost more are counted in words: a surcharge, or an absence that stays billed', () => {
  expect(costWords(2, 'RESERVATION', 'DAY')).toBe('2 avec majoration')
  expect(costWords(1, 'ABSENCE', 'DAY')).toBe('1 reste facturé')
  expect(costWords(3, 'ABSENCE', 'ABSENCE')).toBe('3 restent facturées')
})

test('what is announced is a letter a day', () => {
  const days = plan({ activities: [activity(2, { capacity: 1 })], children: 2, asked: { weekdays: [1, 2] } })
  const read = { children: [{ id: 'a' }, { id: 'b' }], activities: [{ id: 2 }] }
  expect(announce(days, read, WEEK, 'RESERVATION')).toEqual([
    { childId: 'a', activityId: 2, letters: 'aa---' },
    { childId: 'b', activityId: 2, letters: 'ii---' },
  ])
})

const anyLimits = fc.option(
  fc.record({
    per: fc.constantFrom('WEEK' as const, 'MONTH' as const),
    min: fc.option(fc.integer({ min: 1, max: 4 })),
    max: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
)
const anyActivity = fc.record({
  capacity: fc.option(fc.integer({ min: 0, max: 3 })),
  waitingList: fc.constantFrom('NONE' as const, 'AUTO' as const),
  autoAccepts: fc.boolean(),
  dayLimits: anyLimits,
  links: fc.constantFrom('', 'requires', 'excludes'),
})
const anyBookings = fc.uniqueArray(
  fc.record({
    child: fc.integer({ min: 0, max: 2 }),
    activity: fc.integer({ min: 0, max: 2 }),
    day: fc.constantFrom(...daysFromTo(PERIOD.from, PERIOD.to).filter((one) => one !== addDays(MONDAY, 2))),
    state: fc.constantFrom('BOOKED' as const, 'REQUESTED' as const, 'ABSENT' as const, 'REFUSED' as const),
  }),
  { selector: (one) => `${one.child} ${one.activity} ${one.day}`, maxLength: 12 },
)

test('no plan takes more places than there are, passes a maximum or leaves a minimum unmet', () => {
  fc.assert(
    fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 3 }), anyBookings, (rules, bookings) => {
      const activities = rules.map(({ links, ...one }, index) =>
        activity(index + 2, {
          ...one,
          ...(links === 'requires' && index > 0 && { requires: [index + 1] }),
          ...(links === 'excludes' && index > 0 && { excludes: [index + 1] }),
        }),
      )
      const known = bookings.filter((one) => one.activity < activities.length)
      const days = plan({ activities, children: 3, period: PERIOD, bookings: known })
      const comes = (child: number, index: number, on: Day) =>
        days.some((one) => one.child === child && one.activity === index && one.day === on && one.action) ||
        known.some(
          (one) =>
            ['BOOKED', 'REQUESTED'].includes(one.state) &&
            one.child === child &&
            one.activity === index &&
            one.day === on,
        )
      for (const one of days) {
        const { capacity } = activities[one.activity]!.groups[0]!
        const taken = days.filter(
          (other) =>
            other.activity === one.activity && other.day === one.day && other.to === 'BOOKED' && other.action,
        )
        if (capacity !== null) expect(taken.length).toBeLessThanOrEqual(capacity)
        if (!one.action) continue
        const { dayLimits, requires, excludes } = activities[one.activity]!
        for (const id of requires) expect(comes(one.child, id - 2, one.day)).toBe(true)
        for (const id of excludes) expect(comes(one.child, id - 2, one.day)).toBe(false)
        if (!dayLimits) continue
        const bounds = dayLimits.per === 'WEEK' ? 7 : 31
        const same = daysFromTo(PERIOD.from, PERIOD.to).filter((on) =>
          bounds === 7
            ? Math.floor((Date.parse(on) - Date.parse(MONDAY)) / 604_800_000) ===
              Math.floor((Date.parse(one.day) - Date.parse(MONDAY)) / 604_800_000)
            : on.slice(0, 7) === one.day.slice(0, 7),
        )
        const count = same.filter((on) => comes(one.child, one.activity, on)).length
        if (dayLimits.min !== null) expect(count).toBeGreaterThanOrEqual(dayLimits.min)
        if (
          dayLimits.max !== null &&
          !known.some((other) => other.child === one.child && other.activity === one.activity)
        )
          expect(count).toBeLessThanOrEqual(dayLimits.max)
      }
    }),
    { numRuns: 60 },
  )
})
