import { expect, test } from '@playwright/test'
import {
  addDays,
  addMonths,
  ageOn,
  day,
  dayInParis,
  daysBetween,
  daysFromTo,
  formatDay,
  formatInstant,
  instantInParis,
  lastOfMonth,
  mondayOf,
  parseDay,
  parseWallTime,
  weekdayOf,
  type WallTime,
} from '@/lib/core/day'

const at = (text: string) => new Date(text)

test('a text that names no day of the calendar is not a day', () => {
  for (const text of [
    '2026-02-30',
    '2026-13-01',
    '2025-02-29',
    '24/11/2026',
    '',
    '2026-1-1',
    '2026-11-24T00:00',
  ])
    expect(parseDay(text), text).toBeNull()
  expect(parseDay('2028-02-29')).toBe('2028-02-29')
})

test('a wall time is 00:00 to 23:59, its hour may have one digit', () => {
  expect(parseWallTime('9:05')).toBe('09:05')
  expect(parseWallTime('23:59')).toBe('23:59')
  for (const text of ['24:00', '12:60', '12h00', '']) expect(parseWallTime(text), text).toBeNull()
})

test('the day is that of Paris, whatever the zone of the process', () => {
  expect(dayInParis(at('2026-11-24T22:59:59Z'))).toBe('2026-11-24')
  expect(dayInParis(at('2026-11-24T23:00:00Z'))).toBe('2026-11-25')
  expect(dayInParis(at('2026-07-14T22:00:00Z'))).toBe('2026-07-15')
})

for (const [name, on, time, instant] of [
  ['winter', '2026-11-24', '10:00', '2026-11-24T09:00:00.000Z'],
  ['summer', '2026-07-14', '10:00', '2026-07-14T08:00:00.000Z'],
  ['the day the clock goes forward, before', '2026-03-29', '01:30', '2026-03-29T00:30:00.000Z'],
  ['the day the clock goes forward, after', '2026-03-29', '03:30', '2026-03-29T01:30:00.000Z'],
  ['the day the clock goes back, after', '2026-10-25', '12:00', '2026-10-25T11:00:00.000Z'],
  ['the next spring', '2027-03-28', '12:00', '2027-03-28T10:00:00.000Z'],
] as const)
  test(`a wall time names the right instant: ${name}`, () => {
    expect(instantInParis(day(on), time as WallTime).toISOString()).toBe(instant)
  })

test('days add up across the changes of the clock and the new year', () => {
  expect(addDays(day('2026-03-28'), 2)).toBe('2026-03-30')
  expect(addDays(day('2026-10-24'), 2)).toBe('2026-10-26')
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01')
  expect(daysBetween(day('2026-03-01'), day('2026-04-01'))).toBe(31)
  expect(daysFromTo(day('2026-12-30'), day('2027-01-02'))).toHaveLength(4)
  expect(daysFromTo(day('2027-01-02'), day('2026-12-30'))).toEqual([])
})

test('a month later is never in the month after it', () => {
  expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
  expect(addMonths(day('2026-03-31'), -1)).toBe('2026-02-28')
  expect(addMonths(day('2026-12-15'), 1)).toBe('2027-01-15')
  expect(lastOfMonth(day('2028-02-10'))).toBe('2028-02-29')
})

test('weeks begin on Monday', () => {
  expect(weekdayOf(day('2026-11-24'))).toBe(2)
  expect(weekdayOf(day('2026-11-29'))).toBe(7)
  expect(mondayOf(day('2026-11-29'))).toBe('2026-11-23')
})

test('an age changes on the birthday', () => {
  expect(ageOn(day('2018-03-14'), day('2026-03-13'))).toBe(7)
  expect(ageOn(day('2018-03-14'), day('2026-03-14'))).toBe(8)
})

test('days and instants read as French people write them', () => {
  expect(formatDay(day('2026-11-24'))).toBe('mardi 24 novembre 2026')
  expect(formatDay(day('2026-12-01'), 'weekday')).toBe('mardi 1er décembre')
  expect(formatDay(day('2026-12-01'), 'month')).toBe('décembre 2026')
  expect(formatDay(day('2026-11-24'), 'numeric')).toBe('24/11/2026')
  expect(formatInstant(at('2026-11-20T20:42:00Z'))).toBe('vendredi 20 novembre à 21\u00a0h\u00a042')
})
