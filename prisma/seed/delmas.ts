import { addDays, weekdayOf, type Day } from '@/lib/core/day'
import type { Activities, Enrolled } from './activities'
import { ask, before, possibleDays, put, type Board } from './board'
import type { Household } from './families'

const SCHOOL_WEEKDAYS = [1, 2, 4, 5]

/** The enrollments of Lina and Noé, by name so that their story can tell each day. */
export function delmasEnrollments(
  { canteen, morning, evening, wednesday, holidays }: Activities,
  household: Household,
) {
  const [lina, noe] = household.children as [Household['children'][number], Household['children'][number]]
  const all = [1, 2, 3, 4, 5]
  return {
    linaCanteen: { child: lina, household, activity: canteen, weekdays: SCHOOL_WEEKDAYS },
    noeCanteen: { child: noe, household, activity: canteen, weekdays: SCHOOL_WEEKDAYS },
    linaEvening: { child: lina, household, activity: evening, weekdays: [2, 4] },
    noeMorning: { child: noe, household, activity: morning, weekdays: [1] },
    linaWednesday: { child: lina, household, activity: wednesday, weekdays: [3] },
    noeWednesday: { child: noe, household, activity: wednesday, weekdays: [3] },
    linaHolidays: { child: lina, household, activity: holidays, weekdays: all },
    noeHolidays: { child: noe, household, activity: holidays, weekdays: all },
  } satisfies Record<string, Enrolled>
}

/**
 * The weeks of the Delmas children: all states that a parent meets, around today. Lina is booked and absent
 * once, Noé is booked for two weeks; one request of each kind waits, one was refused.
 */
export function putDelmas(board: Board, one: ReturnType<typeof delmasEnrollments>, deciderId: string): void {
  const { linaCanteen, noeCanteen, linaEvening, noeMorning, linaWednesday, noeWednesday, linaHolidays } = one
  const tomorrow = addDays(board.today, 1)
  const coming = (enrolled: Enrolled, from = board.today) => possibleDays(board, enrolled, from)
  const accepted = {
    kind: 'RESERVATION',
    state: 'ACCEPTED',
    askedAt: before(board, 40),
    decidedAt: before(board, 40),
  } as const

  // What is past: present, but for one day on which Lina was ill.
  for (const enrolled of [linaCanteen, noeCanteen, linaEvening, noeMorning, linaWednesday]) {
    const past = possibleDays(board, enrolled).filter((on) => on < board.today)
    past.forEach((on, n) =>
      put(board, enrolled, on, { state: enrolled === linaCanteen && n === 3 ? 'ABSENT' : 'PRESENT' }),
    )
  }

  // The canteen: Lina every day but one, Noé for the next ten days of school.
  const meals = coming(linaCanteen)
  const absence = meals.filter((on) => on >= addDays(board.today, 6)).find((on) => weekdayOf(on) === 4)
  if (meals.length > 0) {
    const request = ask(board, [linaCanteen, noeCanteen], meals, accepted)
    if (absence) {
      const told = {
        kind: 'ABSENCE',
        state: 'ACCEPTED',
        askedAt: before(board, 1, 3),
        decidedAt: before(board, 1, 3),
      } as const
      put(board, linaCanteen, absence, {
        state: 'ABSENT',
        request: ask(board, [linaCanteen], [absence], told),
      })
    }
    for (const on of meals) put(board, linaCanteen, on, { state: 'BOOKED', request })
    for (const on of coming(noeCanteen).slice(0, 10)) put(board, noeCanteen, on, { state: 'BOOKED', request })
  }
  for (const on of coming(noeMorning).slice(0, 3)) put(board, noeMorning, on, { state: 'BOOKED' })

  // The evening: booked this week, asked for the next one, left free afterwards.
  const evenings = coming(linaEvening)
  for (const on of evenings.slice(0, 2)) put(board, linaEvening, on, { state: 'BOOKED' })
  askFor(board, [linaEvening], evenings.slice(2, 4), { askedAt: before(board, 1, 5) })

  // Wednesdays: Lina has the next one; both ask for the second; Noé was refused the third.
  const wednesdays = coming(linaWednesday, tomorrow)
  for (const on of wednesdays.slice(0, 1)) put(board, linaWednesday, on, { state: 'BOOKED' })
  askFor(board, [linaWednesday, noeWednesday], wednesdays.slice(1, 2), {
    askedAt: before(board, 2, 1),
    comment: 'Nous travaillons tous les deux ce jour-là.',
  })
  const refusedDay = wednesdays[2]
  if (refusedDay) {
    const reason = 'Sortie à la ferme ce mercredi : les places des 3-5 ans étaient limitées.'
    const decision = { state: 'REFUSED', reason, decidedAt: before(board, 1), deciderId } as const
    const request = ask(board, [noeWednesday], [refusedDay], {
      kind: 'RESERVATION',
      askedAt: before(board, 5),
      ...decision,
    })
    put(board, noeWednesday, refusedDay, { state: 'REFUSED', request, reason })
  }
  askFor(board, [linaHolidays], coming(linaHolidays, addDays(board.today, 10)).slice(0, 3), {
    askedAt: before(board, 0, 9),
  })
}

function askFor(
  board: Board,
  enrolled: [Enrolled, ...Enrolled[]],
  days: Day[],
  asked: { askedAt: Date; comment?: string },
): void {
  if (days.length === 0) return
  const request = ask(board, enrolled, days, { kind: 'RESERVATION', state: 'PENDING', ...asked })
  for (const one of enrolled) for (const on of days) put(board, one, on, { state: 'REQUESTED', request })
}
