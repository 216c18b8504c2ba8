import { addDays, day, type Day } from '@/lib/core/day'

export type Validity = 'UNLIMITED' | 'DAYS' | 'SCHOOL_YEAR'

/** How long a type of document is valid. */
export type ValidityRule = { validity: Validity; validityDays: number | null }

/**
 * The last day of the school year that a document of this day is for: 31 August. From July on it is that of the
 * next year: classes are over, families prepare the autumn.
 */
export function endOfSchoolYear(on: Day): Day {
  const year = Number(on.slice(0, 4))
  return day(`${on.slice(5) < '07-01' ? year : year + 1}-08-31`)
}

/** The last valid day that the agent is offered when a document is accepted on a day; null for ever. */
export function proposedExpiry({ validity, validityDays }: ValidityRule, on: Day): Day | null {
  if (validity === 'SCHOOL_YEAR') return endOfSchoolYear(on)
  return validity === 'DAYS' && validityDays ? addDays(on, validityDays) : null
}

/** Days before the end at which the family is reminded, once each. */
export const REMINDERS = { first: 30, last: 7 } as const
