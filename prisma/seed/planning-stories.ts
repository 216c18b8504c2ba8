import { addDays, day, daysBetween, mondayOf } from '@/lib/core/day'
import type { Enrolled } from './activities'
import { ask, before, possibleDays, put, type Board } from './board'
import type { Household } from './families'

/** A Monday to count weeks from. */
const SOME_MONDAY = day('2024-01-01')

/** Jules eats at the canteen every day; one week in two it is his father’s family that books and pays. */
export function putAlternateWeeks(board: Board, ofMother: Enrolled, father: Household): void {
  for (const on of possibleDays(board, ofMother)) {
    const isFathers = (daysBetween(SOME_MONDAY, mondayOf(on)) / 7) % 2 === 0
    const household = isFathers ? father : ofMother.household
    put(board, ofMother, on, { state: on < board.today ? 'PRESENT' : 'BOOKED', household })
  }
}

/** A meal cancelled too late: the absence is refused, the booking stays. */
export function putLateCancellation(
  board: Board,
  enrolled: Enrolled[],
  household: Household,
  deciderId: string,
): void {
  const meal = enrolled.find((one) => one.household.id === household.id && one.activity.icon === 'MEAL')
  const on = meal && possibleDays(board, meal, addDays(board.today, 1))[0]
  if (!on) return
  const reason = 'Signalée après l’heure limite : le repas est commandé.'
  const decision = { state: 'REFUSED', reason, decidedAt: before(board, 0, 1), deciderId } as const
  ask(board, [meal], [on], {
    kind: 'ABSENCE',
    askedAt: before(board, 0, 2),
    comment: 'Yann a de la fièvre.',
    ...decision,
  })
  put(board, meal, on, { state: 'BOOKED' })
}
