import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { lateAbsenceSentence } from '@/lib/activity/rules/terms'
import { day } from '@/lib/core/day'
import { layEntries, type EnrollmentSpan, type Laid, type StoredBooking } from '@/lib/planning/rules/entries'
import type { CollectiveEvent } from '@/lib/planning/rules/events'
import type { Deadlines } from '@/lib/activity/rules/terms'
import { explain } from '@/lib/planning/rules/explain'
import type { Entry, Terms } from '@/lib/planning/rules/entry'
import { packEntries, unpackEntries } from '@/lib/planning/rules/grid'
import {
  AGENT_ACTIONS,
  ENTRY_STATES,
  holdsPlace,
  PARENT_ACTIONS,
  targetsOf,
  type EntryState,
} from '@/lib/planning/rules/states'
import {
  anchorOf,
  parseAddress,
  periodOf,
  periodTitle,
  planningHref,
  stepFrom,
} from '@/lib/planning/rules/view'

const now = new Date('2026-11-24T08:00:00Z')
const before = new Date('2026-11-24T07:59:59Z')
const after = new Date('2026-12-01T09:00:00Z')
const start = new Date('2026-12-03T10:45:00Z')
const open: Deadlines = { start, opens: null, booking: after, late: null, absence: after, proof: null }
const passed: Deadlines = { ...open, booking: before, absence: before }

const terms = (more: Partial<Terms> = {}): Terms => ({
  autoAccepts: true,
  waitingList: 'NONE',
  latePolicy: 'REFUSED',
  lateAbsences: false,
  ...more,
})

const entry = (state: EntryState, more: Partial<Entry> = {}): Entry => ({
  state,
  own: true,
  elsewhere: false,
  reason: null,
  closedBy: null,
  barred: null,
  needed: null,
  placesLeft: null,
  waiting: 0,
  rank: null,
  offeredUntil: null,
  ...more,
})

const actionsOf = (one: Entry, autoAccepts = true, deadlines = open) =>
  explain(one, terms({ autoAccepts }), deadlines, 'parent', now).possible.map(
    ({ action, to }) => `${action} ${to}`,
  )

test('an enrolled child can be booked: accepted at once, or waiting, as the activity says', () => {
  expect(actionsOf(entry('ENROLLED'))).toEqual(['BOOK BOOKED'])
  expect(actionsOf(entry('ENROLLED'), false)).toEqual(['BOOK REQUESTED'])
})

test('an absence can be declared only of a day that is reserved', () => {
  expect(actionsOf(entry('BOOKED'))).toEqual(['DECLARE_ABSENCE ABSENT', 'CANCEL ENROLLED'])
  expect(actionsOf(entry('BOOKED'), false)).toEqual(['DECLARE_ABSENCE ABSENCE_REQUESTED'])
  for (const state of ENTRY_STATES.filter((one) => one !== 'BOOKED'))
    expect(targetsOf(state, 'DECLARE_ABSENCE'), state).toEqual([])
})

test('what waits can be withdrawn, even past the deadline', () => {
  expect(actionsOf(entry('REQUESTED'), false, passed)).toEqual(['WITHDRAW ENROLLED'])
  expect(actionsOf(entry('ABSENCE_REQUESTED'), false, passed)).toEqual(['WITHDRAW BOOKED'])
})

test('past its deadline a day says until when it could be asked for', () => {
  const { possible, forbidden } = explain(entry('ENROLLED'), terms(), passed, 'parent', now)
  expect(possible).toEqual([])
  expect(forbidden).toMatchObject([
    { code: 'DEADLINE', reason: expect.stringContaining('mardi 24 novembre à 8\u00a0h\u00a059') },
  ])
})

test('a full day refuses reservations and says « Complet »; it still takes absences', () => {
  const full = { placesLeft: 0 }
  const { forbidden } = explain(entry('ENROLLED', full), terms(), open, 'parent', now)
  expect(forbidden).toMatchObject([{ code: 'FULL', reason: expect.stringContaining('Complet') }])
  expect(actionsOf(entry('BOOKED', full))).toContain('DECLARE_ABSENCE ABSENT')
  expect(actionsOf(entry('ABSENT', full))).toEqual([])
})

test('in time, a day says what becomes of it after its deadline, in the words of the agents’ form', () => {
  const after48 = { ...open, late: start, proof: new Date('2026-12-05T10:45:00Z') }
  const said = (state: EntryState, more: Partial<Terms>, deadlines = after48 as Deadlines) =>
    explain(entry(state), terms(more), deadlines, 'parent', now).possible[0]!.after
  expect(said('ENROLLED', { latePolicy: 'SURCHARGE' })).toContain(
    'Après ce délai, la réservation reste possible jusqu’au jeudi 3 décembre à 11\u00a0h\u00a045, avec une majoration.',
  )
  expect(said('ENROLLED', { latePolicy: 'AGENTS' })).toContain(
    'Après ce délai, la demande est soumise au service',
  )
  expect(said('ENROLLED', {}, open)).not.toContain('Après ce délai')
  expect(said('BOOKED', { lateAbsences: true }, open)).toContain(
    lateAbsenceSentence({ accepted: true, proofHours: null }),
  )
  expect(said('BOOKED', {})).toContain(
    'la journée est facturée, sauf certificat médical remis jusqu’au samedi 5 décembre à 11\u00a0h\u00a045.',
  )
})

test('late, a name on the waiting list pays a surcharge only where the activity takes one, and is told so', () => {
  const late = { ...passed, late: after }
  const full = entry('ENROLLED', { placesLeft: 0 })
  const wait = (latePolicy: Terms['latePolicy'], deadlines: Deadlines = late) =>
    explain(full, terms({ waitingList: 'AUTO', latePolicy }), deadlines, 'parent', now).possible[0]
  expect(wait('SURCHARGE')).toMatchObject({
    to: 'WAITLISTED',
    billing: 'SURCHARGED',
    after: expect.stringContaining('majoration'),
  })
  expect(wait('AGENTS')).toMatchObject({ to: 'WAITLISTED', billing: 'STANDARD' })
  expect(wait('AGENTS')!.after).not.toContain('majoration')
  expect(wait('SURCHARGE', open)).toMatchObject({ billing: 'STANDARD' })
})

test('the other family’s booking can’t be touched', () => {
  for (const state of ['REQUESTED', 'BOOKED', 'ABSENCE_REQUESTED'] as const)
    expect(actionsOf(entry(state, { own: false })), state).toEqual([])
})

test('an agent accepts what fits and can refuse everything that waits', () => {
  const agent = (one: Entry) =>
    explain(one, terms({ autoAccepts: false }), passed, 'agent', now).possible.map(({ action }) => action)
  expect(agent(entry('REQUESTED'))).toEqual(['ACCEPT', 'REFUSE'])
  expect(agent(entry('REQUESTED', { placesLeft: 0 }))).toEqual(['REFUSE'])
  expect(agent(entry('REQUESTED', { closedBy: 'Grève' }))).toEqual(['REFUSE'])
  expect(agent(entry('ABSENCE_REQUESTED', { placesLeft: 0 }))).toEqual(['ACCEPT', 'REFUSE'])
  expect(agent(entry('BOOKED'))).toEqual([])
})

const anyEntry = fc.record({
  state: fc.constantFrom(...ENTRY_STATES),
  own: fc.boolean(),
  elsewhere: fc.boolean(),
  reason: fc.constant(null),
  closedBy: fc.constantFrom(null, 'Grève'),
  barred: fc.constantFrom(null, 'Âge'),
  needed: fc.constantFrom(null, 'Goûter'),
  placesLeft: fc.constantFrom(null, 0, 1, 14),
  waiting: fc.constantFrom(0, 3),
  rank: fc.constant(null),
  offeredUntil: fc.constantFrom(null, before, after),
})

const anyTerms: fc.Arbitrary<Terms> = fc.record({
  autoAccepts: fc.boolean(),
  waitingList: fc.constantFrom('NONE', 'AUTO', 'MANUAL'),
  latePolicy: fc.constantFrom('REFUSED', 'SURCHARGE', 'AGENTS'),
  lateAbsences: fc.boolean(),
})

const anyDeadlines: fc.Arbitrary<Deadlines> = fc.record({
  start: fc.constantFrom(before, start),
  opens: fc.constantFrom(null, before, after),
  booking: fc.constantFrom(before, after),
  late: fc.constantFrom(null, before, after),
  absence: fc.constantFrom(before, after),
  proof: fc.constantFrom(null, before, after),
})

test('explain and the table of states agree: each action of the table is either possible or explained', () => {
  fc.assert(
    fc.property(anyEntry, anyTerms, anyDeadlines, fc.boolean(), (one, rules, deadlines, isParent) => {
      const viewer = isParent ? 'parent' : 'agent'
      const { possible, forbidden } = explain(one, rules, deadlines, viewer, now)
      for (const action of isParent ? PARENT_ACTIONS : AGENT_ACTIONS) {
        const said = [...possible, ...forbidden].filter((other) => other.action === action)
        const known = targetsOf(one.state, action).length > 0
        // A medical proof is spoken of only where it counts.
        const silent = action === 'DECLARE_SICK' && (deadlines.proof === null || deadlines.absence > now)
        expect(said.length).toBe(known && !silent ? 1 : 0)
      }
      for (const { action, to, label } of possible) {
        expect(targetsOf(one.state, action)).toContain(to)
        expect(label).not.toBe('')
        if (holdsPlace(to) && !holdsPlace(one.state)) expect(one.placesLeft).not.toBe(0)
      }
      for (const { reason } of forbidden) expect(reason).not.toBe('')
    }),
  )
})

const calendar: Calendar = {
  holidays: [{ name: 'Vacances de Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') }],
  closures: [{ name: 'Travaux', startsOn: day('2026-12-07'), endsOn: day('2026-12-07'), activityId: 7 }],
}
const rule = { kind: 'DAYS_BEFORE', days: 2, time: '10:00', counting: 'CALENDAR', from: 'DAY' } as const
const canteen = {
  id: 7,
  name: 'Cantine',
  opensOn: 'SCHOOL_DAYS',
  weekdays: [1, 2, 4, 5],
  startsAt: '11:45',
  autoAccepts: true,
  openToAll: false,
  needsDocuments: false,
  bookingOpens: { kind: 'NONE' },
  bookingDeadline: rule,
  lateBooking: { policy: 'REFUSED' },
  absenceDeadline: rule,
  lateAbsence: { accepted: false, proofHours: null },
  dayLimits: null,
  excludes: [],
  requires: [],
  groups: [{ id: 1, name: '', capacity: null, minAge: null, maxAge: null, grades: [] }],
} as unknown as Parameters<typeof packEntries>[2][number]
const period = { from: day('2026-11-30'), to: day('2027-01-10') }
const enrollment = {
  child: 0,
  activity: 0,
  startsOn: day('2026-09-01'),
  endsOn: day('2026-12-31'),
  weekdays: [1, 4],
  groupId: null,
}
const booking: StoredBooking = {
  child: 0,
  activity: 0,
  day: day('2026-12-03'),
  state: 'BOOKED',
  own: true,
  reason: null,
  groupId: 1,
  rank: null,
  offeredUntil: null,
}

const laid = (
  enrollments: EnrollmentSpan[],
  bookings: StoredBooking[],
  events: CollectiveEvent[] = [],
): Laid => ({
  children: [{ birthDate: day('2018-05-02'), grade: 'CE1', schoolId: 7, lacking: [] }],
  activities: [canteen],
  calendar,
  events,
  enrollments,
  bookings,
  around: [],
})

/** No day is another family's. */
const here = () => false

test('a day of the other family is not booked, and says why; what is ours on it can still be undone', () => {
  const refused = (one: Entry) => explain(one, terms(), open, 'parent', now).forbidden
  for (const state of ['ELSEWHERE', 'REFUSED', 'ABSENT'] as const)
    expect(refused(entry(state, { elsewhere: true }))).toMatchObject([
      { action: 'BOOK', code: 'CUSTODY', reason: expect.stringContaining('calendrier de garde') },
    ])
  expect(actionsOf(entry('BOOKED', { elsewhere: true }))).toEqual([
    'DECLARE_ABSENCE ABSENT',
    'CANCEL ENROLLED',
  ])
  expect(actionsOf(entry('REQUESTED', { elsewhere: true }), false)).toEqual(['WITHDRAW ENROLLED'])
  const entries = layEntries(period, laid([enrollment], [booking]), (_, on) => on < '2026-12-10')
  expect(entries.map((one) => `${one.day.slice(5)} ${one.state}`)).toEqual([
    '11-30 ELSEWHERE',
    '12-03 BOOKED',
    '12-07 CLOSED',
    '12-10 ENROLLED',
    '12-14 ENROLLED',
    '12-17 ENROLLED',
  ])
})

test('« Inscrit » is the enrollment laid over the calendar; bookings stand in its place', () => {
  const entries = layEntries(period, laid([enrollment], [booking]), here)
  expect(entries.map((one) => `${one.day.slice(5)} ${one.state}`)).toEqual([
    '11-30 ENROLLED',
    '12-03 BOOKED',
    '12-07 CLOSED',
    '12-10 ENROLLED',
    '12-14 ENROLLED',
    '12-17 ENROLLED',
  ])
})

test('a booking on a day closed since shows « Fermé » with its reason, unless the child was there', () => {
  const on = day('2026-12-07')
  const state = (stored: StoredBooking['state']) =>
    layEntries(period, laid([], [{ ...booking, day: on, state: stored }]), here)[0]
  expect(state('BOOKED')).toMatchObject({ state: 'CLOSED', closedBy: 'Travaux' })
  expect(state('PRESENT')).toMatchObject({ state: 'PRESENT', closedBy: null })
})

const outing: CollectiveEvent = {
  name: 'Sortie au musée',
  kind: 'OUTING',
  startsOn: day('2026-12-10'),
  endsOn: day('2026-12-14'),
  schoolId: 7,
  grades: ['CE1', 'CE2'],
  targets: [{ activityId: canteen.id, groupId: null }],
}

test('an event keeps away the children whom it concerns, on its days, and says its name', () => {
  const shown = (event: CollectiveEvent) =>
    layEntries(period, laid([enrollment], [booking], [event]), here).flatMap((one) =>
      one.event ? [`${one.day.slice(5)} ${one.state} ${one.event.name}`] : [],
    )
  expect(shown(outing)).toEqual(['12-10 ENROLLED Sortie au musée', '12-14 ENROLLED Sortie au musée'])
  expect(shown({ ...outing, schoolId: null, grades: [] })).toHaveLength(2)
  expect(shown({ ...outing, schoolId: 8 })).toEqual([])
  expect(shown({ ...outing, grades: ['CP'] })).toEqual([])
  expect(shown({ ...outing, targets: [{ activityId: canteen.id, groupId: 1 }] })).toHaveLength(2)
  expect(shown({ ...outing, targets: [{ activityId: canteen.id, groupId: 2 }] })).toEqual([])
  expect(shown({ ...outing, targets: [{ activityId: canteen.id + 1, groupId: null }] })).toEqual([])
  const before = { startsOn: day('2026-12-03'), endsOn: day('2026-12-03') }
  expect(shown({ ...outing, ...before })).toEqual(['12-03 BOOKED Sortie au musée'])
  const [barred] = layEntries(period, laid([enrollment], [], [outing]), here).filter(({ event }) => event)
  const asked = { ...barred!, placesLeft: null, waiting: 0 }
  expect(explain(asked, terms(), open, 'parent', now)).toMatchObject({
    possible: [],
    forbidden: [
      {
        action: 'BOOK',
        code: 'BARRED',
        reason: 'Pas de réservation possible ce jour-là : Sortie au musée (sortie scolaire).',
      },
    ],
  })
})

test('what crosses to the browser reads back the same', () => {
  const foreign = {
    ...booking,
    day: day('2026-12-10'),
    own: false,
    state: 'REFUSED',
    reason: 'Complet',
  } as const
  const entries = layEntries(period, laid([enrollment], [booking, foreign], [outing]), (_, on) =>
    ['2026-12-10', '2026-12-14'].includes(on),
  )
  const packed = packEntries(period, entries, [canteen], calendar, (_, __, on) => ({
    left: on === '2026-12-03' ? 14 : null,
    waiting: on === '2026-12-10' ? 2 : 0,
  }))
  const grid = { ...period, now: 0, children: [], activities: [], ...packed }
  const back = unpackEntries(grid)
  expect(back.map(({ deadlines: _, placesLeft: __, waiting: ___, ...one }) => one)).toEqual(
    entries.map(({ groupId: _, kept: __, ...one }) => one),
  )
  expect(back[1]).toMatchObject({ day: '2026-12-03', placesLeft: 14 })
  expect(back[1]!.deadlines.booking.toISOString()).toBe('2026-12-01T09:00:00.000Z')
})

test('the month shows whole weeks, the week five or seven days, and at the week-end the week to come', () => {
  expect(periodOf('mois', day('2026-12-15'))).toEqual({ from: '2026-11-30', to: '2027-01-03' })
  expect(periodOf('semaine', day('2026-12-02'))).toEqual({ from: '2026-11-30', to: '2026-12-04' })
  expect(periodOf('semaine-7', day('2026-12-02'))).toEqual({ from: '2026-11-30', to: '2026-12-06' })
  expect(anchorOf(null, 'semaine', day('2026-12-05'))).toBe('2026-12-07')
  expect(stepFrom('mois', day('2026-12-31'), 1)).toBe('2027-01-01')
  expect(stepFrom('semaine', day('2027-01-01'), -1)).toBe('2026-12-21')
  expect(periodTitle('mois', day('2026-12-15'))).toBe('Décembre 2026')
  expect(periodTitle('semaine', day('2026-12-01'))).toBe('30 nov. – 4 déc.')
})

test('the address of the planning reads back what it says, and ignores what it does not understand', () => {
  const address = {
    view: 'semaine',
    date: day('2026-12-01'),
    children: ['a', 'b'],
    activities: [1, 2],
  } as const
  const href = planningHref({ ...address, children: ['a', 'b'], activities: [1, 2] })
  expect(parseAddress(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(address)
  expect(parseAddress({ vue: 'siècle', date: '2026-02-30', enfants: undefined, activites: 'x' })).toEqual({
    view: null,
    date: null,
    children: null,
    activities: [],
  })
})
