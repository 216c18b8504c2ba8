import { isGood, overlap } from './check'
import { compareRecord } from './compare'
import { forgetOtherKeys, keysByEntity, remember, touch, type Draft } from './draft'
import type { EnrollmentRecord, ReadLine, Values } from './records'
import { lineReport } from './report'
import type { EnrollmentState, PortalState } from './state'

type Line = ReadLine<EnrollmentRecord>

/**
 * Plans the enrollments. One of the file is that of the portal which an import made from the same child,
 * activity and first day; else the one with the same first day; else the only one whose period it overlaps
 * (its first day was corrected). A line whose period would overlap another one is wrong.
 */
export function planEnrollments(draft: Draft, lines: Line[], state: PortalState): void {
  const keys = keysByEntity(state.remembered.ENROLLMENTS)
  const portal = Map.groupBy(state.enrollments, ({ childId, activityId }) => `${childId}|${activityId}`)
  const families = familiesByChild(draft, state)
  const childOf = ({ record }: Line) => draft.childIds.get(record.childKey)!
  const groups = Map.groupBy(lines.filter(isGood), (line) => `${childOf(line)}|${line.record.activityId}`)
  for (const [owner, group] of groups) {
    const childId = childOf(group[0]!)
    const known = portal.get(owner) ?? []
    const distinct = [...new Map(group.map((line) => [line.key, line])).values()]
    const matches = matchEnrollments(distinct, known, state)
    const outcomes = distinct.map((line) =>
      compareEnrollment(draft, line, matches.get(line) ?? null, state, keys),
    )
    const kept = known
      .filter((other) => !outcomes.some(({ match }) => match === other))
      .map(({ values }) => values)
    for (const outcome of outcomes) {
      const others = [...kept, ...outcomes.filter((other) => other !== outcome).map((other) => other.final)]
      const clash = others.find((other) => overlap(period(outcome.final), period(other)))
      if (clash) refuse(outcome.line, clash)
      else planEnrollment(draft, { ...outcome, childId, families: families.get(childId) ?? [] }, keys)
    }
    for (const line of group) if (!distinct.includes(line)) draft.lines.push(lineReport('ENROLLMENTS', line))
  }
}

const period = (values: Values) => ({ startsOn: values.startsOn!, endsOn: values.endsOn! })

function refuse(line: Line, other: Values): void {
  const french = (day: string) => day.split('-').reverse().join('/')
  const { startsOn, endsOn } = period(other)
  line.problems.push({
    code: 'OVERLAP',
    column: null,
    message: `L’enfant est déjà inscrit à cette activité du ${french(startsOn)} au ${french(endsOn)} : les périodes se chevauchent.`,
  })
}

function matchEnrollments(
  lines: Line[],
  known: EnrollmentState[],
  state: PortalState,
): Map<Line, EnrollmentState> {
  const matches = new Map<Line, EnrollmentState>()
  const free = new Set(known)
  const likenesses: ((line: Line, other: EnrollmentState) => boolean)[] = [
    (line, { id }) => state.remembered.ENROLLMENTS.get(line.key)?.entityId === id,
    ({ record }, { values }) => record.startsOn === values.startsOn,
    ({ record }, { values }) => overlap(record, period(values)),
  ]
  for (const isLike of likenesses)
    for (const line of lines) {
      if (matches.has(line)) continue
      const found = [...free].filter((other) => isLike(line, other))
      if (found.length !== 1) continue
      matches.set(line, found[0]!)
      free.delete(found[0]!)
    }
  return matches
}

/** The families of each child once the import is done: the journal tells them what was written. */
function familiesByChild(draft: Draft, state: PortalState): Map<string, string[]> {
  const families = new Map(state.children.map(({ id, familyIds }) => [id, familyIds]))
  for (const [childId, added] of draft.familiesOfChild)
    families.set(childId, [...new Set([...(families.get(childId) ?? []), ...added])])
  return families
}

type EnrollmentOutcome = ReturnType<typeof compareEnrollment>

function compareEnrollment(
  draft: Draft,
  line: Line,
  match: EnrollmentState | null,
  state: PortalState,
  keys: Map<string, string[]>,
) {
  const { startsOn, endsOn, weekdays, isOccasional, activityId, childKey } = line.record
  const known =
    match &&
    [line.key, ...(keys.get(match.id) ?? [])].find(
      (key) => state.remembered.ENROLLMENTS.get(key)?.entityId === match.id,
    )
  const outcome = compareRecord(
    {
      scope: `ENROLLMENTS|${childKey}|${activityId}`,
      file: { startsOn, endsOn, weekdays, ...(isOccasional && { isOccasional }) },
      current: match?.values ?? null,
      previous: known ? state.remembered.ENROLLMENTS.get(known)!.digests : null,
    },
    draft.tools,
  )
  const final: Values = { ...match?.values, ...outcome.set }
  return { line, match, outcome, final }
}

function planEnrollment(
  draft: Draft,
  { line, match, outcome, childId, families }: EnrollmentOutcome & { childId: string; families: string[] },
  keys: Map<string, string[]>,
): void {
  const { activityId } = line.record
  const id = match?.id ?? draft.tools.newId()
  const fields = Object.keys(outcome.set)
  if (!match || fields.length > 0)
    draft.enrollments.push({ id, childId, activityId, version: match?.version ?? null, set: outcome.set })
  remember(draft, 'ENROLLMENTS', line.key, id, outcome.digests)
  forgetOtherKeys(draft, 'ENROLLMENTS', line.key, id, keys)
  const said = match
    ? {
        outcome: fields.length > 0 ? ('CHANGED' as const) : ('UNCHANGED' as const),
        fields,
        differences: outcome.differences,
      }
    : { outcome: 'CREATED' as const }
  draft.lines.push(lineReport('ENROLLMENTS', line, said))
  for (const family of families)
    touch(draft, family, match ? fields.map((field) => `enrollment.${field}`) : ['enrollment'])
}
