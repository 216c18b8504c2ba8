import { expect, test } from '@playwright/test'
import type { Calendar } from '@/lib/activity/rules/calendar'
import type { DeadlineRule } from '@/lib/activity/rules/deadline'
import { day, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import { reminderMail } from '@/lib/planning/mails'
import { layEntries, type StoredBooking } from '@/lib/planning/rules/entries'
import { dayKey, dueDays, habitKey, remindedDays, spanOf } from '@/lib/planning/rules/reminders'

type Laid = Parameters<typeof remindedDays>[0]
type Activity = Laid['activities'][number]

// A Tuesday.
const NOW = instantInParis(day('2026-11-24'), '09:00' as WallTime)
const later = (hours: number, seconds = 0) => new Date(NOW.getTime() + hours * 3_600_000 + seconds * 1000)
const calendar: Calendar = {
  holidays: [{ name: 'Vacances de Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') }],
  closures: [{ name: 'Travaux', startsOn: day('2026-11-27'), endsOn: day('2026-11-27'), activityId: 3 }],
}
const rule: DeadlineRule = {
  kind: 'DAYS_BEFORE',
  days: 2,
  time: '10:00' as WallTime,
  counting: 'CALENDAR',
  from: 'DAY',
}
const byWeek: DeadlineRule = {
  kind: 'WEEKDAY_BEFORE',
  weekday: 2,
  weeks: 1,
  time: '23:59' as WallTime,
  from: 'DAY',
}
const byMonth: DeadlineRule = {
  kind: 'MONTH_DAY',
  dayOfMonth: 25,
  months: 1,
  time: '12:00' as WallTime,
  from: 'DAY',
}
const byHolidays: DeadlineRule = {
  kind: 'DAYS_BEFORE',
  days: 20,
  time: '12:00' as WallTime,
  counting: 'CALENDAR',
  from: 'HOLIDAYS',
}

const activity = (id: number, more: Partial<Activity> = {}) =>
  ({
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
    groups: [{ id: id * 10, name: '', capacity: null, minAge: null, maxAge: null, grades: [] }],
    ...more,
  }) as Activity

type Scene = {
  activities: Activity[]
  bookings?: Pick<StoredBooking, 'activity' | 'day' | 'state'>[]
  /** The weekdays on which the child usually comes; null: never came. */
  usual?: number[] | null
  reminded?: [activityId: number, on: string][]
  left?: number | null
  at?: Date
}

/** What a parent of one enrolled child is reminded of: « activity: days ». */
function reminded({
  activities,
  bookings = [],
  usual = [1, 2, 3, 4, 5],
  reminded = [],
  left = null,
  at = NOW,
}: Scene) {
  const due = dueDays(activities, calendar, at)
  if (due.length === 0) return []
  const laid = {
    children: [{ id: 'lina', birthDate: day('2018-05-02'), grade: null, schoolId: null, lacking: [] }],
    activities,
    calendar,
    events: [],
    enrollments: activities.map((one, index) => ({
      ...{ child: 0, activity: index, groupId: null, weekdays: one.weekdays },
      ...{ startsOn: day('2026-09-01'), endsOn: day('2027-07-02') },
    })),
    bookings: bookings.map((one) => ({
      ...{ child: 0, own: true, reason: null, rank: null, offeredUntil: null, billing: 'STANDARD' as const },
      ...{ ...one, groupId: activities[one.activity]!.groups[0]!.id },
    })),
    around: [],
  }
  const days = remindedDays(
    laid,
    layEntries(spanOf(due), laid, () => false),
    () => ({ left, waiting: 0 }),
    due,
    {
      usual: new Map(usual ? activities.map(({ id }) => [habitKey('lina', id), usual]) : []),
      reminded: new Set(reminded.map(([id, on]) => dayKey('lina', id, day(on)))),
    },
    at,
  )
  return days.map((one) => `${activities[one.activity]!.id} ${one.due.day}`)
}

test('the days of the week of which one closes within 48 hours, to the second', () => {
  const activities = [activity(1)]
  expect(reminded({ activities })).toEqual(['1 2026-11-26', '1 2026-11-27'])
  // Monday's limit is Saturday at 10:00.
  const saturday = instantInParis(day('2026-11-28'), '10:00' as WallTime)
  const before = (seconds: number) => new Date(saturday.getTime() - 48 * 3_600_000 - seconds * 1000)
  expect(reminded({ activities, at: before(1) })).toEqual([])
  expect(reminded({ activities, at: before(0) })).toEqual([
    ...['1 2026-11-30', '1 2026-12-01', '1 2026-12-03', '1 2026-12-04'],
  ])
})

test('up to the limit included, and no second more', () => {
  const activities = [activity(1, { weekdays: [4] })]
  expect(reminded({ activities, at: later(1) })).toEqual(['1 2026-11-26'])
  expect(reminded({ activities, at: later(1, 1) })).toEqual([])
})

test('a limit of the whole week, or of the whole month, is one reminder of all its days', () => {
  expect(reminded({ activities: [activity(1, { bookingDeadline: byWeek })] })).toEqual([
    ...['1 2026-11-30', '1 2026-12-01', '1 2026-12-03', '1 2026-12-04'],
  ])
  const month = reminded({ activities: [activity(1, { bookingDeadline: byMonth })] })
  expect(month).toHaveLength(11)
  expect([month[0], month.at(-1)]).toEqual(['1 2026-12-01', '1 2026-12-18'])
})

test('only on the weekdays on which the child has come of late', () => {
  const activities = [activity(1)]
  expect(reminded({ activities, usual: [5] })).toEqual(['1 2026-11-27'])
  expect(reminded({ activities, usual: [1] })).toEqual([])
  expect(reminded({ activities, usual: null })).toEqual([])
})

test('a day that is booked, asked for, given up, refused or reminded of is left alone', () => {
  const activities = [activity(1)]
  for (const state of ['BOOKED', 'REQUESTED', 'WAITLISTED', 'ABSENT', 'REFUSED'] as const)
    expect(reminded({ activities, bookings: [{ activity: 0, day: day('2026-11-26'), state }] })).toEqual([
      '1 2026-11-27',
    ])
  expect(reminded({ activities, reminded: [[1, '2026-11-26']] })).toEqual(['1 2026-11-27'])
})

test('what `explain` would refuse is never proposed: closed, full, not open yet, excluded, too many', () => {
  expect(reminded({ activities: [activity(3)] })).toEqual(['3 2026-11-26'])
  expect(reminded({ activities: [activity(1)], left: 0 })).toEqual([])
  expect(reminded({ activities: [activity(1, { waitingList: 'AUTO' })], left: 0 })).toEqual([])
  const opens = { kind: 'HOURS_BEFORE', hours: 24 } as const
  expect(reminded({ activities: [activity(1, { bookingOpens: opens })] })).toEqual([])
  const bookings = [{ activity: 1, day: day('2026-11-26'), state: 'BOOKED' as const }]
  expect(reminded({ activities: [activity(1, { excludes: [2] }), activity(2)], bookings })).toEqual([
    '1 2026-11-27',
  ])
  expect(reminded({ activities: [activity(1, { dayLimits: { per: 'WEEK', min: null, max: 1 } })] })).toEqual([
    '1 2026-11-26',
  ])
})

test('of holidays: a week before the first limit, when nothing was booked in them, whatever the habits', () => {
  const camp = activity(1, { opensOn: 'HOLIDAYS', weekdays: [1, 2, 3, 4, 5], bookingDeadline: byHolidays })
  const scene = { activities: [camp], usual: null }
  // The limit is 29 November at 12:00.
  const limit = instantInParis(day('2026-11-29'), '12:00' as WallTime)
  const before = (hours: number) => new Date(limit.getTime() - hours * 3_600_000)
  expect(reminded({ ...scene, at: before(7 * 24 + 1) })).toEqual([])
  expect(reminded({ ...scene, at: before(7 * 24) })).toHaveLength(8)
  const bookings = [{ activity: 0, day: day('2026-12-21'), state: 'BOOKED' as const }]
  expect(reminded({ ...scene, bookings })).toEqual([])
  expect(reminded({ ...scene, bookings: [{ ...bookings[0]!, state: 'REFUSED' }] })).toHaveLength(7)
  expect(reminded({ ...scene, reminded: [[1, '2026-12-22']] }), 'holidays once').toEqual([])
  expect(reminded({ activities: [{ ...camp, openToAll: true }], usual: null }), 'open to all').toEqual([])
})

const URLS = {
  book: 'https://p.example/rappels/x',
  planning: 'https://p.example/p',
  stop: 'https://p.example/s',
}
const line = (firstName: string, on: Day, kind: 'LIMIT' | 'HOLIDAYS' = 'LIMIT') => ({
  ...{ firstName, activity: 'Cantine', day: on, kind },
  limit: later(25),
  rolls: false,
})

test('the mail names children, activities and days, says until when, and groups what closes together', () => {
  const lines = ['2026-11-26', '2026-11-27'].flatMap((on) => [line('Lina', day(on)), line('Hugo', day(on))])
  const { subject, paragraphs, button, after, stop } = reminderMail(lines, URLS, later(25))
  expect(subject).toContain('À réserver jusqu’au mercredi 25 novembre à 10\u00a0h\u00a000 : Lina, Cantine')
  expect(paragraphs).toEqual([
    'Ces journées ne sont pas encore réservées :',
    'Lina, Cantine : jeudi 26 novembre et vendredi 27 novembre, à réserver jusqu’au mercredi 25 novembre à 10\u00a0h\u00a000.',
    'Hugo, Cantine : jeudi 26 novembre et vendredi 27 novembre, à réserver jusqu’au mercredi 25 novembre à 10\u00a0h\u00a000.',
    'Si votre enfant ne vient pas, vous n’avez rien à faire.',
  ])
  expect(button).toEqual({ label: 'Réserver ces journées', url: URLS.book })
  expect(after![0]).toContain('une seule fois')
  expect(stop!.label).toBe('Ne plus recevoir de rappels')
})

test('the mail of holidays leads to the planning', () => {
  const { subject, button, after } = reminderMail(
    [line('Lina', day('2026-12-21'), 'HOLIDAYS')],
    { ...URLS, book: null },
    null,
  )
  expect(subject).toBe('Vous n’avez pas encore réservé : Lina, Cantine, lundi 21 décembre')
  expect([button!.url, after]).toEqual([URLS.planning, []])
})
