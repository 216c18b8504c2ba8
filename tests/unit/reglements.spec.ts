import { expect, test } from '@playwright/test'
import type { Calendar } from '@/lib/activity/rules/calendar'
import {
  deadlineInstant,
  deadlineSentence,
  isWithin,
  type Anchor,
  type DayCounting,
  type DeadlineRule,
} from '@/lib/activity/rules/deadline'
import { deadlinesOn, type DeadlineTerms } from '@/lib/activity/rules/terms'
import { day, instantInParis, type WallTime, type Weekday } from '@/lib/core/day'
import { explain } from '@/lib/planning/rules/explain'
import type { Entry, Terms } from '@/lib/planning/rules/entry'

// The règlements of real towns, as their families read them, with the last instant at which each accepts.

const calendar: Calendar = {
  holidays: [
    { name: 'Vacances de la Toussaint', startsOn: day('2026-10-17'), endsOn: day('2026-11-01') },
    { name: 'Vacances de Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') },
    { name: 'Vacances de printemps', startsOn: day('2027-04-10'), endsOn: day('2027-04-25') },
  ],
  closures: [],
}

const time = (text: string) => text as WallTime
const days = (
  count: number,
  at: string,
  counting: DayCounting = 'CALENDAR',
  from: Anchor = 'DAY',
): DeadlineRule => ({ kind: 'DAYS_BEFORE', days: count, time: time(at), counting, from })
const weekday = (on: Weekday, weeks: number, at: string): DeadlineRule => ({
  kind: 'WEEKDAY_BEFORE',
  weekday: on,
  weeks,
  time: time(at),
  from: 'WEEK',
})

/** A règlement: its rule, its sentence on the screens, and for days of the activity the wall clock of its limit. */
type Reglement = {
  name: string
  rule: DeadlineRule
  sentence: string
  limits: readonly (readonly [day: string, limitDay: string, limitTime: string])[]
}

const REGLEMENTS: Reglement[] = [
  {
    name: 'meals two working days before, 12:00, week-ends not counted',
    rule: days(2, '12:00', 'WORKING'),
    sentence:
      'Possible jusqu’à 2 jours ouvrés avant (du lundi au vendredi, hors jours fériés), à 12\u00a0h\u00a000.',
    limits: [
      ['2026-12-03', '2026-12-01', '12:00'],
      ['2026-11-30', '2026-11-26', '12:00'],
      ['2027-01-05', '2026-12-31', '12:00'],
      ['2027-03-30', '2027-03-25', '12:00'],
    ],
  },
  {
    name: 'Monday’s meal by Friday 11:00',
    rule: days(1, '11:00', 'WORKING'),
    sentence:
      'Possible jusqu’à 1 jour ouvré avant (du lundi au vendredi, hors jours fériés), à 11\u00a0h\u00a000.',
    limits: [
      ['2026-11-30', '2026-11-27', '11:00'],
      ['2026-10-26', '2026-10-23', '11:00'],
      ['2027-03-29', '2027-03-26', '11:00'],
    ],
  },
  {
    name: 'the first day after the holidays by the last school day before them',
    rule: days(1, '23:59', 'SCHOOL'),
    sentence:
      'Possible jusqu’à 1 jour d’école avant (lundi, mardi, jeudi et vendredi, hors vacances), à minuit.',
    limits: [
      ['2027-01-04', '2026-12-19', '00:00'],
      ['2026-11-02', '2026-10-17', '00:00'],
    ],
  },
  {
    name: 'next week by Friday 12:00',
    rule: weekday(5, 1, '12:00'),
    sentence: 'Possible jusqu’au vendredi de la semaine précédente, à 12\u00a0h\u00a000.',
    limits: [
      ['2026-12-07', '2026-12-04', '12:00'],
      ['2026-12-11', '2026-12-04', '12:00'],
      ['2027-01-04', '2027-01-01', '12:00'],
      ['2026-03-30', '2026-03-27', '12:00'],
    ],
  },
  {
    name: 'cancellation until the day before, 12:00',
    rule: days(1, '12:00'),
    sentence: 'Possible jusqu’à la veille, à 12\u00a0h\u00a000.',
    limits: [
      ['2026-12-07', '2026-12-06', '12:00'],
      ['2026-03-29', '2026-03-28', '12:00'],
      ['2026-10-25', '2026-10-24', '12:00'],
    ],
  },
  {
    name: 'next week by Tuesday 23:59',
    rule: weekday(2, 1, '23:59'),
    sentence: 'Possible jusqu’au mardi de la semaine précédente, à minuit.',
    limits: [
      ['2026-12-07', '2026-12-02', '00:00'],
      ['2027-01-08', '2026-12-30', '00:00'],
    ],
  },
  {
    name: 'the day before, 15:00',
    rule: days(1, '15:00'),
    sentence: 'Possible jusqu’à la veille, à 15\u00a0h\u00a000.',
    limits: [
      ['2027-01-01', '2026-12-31', '15:00'],
      ['2026-10-26', '2026-10-25', '15:00'],
      ['2026-03-30', '2026-03-29', '15:00'],
    ],
  },
  {
    name: '72 hours (Éragny), on the wall clock',
    rule: { kind: 'HOURS_BEFORE', hours: 72 },
    sentence: 'Possible jusqu’à 72 heures avant le début de l’activité.',
    limits: [
      ['2026-12-03', '2026-11-30', '11:45'],
      ['2026-03-30', '2026-03-27', '11:45'],
      ['2026-10-27', '2026-10-24', '11:45'],
      ['2027-01-02', '2026-12-30', '11:45'],
    ],
  },
  {
    name: 'holidays, 15 clear days before their first day (Éragny)',
    rule: days(15, '23:59', 'CLEAR', 'HOLIDAYS'),
    sentence: 'Possible jusqu’à 15 jours francs avant le premier jour des vacances, à minuit.',
    limits: [
      ['2026-12-21', '2026-12-04', '00:00'],
      ['2026-12-31', '2026-12-04', '00:00'],
      ['2027-04-23', '2027-03-26', '00:00'],
    ],
  },
  {
    name: 'Wednesdays bookable until the day before, 9:00',
    rule: days(1, '09:00'),
    sentence: 'Possible jusqu’à la veille, à 9\u00a0h\u00a000.',
    limits: [['2026-12-02', '2026-12-01', '09:00']],
  },
  {
    name: 'Wednesdays cancellable until seven days before',
    rule: days(7, '23:59'),
    sentence: 'Possible jusqu’à 7 jours avant, à minuit.',
    limits: [
      ['2026-12-02', '2026-11-26', '00:00'],
      ['2027-01-06', '2026-12-31', '00:00'],
    ],
  },
  {
    name: 'the 10th of the month before',
    rule: { kind: 'MONTH_DAY', dayOfMonth: 10, months: 1, time: time('23:59'), from: 'MONTH' },
    sentence: 'Possible jusqu’au 10 du mois précédent, à minuit.',
    limits: [
      ['2026-12-01', '2026-11-11', '00:00'],
      ['2026-12-31', '2026-11-11', '00:00'],
      ['2027-01-04', '2026-12-11', '00:00'],
    ],
  },
  {
    name: 'the 31st of a shorter month is its last day',
    rule: { kind: 'MONTH_DAY', dayOfMonth: 31, months: 1, time: time('12:00'), from: 'DAY' },
    sentence: 'Possible jusqu’au 31 du mois précédent, à 12\u00a0h\u00a000.',
    limits: [['2027-03-15', '2027-02-28', '12:00']],
  },
]

const on = (text: string) => ({ day: day(text), startsAt: time('11:45'), calendar })

for (const { name, rule, sentence, limits } of REGLEMENTS)
  test(`règlement: ${name}`, () => {
    expect(deadlineSentence(rule)).toBe(sentence)
    for (const [of, limitDay, limitTime] of limits) {
      const limit = instantInParis(day(limitDay), time(limitTime))
      const deadline = deadlineInstant(rule, on(of))
      expect(deadline.toISOString(), of).toBe(limit.toISOString())
      expect(isWithin(deadline, new Date(limit.getTime() - 1000)), `${of}, a second before`).toBe(true)
      expect(isWithin(deadline, limit), `${of}, to the second`).toBe(true)
      expect(isWithin(deadline, new Date(limit.getTime() + 1000)), `${of}, a second after`).toBe(false)
    }
  })

const entry = (state: Entry['state']): Entry => ({
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
})

const TERMS: DeadlineTerms = {
  bookingOpens: { kind: 'NONE' },
  bookingDeadline: days(2, '10:00'),
  lateBooking: { policy: 'REFUSED' },
  absenceDeadline: days(2, '10:00'),
  lateAbsence: { accepted: false, proofHours: null },
}

/** What a parent may do at an hour of Paris, with what is billed: « BOOK BOOKED STANDARD ». */
function allowed(
  state: Entry['state'],
  rules: Partial<DeadlineTerms>,
  of: string,
  at: readonly [string, string],
) {
  const full = { ...TERMS, ...rules }
  const terms: Terms = {
    autoAccepts: true,
    waitingList: 'NONE',
    latePolicy: full.lateBooking.policy,
    lateAbsences: full.lateAbsence.accepted,
  }
  const now = instantInParis(day(at[0]), time(at[1]))
  const { possible, forbidden } = explain(entry(state), terms, deadlinesOn(full, on(of)), 'parent', now)
  return {
    possible: possible.map(({ action, to, billing }) => `${action} ${to} ${billing}`),
    codes: forbidden.map(({ code }) => code),
    reasons: forbidden.map(({ reason }) => reason),
  }
}

test('Wednesdays open six weeks ahead: before, the cell says when', () => {
  const rules = { bookingOpens: days(42, '00:00'), bookingDeadline: days(1, '09:00') }
  const early = allowed('ENROLLED', rules, '2027-01-13', ['2026-12-01', '23:59'])
  expect(early.possible).toEqual([])
  expect(early.codes).toEqual(['NOT_OPEN'])
  expect(early.reasons[0]).toContain('mardi 1er décembre à minuit')
  expect(allowed('ENROLLED', rules, '2027-01-13', ['2026-12-02', '00:00']).possible).toEqual([
    'BOOK BOOKED STANDARD',
  ])
  expect(allowed('ENROLLED', rules, '2027-01-13', ['2027-01-12', '09:01']).codes).toEqual(['DEADLINE'])
})

test('a late reservation is accepted with a surcharge, or sent to the agents, until its own limit', () => {
  const late = (policy: 'SURCHARGE' | 'AGENTS') => ({
    lateBooking: { policy, until: days(0, '08:00') } as const,
  })
  const at = ['2026-12-02', '09:00'] as const
  expect(allowed('ENROLLED', late('SURCHARGE'), '2026-12-03', at).possible).toEqual([
    'BOOK BOOKED SURCHARGED',
  ])
  expect(allowed('ENROLLED', late('AGENTS'), '2026-12-03', at).possible).toEqual(['BOOK REQUESTED STANDARD'])
  expect(allowed('ENROLLED', late('SURCHARGE'), '2026-12-03', ['2026-12-03', '08:00']).codes).toEqual([])
  expect(allowed('ENROLLED', late('SURCHARGE'), '2026-12-03', ['2026-12-03', '08:01']).codes).toEqual([
    'DEADLINE',
  ])
})

test('an absence in time is free; late, it is billed, or free with a medical proof within 48 hours', () => {
  const rules = { lateAbsence: { accepted: true, proofHours: 48 } } as const
  expect(allowed('BOOKED', rules, '2026-12-03', ['2026-12-01', '10:00']).possible).toEqual([
    'DECLARE_ABSENCE ABSENT FREE',
    'CANCEL ENROLLED STANDARD',
  ])
  expect(allowed('BOOKED', rules, '2026-12-03', ['2026-12-03', '08:00']).possible).toEqual([
    'DECLARE_ABSENCE ABSENT STANDARD',
    'DECLARE_SICK ABSENCE_REQUESTED STANDARD',
  ])
  expect(allowed('BOOKED', rules, '2026-12-03', ['2026-12-05', '11:45']).possible).toEqual([
    'DECLARE_SICK ABSENCE_REQUESTED STANDARD',
  ])
  expect(allowed('BOOKED', rules, '2026-12-03', ['2026-12-05', '11:46']).possible).toEqual([])
})
