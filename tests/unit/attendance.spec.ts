import { expect, test } from '@playwright/test'
import { addDays, day } from '@/lib/core/day'
import { csvRow } from '@/lib/core/csv'
import {
  cameUnexpected,
  countSheet,
  MARKED_DAYS,
  markingObstacle,
  markTarget,
  presenceBilling,
} from '@/lib/planning/rules/attendance'
import { ENTRY_STATES, targetsOf, type EntryState } from '@/lib/planning/rules/states'

const TODAY = day('2026-11-24')

test('a sheet is marked on its day and for 31 days after, never before', () => {
  expect(markingObstacle(TODAY, TODAY)).toBeNull()
  expect(markingObstacle(addDays(TODAY, -MARKED_DAYS), TODAY)).toBeNull()
  expect(markingObstacle(addDays(TODAY, -MARKED_DAYS - 1), TODAY)).toContain('31 jours')
  expect(markingObstacle(addDays(TODAY, 1), TODAY)).toBe(
    'Le pointage ouvre le jour même, mercredi 25 novembre.',
  )
})

test('whoever is there can be marked present, whatever the planning said, but on a closed day', () => {
  for (const state of ENTRY_STATES) {
    const to = markTarget({ state, before: null }, 'MARK_PRESENT')
    expect(to, state).toBe(['PRESENT', 'CLOSED', 'ELSEWHERE'].includes(state) ? null : 'PRESENT')
  }
})

test('only who was expected can be missing, and the undo gives back what stood', () => {
  const marked = (before: EntryState | null) => ({ state: 'PRESENT' as const, before })
  expect(markTarget({ state: 'BOOKED', before: null }, 'MARK_MISSING')).toBe('NO_SHOW')
  for (const before of [null, 'BOOKED'] as const)
    expect(markTarget(marked(before), 'MARK_MISSING')).toBe('NO_SHOW')
  for (const before of ['ENROLLED', 'ABSENT', 'REFUSED', 'ABSENCE_REQUESTED', 'OFFERED'] as const) {
    expect(markTarget(marked(before), 'MARK_MISSING'), before).toBeNull()
    expect(markTarget(marked(before), 'UNMARK'), before).toBe(before)
  }
  expect(markTarget(marked(null), 'UNMARK')).toBe('BOOKED')
  expect(markTarget({ state: 'NO_SHOW', before: 'BOOKED' }, 'UNMARK')).toBe('BOOKED')
})

test('a mark never leads where the table of states does not', () => {
  for (const state of ENTRY_STATES)
    for (const before of [null, ...ENTRY_STATES])
      for (const action of ['MARK_PRESENT', 'MARK_MISSING', 'UNMARK'] as const) {
        const to = markTarget({ state, before }, action)
        if (to !== null) expect(targetsOf(state, action)).toContain(to)
      }
})

test('who was not expected is billed a surcharge; who had asked is billed what stood', () => {
  for (const state of ['ENROLLED', 'REFUSED', 'ABSENT'] as const)
    expect(presenceBilling(state, 'FREE')).toBe('SURCHARGED')
  for (const state of ['BOOKED', 'REQUESTED', 'WAITLISTED', 'OFFERED', 'ABSENCE_REQUESTED'] as const)
    expect(presenceBilling(state, 'STANDARD')).toBe('STANDARD')
})

test('the figures of a sheet', () => {
  const kid = (state: EntryState, before: EntryState | null = null) => ({ state, before })
  const kids = [
    kid('BOOKED'),
    kid('ABSENCE_REQUESTED'),
    kid('PRESENT', 'BOOKED'),
    kid('PRESENT', 'ENROLLED'),
    kid('PRESENT', 'ABSENT'),
    kid('NO_SHOW', 'BOOKED'),
    kid('OFFERED'),
    kid('ABSENT'),
  ]
  expect(countSheet(kids)).toEqual({ expected: 4, present: 3, missing: 1, toMark: 2, unexpected: 2 })
  expect(kids.filter(cameUnexpected)).toHaveLength(2)
})

test('a cell of a spreadsheet is never a formula, and keeps its quotes and semicolons', () => {
  expect(csvRow(['=1+1', '-2', '@x', 'Le "Gall"; Yann', ''])).toBe(
    `"'=1+1";"'-2";"'@x";"Le ""Gall""; Yann";""\r\n`,
  )
})
