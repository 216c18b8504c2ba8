import type { Day } from '@/lib/core/day'
import type { GuardianSlot } from './columns'
import type { FieldProblem } from './parsed'

/** Why a line can't be imported. Each is a group of the report, with its text in messages.ts. */
export type ProblemCode =
  | FieldProblem
  | 'WIDTH'
  | 'DOUBLED'
  | 'CONTRADICTORY'
  | 'UNKNOWN_FAMILY'
  | 'FAMILY_ASIDE'
  | 'UNKNOWN_CHILD'
  | 'CHILD_ASIDE'
  | 'UNKNOWN_ACTIVITY'
  | 'PERIOD'
  | 'OVERLAP'

/** A reason, with the heading of the column that it is about. */
export type LineProblem = { code: ProblemCode; column: string | null; message: string }

/** Canonical texts by field: days as YYYY-MM-DD, numbers as figures, null for an empty cell. Unmapped columns are absent. */
export type Values = Record<string, string | null>

/** `identity`: names and birth date of the file, by which the guardian is known from one import to the next. */
export type GuardianRecord = { slot: GuardianSlot; identity: string; values: Values }

/** `number`: the family's own; `values`: what belongs to the family rather than to a guardian. */
export type FamilyRecord = { number: string; values: Values; guardians: GuardianRecord[] }

/** `key`: the child's number, or its family, names and birth date where the file has no numbers. */
export type ChildRecord = { key: string; number: string | null; familyNumber: string | null; values: Values }

export type LinkRecord = { familyNumber: string; childKey: string }

export type EnrollmentRecord = {
  childKey: string
  activityId: number
  startsOn: Day
  endsOn: Day
  /** Canonical text « 1,2,4,5 ». */
  weekdays: string
  /** « true » or « false »; absent where no column says it. */
  isOccasional?: string
}

/**
 * A line of a file as read. `key` names its record even when the line is wrong (empty when it can't be
 * known): what depends on a wrong line is wrong too. `record` is only meant to be written when there is
 * no problem.
 */
export type ReadLine<T> = {
  line: number
  raw: string
  key: string
  label: string
  record: T
  problems: LineProblem[]
}
