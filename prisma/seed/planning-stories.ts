import { addDays, day, dayToDb, weekdayOf } from '@/lib/core/day'
import { custodyFamilyOn, type CustodyRule } from '@/lib/family/custody-rules'
import type { Enrolled } from './activities'
import { ask, before, possibleDays, put, type Board } from './board'
import type { Household, Seed } from './families'

/**
 * Jules’s custody calendar: the even weeks with his mother, the odd ones with his father, the holidays by halves, and
 * this year’s Christmas days the other way round.
 */
export async function seedCustody(
  { db, today }: Seed,
  ofMother: Enrolled,
  father: Household,
): Promise<CustodyRule[]> {
  const year = Number(today.slice(0, 4))
  const families = { familyId: ofMother.household.id, otherFamilyId: father.id }
  const since = { startsOn: day(`${year - 1}-09-01`), endsOn: null }
  const rules: CustodyRule[] = [
    { kind: 'WEEKS', ...families, ...since },
    { kind: 'HOLIDAYS', ...families, ...since },
    {
      kind: 'DAYS',
      familyId: father.id,
      otherFamilyId: null,
      startsOn: day(`${year}-12-24`),
      endsOn: day(`${year}-12-25`),
    },
  ]
  await db.custodyRule.createMany({
    data: rules.map((rule) => ({
      ...rule,
      childId: ofMother.child.id,
      startsOn: dayToDb(rule.startsOn),
      endsOn: rule.endsOn && dayToDb(rule.endsOn),
    })),
  })
  return rules
}

/** Jules eats at the canteen; it is the family that has him that books and pays. Fridays to come are not booked yet. */
export function putAlternateWeeks(
  board: Board,
  ofMother: Enrolled,
  father: Household,
  custody: readonly CustodyRule[],
): void {
  for (const on of possibleDays(board, ofMother)) {
    if (on > board.today && weekdayOf(on) === 5) continue
    const isFathers = custodyFamilyOn(custody, on, board.calendar.holidays) === father.id
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
