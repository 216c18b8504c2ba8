import type { NamedPeriod } from '@/lib/activity/rules/calendar'
import { daysBetween, formatDay, formatPeriod, isoWeekOf, type Day } from '@/lib/core/day'

export const CUSTODY_KINDS = ['WEEKS', 'HOLIDAYS', 'DAYS'] as const

export type CustodyKind = (typeof CUSTODY_KINDS)[number]

/**
 * Which of two families has a child, from one day to another (null: until further notice). `familyId` has of WEEKS the
 * even weeks, of HOLIDAYS the first half in even years and the second in odd years, of DAYS all of them; `otherFamilyId` the rest.
 */
export type CustodyRule = {
  kind: CustodyKind
  familyId: string
  otherFamilyId: string | null
  startsOn: Day
  endsOn: Day | null
}

/** Shorter holidays are not shared in halves: a long week-end goes with its weeks. */
const SHORTEST_SHARED_HOLIDAYS = 7

/** The more particular comes first: free days, then holidays, then weeks. */
const PRECEDENCE: readonly CustodyKind[] = ['DAYS', 'HOLIDAYS', 'WEEKS']

/**
 * The family that has a child on a day: it alone books and pays it. Null when no rule says.
 * @param holidays the school holidays of the zone, both ends included
 */
export function custodyFamilyOn(
  rules: readonly CustodyRule[],
  day: Day,
  holidays: readonly NamedPeriod[],
): string | null {
  const standing = rules.filter(
    ({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || day <= endsOn),
  )
  for (const kind of PRECEDENCE) {
    const rule = standing.find((one) => one.kind === kind)
    const family = rule && FAMILY_OF[kind](rule, day, holidays)
    if (family) return family
  }
  return null
}

type FamilyOf = (rule: CustodyRule, day: Day, holidays: readonly NamedPeriod[]) => string | null

const FAMILY_OF: Record<CustodyKind, FamilyOf> = {
  DAYS: ({ familyId }) => familyId,
  HOLIDAYS: (rule, day, holidays) => {
    const period = holidays.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
    if (!period) return null
    const length = daysBetween(period.startsOn, period.endsOn) + 1
    if (length < SHORTEST_SHARED_HOLIDAYS) return null
    // Of an odd number of days, the one in the middle is of the first half.
    const isFirstHalf = daysBetween(period.startsOn, day) < Math.ceil(length / 2)
    // Christmas holidays are those of the year in which they begin.
    const isEvenYear = Number(period.startsOn.slice(0, 4)) % 2 === 0
    return isFirstHalf === isEvenYear ? rule.familyId : rule.otherFamilyId
  },
  WEEKS: (rule, day) => (isoWeekOf(day) % 2 === 0 ? rule.familyId : rule.otherFamilyId),
}

/** A rule in one sentence, for agents: which family has which days, from when until when. */
export function custodySentence(
  { kind, startsOn, endsOn }: Pick<CustodyRule, 'kind' | 'startsOn' | 'endsOn'>,
  family: string,
  otherFamily: string | null,
): string {
  if (kind === 'DAYS') return `Famille ${family} : ${formatPeriod({ startsOn, endsOn: endsOn! }, 'long')}.`
  const when = endsOn
    ? formatPeriod({ startsOn, endsOn }, 'long')
    : `à partir du ${formatDay(startsOn, 'long')}`
  return kind === 'WEEKS'
    ? `Semaines paires : famille ${family} ; semaines impaires : famille ${otherFamily} ; ${when}.`
    : `Vacances, première moitié : famille ${family} les années paires, famille ${otherFamily} les années impaires ; seconde moitié : l’inverse ; ${when}.`
}
