import { deadlineInstant, isWithin, type DeadlineRule } from '@/lib/activity/rules/deadline'
import { addDays, day, dayToDb, weekdayOf, type WallTime } from '@/lib/core/day'
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

/** A meal cancelled too late: the absence is taken, and the meal billed. Where its limit has not passed, it is free. */
export function putLateCancellation(board: Board, enrolled: Enrolled[], household: Household): void {
  const meal = enrolled.find((one) => one.household.id === household.id && one.activity.icon === 'MEAL')
  const on = meal && possibleDays(board, meal, addDays(board.today, 1))[0]
  if (!on) return
  const askedAt = before(board, 0, 2)
  const { startsAt, absenceDeadline } = meal.activity
  const limit = deadlineInstant(absenceDeadline as DeadlineRule, {
    ...{ day: on, startsAt: startsAt as WallTime, calendar: board.calendar },
  })
  const request = ask(board, [meal], [on], {
    ...{ kind: 'ABSENCE', state: 'ACCEPTED', askedAt, decidedAt: askedAt },
    absenceReason: 'ILLNESS',
    comment: 'Yann a de la fièvre.',
  })
  put(board, meal, on, { state: 'ABSENT', billing: isWithin(limit, askedAt) ? 'FREE' : 'STANDARD', request })
}
