import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import { regroup } from '@/lib/planning/rules/regroup'
import type { StoredState } from '@/lib/planning/rules/states'

const [OLD, NEW] = [1, 2]
const MONDAY = day('2026-11-30')
const TUESDAY = day('2026-12-01')

const booking = (state: StoredState, on = MONDAY) => ({ day: on, groupId: OLD, state })

for (const [state, moves] of [
  ['BOOKED', false],
  ['OFFERED', false],
  ['ABSENCE_REQUESTED', false],
  ['REQUESTED', true],
  ['WAITLISTED', true],
  ['ABSENT', true],
  ['REFUSED', true],
] as const)
  test(`${state}: ${moves ? 'goes to the new group though it is full' : 'stays where its place is, when the new group is full'}`, () => {
    const result = regroup(
      [booking(state)],
      () => NEW,
      () => false,
    )
    expect(result.moves.length).toBe(moves ? 1 : 0)
    expect(result.kept).toEqual(moves ? [] : [MONDAY])
  })

test('each day goes to the group of that day where it has a place; one already there does not move', () => {
  const isFree = (groupId: number, on: string) => groupId === NEW && on === MONDAY
  const there = { ...booking('BOOKED', TUESDAY), groupId: NEW }
  expect(regroup([booking('BOOKED'), there], () => NEW, isFree)).toEqual({
    moves: [{ ...booking('BOOKED'), to: NEW }],
    kept: [],
  })
})

test('a day of which no group takes the child stays in its group, whatever its state', () => {
  expect(
    regroup(
      [booking('REQUESTED')],
      () => null,
      () => true,
    ),
  ).toEqual({ moves: [], kept: [MONDAY] })
})
