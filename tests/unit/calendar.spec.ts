import { expect, test } from '@playwright/test'
import {
  dayNote,
  easterOf,
  isOpen,
  isSchoolDay,
  isWorkingDay,
  publicHolidays,
  type Calendar,
} from '@/lib/activity/rules/calendar'
import { day } from '@/lib/core/day'

const calendar: Calendar = {
  holidays: [{ name: 'Vacances de Noël', startsOn: day('2026-12-19'), endsOn: day('2027-01-03') }],
  closures: [
    { name: 'Pont du maire', startsOn: day('2026-12-04'), endsOn: day('2026-12-04'), activityId: null },
    { name: 'Travaux de la cuisine', startsOn: day('2026-12-07'), endsOn: day('2026-12-08'), activityId: 1 },
  ],
}

const canteen = { id: 1, opensOn: 'SCHOOL_DAYS', weekdays: [1, 2, 4, 5] } as const
const centre = { id: 2, opensOn: 'HOLIDAYS', weekdays: [1, 2, 3, 4, 5] } as const

test('Easter falls where the calendar of the State says', () => {
  const known = ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25']
  for (const sunday of known) expect(easterOf(Number(sunday.slice(0, 4)))).toBe(sunday)
})

test('the eleven public holidays of 2026 and 2027 are those of the State', () => {
  expect([...publicHolidays(2026).keys()].sort()).toEqual(
    '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'.split(' ').map((d) => `2026-${d}`),
  )
  expect([...publicHolidays(2027).keys()].sort()).toEqual(
    '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'.split(' ').map((d) => `2027-${d}`),
  )
})

test('an activity of school days is closed on holidays, public holidays, closures and other weekdays', () => {
  const cases = [
    ['2026-12-03', null],
    ['2026-12-02', 'Pas d’accueil ce jour de la semaine'],
    ['2026-12-04', 'Pont du maire'],
    ['2026-12-07', 'Travaux de la cuisine'],
    ['2026-12-18', null],
    ['2026-12-21', 'Vacances de Noël'],
    ['2026-12-25', 'Jour férié\u00a0: Noël'],
    ['2027-01-01', 'Jour férié\u00a0: 1er janvier'],
    ['2027-01-04', null],
  ] as const
  for (const [on, reason] of cases)
    expect(isOpen(canteen, day(on), calendar), on).toMatchObject(
      reason ? { open: false, reason } : { open: true },
    )
})

test('an activity of the holidays opens on their weekdays only, and not on a public holiday', () => {
  expect(isOpen(centre, day('2026-12-21'), calendar).open).toBe(true)
  expect(isOpen(centre, day('2026-12-18'), calendar)).toMatchObject({ open: false, cause: 'CLASS_DAY' })
  expect(isOpen(centre, day('2026-12-25'), calendar)).toMatchObject({ open: false, cause: 'PUBLIC_HOLIDAY' })
})

test('the closure of one activity leaves the others open', () => {
  const care = { ...canteen, id: 3 }
  expect(isOpen(care, day('2026-12-07'), calendar).open).toBe(true)
  expect(isOpen(care, day('2026-12-04'), calendar)).toMatchObject({ cause: 'GENERAL_CLOSURE' })
})

test('a working day is Monday to Friday without public holiday; a school day has class', () => {
  expect(isWorkingDay(day('2026-12-23'))).toBe(true)
  expect(isWorkingDay(day('2026-12-25'))).toBe(false)
  expect(isWorkingDay(day('2026-12-26'))).toBe(false)
  expect(isSchoolDay(day('2026-12-18'), calendar)).toBe(true)
  expect(isSchoolDay(day('2026-12-16'), calendar)).toBe(false)
  expect(isSchoolDay(day('2026-12-22'), calendar)).toBe(false)
})

test('a day says what it is for everybody, and days past the known calendar have class', () => {
  expect(dayNote(day('2026-12-22'), calendar)).toEqual({ text: 'Vacances de Noël', closed: false })
  expect(dayNote(day('2026-12-04'), calendar)).toEqual({ text: 'Pont du maire', closed: true })
  expect(dayNote(day('2026-12-07'), calendar)).toBeNull()
  expect(isOpen(canteen, day('2031-01-06'), calendar).open).toBe(true)
})
