import type { Day } from '@/lib/core/day'
import type { Estimate } from '@/lib/billing/rules/estimate'
import type { Announced } from './announced'
import { costsMore, type PeriodOutcome, type PlannedDay, type RequestKind } from './period'

/** The outcomes of a plan, counted. SURCHARGED are those of ACCEPTED that cost more than usual. */
export type PeriodCounts = Record<PeriodOutcome | 'SURCHARGED', number>

/** Counts what becomes of the days of a plan. */
export function countOutcomes(
  plan: readonly Pick<PlannedDay, 'outcome' | 'billing'>[],
  kind: RequestKind,
): PeriodCounts {
  const counts: PeriodCounts = {
    ACCEPTED: 0,
    PENDING: 0,
    WAITLISTED: 0,
    IMPOSSIBLE: 0,
    ALREADY: 0,
    SURCHARGED: 0,
  }
  for (const one of plan) {
    counts[one.outcome] += 1
    if (costsMore(one, kind)) counts.SURCHARGED += 1
  }
  return counts
}

/** A day of a preview or of a result, as the screen shows it. `announced`: the letter that the preview gave instead. */
export type PeriodDay = Pick<PlannedDay, 'child' | 'activity' | 'day' | 'outcome' | 'rank' | 'reason'> & {
  costsMore: boolean
  announced?: string
}

/** What a period request would do, or has done. */
export type PeriodView = {
  kind: RequestKind
  from: Day
  to: Day
  children: { id: string; firstName: string; colour: number }[]
  activities: { id: number; name: string }[]
  days: PeriodDay[]
  counts: PeriodCounts
  /** Children and activities asked for without a single day to ask for. */
  empty: { child: number; activity: number }[]
  /** Of a preview: what it says, for the confirmation to compare with. */
  announced: Announced[]
  /** Of a preview: what it would cost each family that pays, by the parent's person in it; none where nothing has a price. */
  estimates: (Estimate & { guardianId: string })[]
  /** The numbers of the requests made, one for each family. */
  numbers: number[]
}
