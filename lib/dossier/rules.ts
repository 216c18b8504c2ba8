import { dayInParis, daysBetween } from '@/lib/core/day'
import type { Section, Unit, Values } from './fields'
import { openUnits } from './fields'
import { sameValues, valuesOfUnit } from './values'

export type ChangeState = 'PENDING' | 'ACCEPTED' | 'REFUSED' | 'WITHDRAWN'

/** What a change may become. A decision is never undone: another change is asked. */
export const TRANSITIONS = {
  PENDING: ['ACCEPTED', 'REFUSED', 'WITHDRAWN'],
  ACCEPTED: [],
  REFUSED: [],
  WITHDRAWN: [],
} as const satisfies Record<ChangeState, readonly ChangeState[]>

/** Whether a change may go from a state to another. */
export function mayBecome(from: ChangeState, to: ChangeState): boolean {
  return (TRANSITIONS[from] as readonly ChangeState[]).includes(to)
}

/** A change that waits, as far as asking goes. `ours`: asked by the parent's own family, who may amend it. */
export type WaitingChange = { id: string; unit: string; after: Values; ours: boolean }

type Asked = { unit: Unit; before: Values; after: Values }

/** What saving a section comes to. Nothing is written when `moved` or `elsewhere` holds a unit. */
export type AskPlan = {
  /** New changes, that wait for the collectivité. */
  ask: Asked[]
  /** New changes of units that need no validation. */
  settle: Asked[]
  /** Changes that wait, whose asked value is replaced; what they found stays, since the form showed what waits alone. */
  amend: (Omit<Asked, 'before'> & { id: string })[]
  /** Changes that wait and ask again for the value in force. */
  withdraw: { unit: Unit; id: string }[]
  /** Units whose value moved since the form was shown. */
  moved: Unit[]
  /** Units that the child's other family already asked to change. */
  elsewhere: Unit[]
}

/** The units of a section, open to families, whose values differ. */
export function diff(section: Section, from: Values, to: Values): Unit[] {
  return openUnits(section).filter((unit) => !sameValues(unit, from, to))
}

/** What a form shows first: the value that waits, or else the value in force. */
export function standingValues(section: Section, current: Values, waiting: readonly WaitingChange[]): Values {
  const asked = openUnits(section).flatMap((unit) => waiting.filter(({ unit: id }) => id === unit.id))
  return Object.assign({}, current, ...asked.map(({ after }) => after))
}

/**
 * What saving a section comes to. `shown` is what the form showed: a unit left as it was shown asks for
 * nothing, even when its value in force moved meanwhile.
 */
export function planChanges(
  section: Section,
  current: Values,
  waiting: readonly WaitingChange[],
  shown: Values,
  asked: Values,
): AskPlan {
  const plan: AskPlan = { ask: [], settle: [], amend: [], withdraw: [], moved: [], elsewhere: [] }
  const standing = standingValues(section, current, waiting)
  for (const unit of diff(section, shown, asked)) {
    const change = waiting.find(({ unit: id }) => id === unit.id)
    const after = valuesOfUnit(unit, asked)
    const values = { unit, before: valuesOfUnit(unit, current), after }
    if (sameValues(unit, asked, standing)) continue
    if (change && !change.ours) plan.elsewhere.push(unit)
    else if (!sameValues(unit, shown, standing)) plan.moved.push(unit)
    else if (change && sameValues(unit, asked, current)) plan.withdraw.push({ unit, id: change.id })
    else if (change) plan.amend.push({ unit, id: change.id, after })
    else if (unit.mode === 'FREE') plan.settle.push(values)
    else plan.ask.push(values)
  }
  return plan
}

/**
 * What an agent's own edit of a person comes to: the values to write, and the units whose value moved since
 * the form showed them (then nothing is written). A unit left as it was shown is left alone.
 */
export function planEdit(
  units: readonly Unit[],
  current: Values,
  shown: Values,
  asked: Values,
): { write: Values; moved: Unit[] } {
  const touched = units.filter((unit) => !sameValues(unit, shown, asked) && !sameValues(unit, asked, current))
  const moved = touched.filter((unit) => !sameValues(unit, shown, current))
  return { write: Object.assign({}, ...touched.map((unit) => valuesOfUnit(unit, asked))), moved }
}

/**
 * How a change stands against the value in force: CLEAR when nothing moved since it was asked, DONE when
 * the value in force is already the one asked for, CONFLICT when it became a third one.
 */
export function standingOf(
  unit: Unit,
  change: { before: Values; after: Values },
  current: Values,
): 'CLEAR' | 'DONE' | 'CONFLICT' {
  if (sameValues(unit, change.after, current)) return 'DONE'
  return sameValues(unit, change.before, current) ? 'CLEAR' : 'CONFLICT'
}

export type Verdict = 'ACCEPT' | 'REFUSE'

/**
 * A decision on one change. `version` is that of the change the agent read (see `versionOf`);
 * `acknowledged` the value in force that the agent saw and confirms to replace, in a conflict.
 */
export type Decision = {
  changeId: string
  verdict: Verdict
  version: number
  reason?: string
  acknowledged?: Values
}

/**
 * The version of a change: the instant at which it was last asked, in milliseconds. A decision names the
 * one it was taken on, so that nobody accepts a value amended after they read it.
 */
export function versionOf(change: { askedAt: Date }): number {
  return change.askedAt.getTime()
}

/** When an amendment counts as asked: now, but always later than what it amends, so that versions differ. */
export function amendedAt(change: { askedAt: Date }, now: Date): Date {
  return new Date(Math.max(now.getTime(), change.askedAt.getTime() + 1))
}

type DecidedChange = { state: ChangeState; askedAt: Date; before: Values; after: Values }

/**
 * What a decision does to a change, the value in force being what it is. ACCEPTED gives the values to write,
 * none when they are in force already. Otherwise it does nothing, and says why: GONE (decided or withdrawn
 * before), AMENDED (the family asked for another value since), CONFLICT (the value in force moved, and the
 * agent has not confirmed to have seen it).
 */
export function decisionOutcome(
  unit: Unit,
  change: DecidedChange,
  current: Values,
  decision: Decision,
): { kind: 'ACCEPTED'; write: Values } | { kind: 'REFUSED' } | { kind: 'GONE' | 'AMENDED' | 'CONFLICT' } {
  if (!mayBecome(change.state, decision.verdict === 'ACCEPT' ? 'ACCEPTED' : 'REFUSED'))
    return { kind: 'GONE' }
  if (versionOf(change) !== decision.version) return { kind: 'AMENDED' }
  if (decision.verdict === 'REFUSE') return { kind: 'REFUSED' }
  const standing = standingOf(unit, change, current)
  if (standing === 'DONE') return { kind: 'ACCEPTED', write: {} }
  const seen = decision.acknowledged && sameValues(unit, decision.acknowledged, current)
  if (standing === 'CONFLICT' && !seen) return { kind: 'CONFLICT' }
  return { kind: 'ACCEPTED', write: valuesOfUnit(unit, change.after) }
}

/** The values in force once what is written is applied. */
export function apply(current: Values, write: Values): Values {
  return { ...current, ...write }
}

/** Days after which a change that waits is shown as late. */
const LATE_AFTER_DAYS = 5

/** How long a change has waited, in calendar days: « aujourd’hui », « hier », « depuis 4 j ». */
export function waitingSince(askedAt: Date, now: Date): { words: string; late: boolean } {
  const days = Math.max(0, daysBetween(dayInParis(askedAt), dayInParis(now)))
  const words = days === 0 ? 'aujourd’hui' : days === 1 ? 'hier' : `depuis ${days}\u00a0j`
  return { words, late: days >= LATE_AFTER_DAYS }
}
