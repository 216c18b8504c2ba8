import { expect, test } from '@playwright/test'
import type { Calendar } from '@/lib/activity/rules/calendar'
import {
  deadlineInstant,
  deadlineSentence,
  formatDeadline,
  isWithin,
  type DayCounting,
  type DeadlineRule,
} from '@/lib/activity/rules/deadline'
import { day, type WallTime } from '@/lib/core/day'

const calendar: Calendar = {
  holidays: [
    { name: 'Vacances de Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') },
    { name: 'Vacances d’été', startsOn: day('2027-07-03'), endsOn: day('2027-08-31') },
  ],
  closures: [],
}

const rule = (days: number, time: string, counting: DayCounting = 'CALENDAR'): DeadlineRule => ({
  kind: 'DAYS_BEFORE',
  days,
  time: time as WallTime,
  counting,
  from: 'DAY',
})

const instant = (of: DeadlineRule, on: string) =>
  deadlineInstant(of, { day: day(on), startsAt: '11:45' as WallTime, calendar })

test('a deadline falls on the wall clock of Paris, through both changes of the clock and the new year', () => {
  const cases: [DeadlineRule, string, string, string][] = [
    [rule(2, '10:00'), '2026-12-03', '2026-12-01T09:00:00Z', 'plain'],
    [rule(1, '10:00'), '2026-03-29', '2026-03-28T09:00:00Z', 'winter, the day before the change'],
    [rule(0, '10:00'), '2026-03-29', '2026-03-29T08:00:00Z', 'summer, the day of the change'],
    [rule(1, '10:00'), '2026-03-30', '2026-03-29T08:00:00Z', 'the change lies before the deadline'],
    [rule(1, '10:00'), '2026-10-25', '2026-10-24T08:00:00Z', 'summer, the day before the change'],
    [rule(0, '10:00'), '2026-10-25', '2026-10-25T09:00:00Z', 'winter, the day of the change'],
    [rule(0, '02:30'), '2026-10-25', '2026-10-25T00:30:00Z', 'the first of two 2:30'],
    [rule(0, '23:59'), '2026-10-24', '2026-10-24T22:00:00Z', 'midnight is the end of that day'],
    [rule(0, '23:59'), '2026-10-25', '2026-10-25T23:00:00Z', 'a day of 25 hours ends at midnight'],
    [rule(7, '12:00'), '2027-01-04', '2026-12-28T11:00:00Z', 'across the new year'],
    [rule(2, '10:00', 'WORKING'), '2027-01-04', '2026-12-30T09:00:00Z', '1 January is not a working day'],
    [rule(2, '10:00', 'WORKING'), '2026-11-30', '2026-11-26T09:00:00Z', 'week-ends do not count'],
    [rule(1, '11:00', 'SCHOOL'), '2027-01-04', '2026-12-18T10:00:00Z', 'the last school day before holidays'],
    [rule(1, '11:00', 'SCHOOL'), '2026-12-10', '2026-12-08T10:00:00Z', 'Wednesday has no class'],
    [rule(1, '11:00', 'SCHOOL'), '2027-09-02', '2027-07-02T09:00:00Z', 'September by the end of June'],
    [{ kind: 'NONE' }, '2026-12-03', '2026-12-03T10:45:00Z', 'without rule: when the activity begins'],
  ]
  for (const [of, on, expected, why] of cases)
    expect(instant(of, on).toISOString(), why).toBe(expected.replace('Z', '.000Z'))
})

test('the second of the deadline is accepted, the next one is not', () => {
  for (const on of ['2026-12-03', '2026-03-30', '2026-10-26', '2027-01-01']) {
    const deadline = instant(rule(1, '10:00'), on)
    const after = (ms: number) => new Date(deadline.getTime() + ms)
    expect(isWithin(deadline, after(-1000))).toBe(true)
    expect(isWithin(deadline, after(0))).toBe(true)
    expect(isWithin(deadline, after(999))).toBe(true)
    expect(isWithin(deadline, after(1000))).toBe(false)
  }
})

test('a deadline says its day and hour, midnight belonging to the day that ends', () => {
  expect(formatDeadline(instant(rule(2, '10:00'), '2026-12-03'))).toBe(
    'mardi 1er décembre à 10\u00a0h\u00a000',
  )
  expect(formatDeadline(instant(rule(2, '23:59'), '2026-12-03'))).toBe('mardi 1er décembre à minuit')
})

test('a rule reads as one sentence', () => {
  expect(deadlineSentence({ kind: 'NONE' })).toBe('Possible jusqu’au début de l’activité.')
  expect(deadlineSentence(rule(0, '09:00'))).toBe('Possible jusqu’au jour même, à 9\u00a0h\u00a000.')
  expect(deadlineSentence(rule(1, '12:00'))).toBe('Possible jusqu’à la veille, à 12\u00a0h\u00a000.')
  expect(deadlineSentence(rule(2, '12:00', 'WORKING'))).toBe(
    'Possible jusqu’à 2 jours ouvrés avant (du lundi au vendredi, hors jours fériés), à 12\u00a0h\u00a000.',
  )
  expect(deadlineSentence(rule(1, '11:00', 'SCHOOL'))).toBe(
    'Possible jusqu’à 1 jour d’école avant (lundi, mardi, jeudi et vendredi, hors vacances), à 11\u00a0h\u00a000.',
  )
})
