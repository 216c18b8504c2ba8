import { daysBetween, type Day } from '@/lib/core/day'
import type { Period } from './entries'
import { costsMore, PERIOD_OUTCOMES, type PeriodOutcome, type PlannedDay, type RequestKind } from './period'

/** What was announced of a child's days in an activity: a letter a day of the period, « - » where nothing was said. */
export type Announced = { childId: string; activityId: number; letters: string }

const LETTERS = { ACCEPTED: 'a', PENDING: 'p', WAITLISTED: 'w', IMPOSSIBLE: 'i', ALREADY: 'd' } as const

/** The letter of an outcome; a capital where it costs more than usual. */
export function letterOf(one: Pick<PlannedDay, 'outcome' | 'billing'>, kind: RequestKind): string {
  const letter = LETTERS[one.outcome]
  return costsMore(one, kind) ? letter.toUpperCase() : letter
}

/** Writes down what a preview announces, short enough to travel in its form. */
export function announce(
  plan: readonly PlannedDay[],
  { children, activities }: { children: readonly { id: string }[]; activities: readonly { id: number }[] },
  { from, to }: Period,
  kind: RequestKind,
): Announced[] {
  const length = daysBetween(from, to) + 1
  const rows = new Map<string, { child: number; activity: number; letters: string[] }>()
  for (const one of plan) {
    const key = `${one.child} ${one.activity}`
    const row = rows.get(key) ?? { ...one, letters: Array<string>(length).fill('-') }
    row.letters[daysBetween(from, one.day)] = letterOf(one, kind)
    rows.set(key, row)
  }
  return [...rows.values()].map(({ child, activity, letters }) => ({
    childId: children[child]!.id,
    activityId: activities[activity]!.id,
    letters: letters.join(''),
  }))
}

/** What the preview said of the days, where it is no longer so: by position in the plan. */
export function changedSince(
  plan: readonly PlannedDay[],
  announced: readonly Announced[],
  { children, activities }: { children: readonly { id: string }[]; activities: readonly { id: number }[] },
  from: Day,
  kind: RequestKind,
): Map<number, string> {
  const rows = new Map(announced.map((row) => [`${row.childId} ${row.activityId}`, row.letters]))
  const changed = new Map<number, string>()
  if (announced.length === 0) return changed
  plan.forEach((one, index) => {
    const row = rows.get(`${children[one.child]!.id} ${activities[one.activity]!.id}`)
    const said = row?.[daysBetween(from, one.day)] ?? '-'
    if (said !== letterOf(one, kind)) changed.set(index, said)
  })
  return changed
}

/** The outcome that a letter of a preview stood for; null for a day that it did not speak of. */
export function outcomeOfLetter(letter: string): PeriodOutcome | null {
  return PERIOD_OUTCOMES.find((one) => LETTERS[one] === letter.toLowerCase()) ?? null
}
