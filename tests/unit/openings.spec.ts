import { expect, test } from '@playwright/test'
import type { Calendar } from '@/lib/activity/rules/calendar'
import type { DeadlineRule } from '@/lib/activity/rules/deadline'
import { day, instantInParis, type WallTime } from '@/lib/core/day'
import { reminderMail } from '@/lib/planning/mails'
import type { ActivityRules } from '@/lib/planning/rules/entries'
import { openedDays } from '@/lib/planning/rules/openings'

const at = (on: string, time: string) => instantInParis(day(on), time as WallTime)
const plus = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000)

const calendar: Calendar = {
  holidays: [
    { name: 'Été', startsOn: day('2026-07-04'), endsOn: day('2026-08-31') },
    { name: 'Toussaint', startsOn: day('2026-10-17'), endsOn: day('2026-11-01') },
    { name: 'Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') },
  ],
  closures: [],
}

const MONTH: DeadlineRule = {
  ...{ kind: 'MONTH_DAY', dayOfMonth: 10, months: 1, from: 'DAY' },
  time: '10:00' as WallTime,
}
const daysBefore = (days: number): DeadlineRule => ({
  ...{ kind: 'DAYS_BEFORE', days, counting: 'CALENDAR', from: 'DAY' },
  time: '09:00' as WallTime,
})
const WEEK: DeadlineRule = {
  ...{ kind: 'WEEKDAY_BEFORE', weekday: 1, weeks: 2, from: 'WEEK' },
  time: '09:00' as WallTime,
}

/** « first to last, days, rolling or not, the day before »: what opened of an activity, by opening. */
function opened(bookingOpens: DeadlineRule, now: Date, more: Partial<ActivityRules> = {}) {
  const activity = {
    ...{
      id: 1,
      opensOn: 'SCHOOL_DAYS',
      weekdays: [1, 2, 4, 5],
      startsAt: '11:45',
      openToAll: false,
      needsDocuments: false,
    },
    ...{ bookingOpens, bookingDeadline: { kind: 'NONE' }, lateBooking: { policy: 'REFUSED' } },
    ...{ absenceDeadline: { kind: 'NONE' }, lateAbsence: { accepted: false, proofHours: null } },
    ...more,
  } as ActivityRules
  const days = openedDays([activity], calendar, now)
  const firsts = [...new Set(days.map(({ group }) => group.from))]
  return firsts.map((first) => {
    const mine = days.filter(({ group }) => group.from === first)
    const { group, rolls, before } = mine[0]!
    return [group.from, group.to, mine.length, rolls, before]
  })
}

test('a month that opens at once is news, from the second that it opens on, for three days', () => {
  const opens = at('2026-11-10', '10:00')
  expect(opened(MONTH, plus(opens, -1))).toEqual([])
  const december = ['2026-12-01', '2026-12-18', 11, false, null]
  expect(opened(MONTH, opens)).toEqual([december])
  expect(opened(MONTH, plus(opens, 72 * 3600 - 1))).toEqual([december])
  expect(opened(MONTH, plus(opens, 72 * 3600))).toEqual([])
})

test('so is the next month of the shortest one, and a month of which one day is left', () => {
  expect(opened(MONTH, at('2027-03-10', '10:00'))).toEqual([['2027-04-01', '2027-04-30', 18, false, null]])
  expect(opened(MONTH, at('2026-06-10', '10:00'), { weekdays: [3] })).toEqual([
    ['2026-07-01', '2026-07-01', 1, true, null],
  ])
})

test('a day each day names the one before, whoever could book that one is not told', () => {
  expect(opened(daysBefore(14), at('2026-11-10', '09:00'))).toEqual([
    ['2026-11-23', '2026-11-23', 1, true, '2026-11-20'],
    ['2026-11-24', '2026-11-24', 1, true, '2026-11-23'],
  ])
})

test('a week each week rolls too', () => {
  expect(opened(WEEK, at('2026-11-09', '09:00'))).toEqual([
    ['2026-11-23', '2026-11-27', 4, true, '2026-11-20'],
  ])
})

test('Wednesdays six weeks ahead: the first after the summer is news, not the first after holidays of two weeks', () => {
  const wednesdays = { weekdays: [3] }
  expect(opened(daysBefore(42), at('2026-07-22', '09:00'), wednesdays)).toEqual([
    ['2026-09-02', '2026-09-02', 1, true, null],
  ])
  expect(opened(daysBefore(42), at('2026-09-23', '09:00'), wednesdays)).toEqual([
    ['2026-11-04', '2026-11-04', 1, true, '2026-10-14'],
  ])
})

test('what is always open never opens, and holidays are told of before they close', () => {
  expect(opened({ kind: 'NONE' }, at('2026-11-10', '10:00'))).toEqual([])
  expect(opened(MONTH, at('2026-11-10', '10:00'), { opensOn: 'HOLIDAYS' })).toEqual([])
})

test('days that open eleven months ahead are seen', () => {
  const rule = { ...daysBefore(330), from: 'MONTH' } as DeadlineRule
  expect(opened(rule, at('2026-10-06', '09:00'))).toEqual([['2027-09-02', '2027-09-30', 17, false, null]])
})

const URLS = { book: null, planning: 'https://p.example/p', stop: 'https://p.example/s' }
const line = (firstName: string, on: string, limit: Date, rolls = false) => ({
  ...{ firstName, activity: 'Mercredi loisirs', day: day(on), kind: 'OPENING' as const, limit, rolls },
})

test('the mail groups children and days, says the first limit, and leads to the planning', () => {
  const first = at('2026-12-01', '12:00')
  const { subject, paragraphs, button, after } = reminderMail(
    [
      line('Lina', '2026-12-02', first),
      line('Lina', '2026-12-09', at('2026-12-08', '12:00')),
      line('Hugo', '2026-12-02', first, true),
    ],
    URLS,
    null,
  )
  expect(subject).toBe(
    'Les réservations sont ouvertes : Lina, Mercredi loisirs : 2 jours du 2 au 9 décembre ; Hugo, Mercredi loisirs, mercredi 2 décembre',
  )
  expect(paragraphs).toEqual([
    'Les réservations sont ouvertes :',
    'Lina, Mercredi loisirs : mercredi 2 décembre et mercredi 9 décembre, à réserver jusqu’au mardi 1er décembre à 12\u00a0h\u00a000 pour le premier jour.',
    'Hugo, Mercredi loisirs : mercredi 2 décembre, à réserver jusqu’au mardi 1er décembre à 12\u00a0h\u00a000. Les jours suivants ouvriront peu à peu.',
    'Si votre enfant ne vient pas, vous n’avez rien à faire.',
  ])
  expect([button, after]).toEqual([{ label: 'Voir le planning', url: URLS.planning }, []])
})

test('beside days about to close, its button leaves alone what has opened', () => {
  const limit = at('2026-11-25', '10:00')
  const closing = { ...line('Lina', '2026-11-27', limit), kind: 'LIMIT' as const }
  const holidays = { ...closing, kind: 'HOLIDAYS' as const }
  const urls = { ...URLS, book: 'https://p.example/b' }
  const { subject, after } = reminderMail([closing, line('Lina', '2026-12-02', limit)], urls, limit)
  expect(subject).toContain('À réserver jusqu’au mercredi 25 novembre')
  expect(after![0]).toContain('montre d’abord cette journée, sans celles qui viennent d’ouvrir. Il réserve')
  const three = reminderMail([closing, holidays, line('Lina', '2026-12-02', limit)], urls, limit)
  expect(three.after![0]).toContain('sans les vacances ni celles qui viennent d’ouvrir.')
})
