import { isGood, type ReadFiles } from './check'
import { compareRecord } from './compare'
import { remember, touch, type Draft } from './draft'
import { isFirstMeeting, linkToFamilies, linkNewGuardians, type NumberedFamily } from './plan-links'
import type { ChildRecord, ReadLine, Values } from './records'
import { lineReport } from './report'
import type { ChildState, PortalState } from './state'
import { fold } from './text'

const COLOURS = 6

/** The first colour that no brother or sister has; when all are taken, the one that fewest have. */
export function firstFreeColour(taken: number[]): number {
  const counts = Array.from(
    { length: COLOURS },
    (_, colour) => taken.filter((other) => other === colour).length,
  )
  return counts.indexOf(Math.min(...counts))
}

/** Plans the children, their schools, and the links to the guardians of their families. */
export function planChildren(draft: Draft, files: ReadFiles, state: PortalState): void {
  const find = childFinder(draft, state)
  const context = {
    state,
    schools: new Map(state.schools.map((name) => [fold(name), name])),
    colours: coloursByFamily(state),
  }
  const links = Map.groupBy(files.LINKS.filter(isGood), (line) => line.record.childKey)
  const groups = Map.groupBy(files.CHILDREN.filter(isGood), (line) => line.key)
  const familiesOf = (numbers: (string | null)[]): NumberedFamily[] =>
    [...new Set(numbers)].flatMap((number) => (number ? [{ number, id: draft.familyIds.get(number)! }] : []))

  for (const [key, group] of groups) {
    const linked = (links.get(key) ?? []).map(({ record }) => record.familyNumber)
    const families = familiesOf([...group.map(({ record }) => record.familyNumber), ...linked])
    planChild(draft, { group, families, match: find(group[0]!.record, families) }, context)
  }
  const portal = new Map(state.children.map((child) => [child.id, child]))
  for (const [key, group] of links) {
    const id = draft.childIds.get(key)!
    if (!groups.has(key))
      linkToFamilies(
        draft,
        { key, id, match: portal.get(id) ?? null },
        familiesOf(group.map(({ record }) => record.familyNumber)),
        state,
      )
  }
  const made = new Set(draft.remembered.flatMap((record) => (record.kind === 'LINKS' ? [record.key] : [])))
  for (const line of files.LINKS.filter(isGood))
    draft.lines.push(lineReport('LINKS', line, { outcome: made.has(line.key) ? 'CREATED' : 'UNCHANGED' }))
  linkNewGuardians(draft, state)
}

/** Finds a child: by number or as an import met it; else, in the same family, by names and birth date when it has no number. */
function childFinder(draft: Draft, state: PortalState) {
  const byId = new Map(state.children.map((child) => [child.id, child]))
  const byFamily = new Map<string, ChildState[]>()
  for (const child of state.children)
    for (const familyId of child.familyIds) {
      const known = byFamily.get(familyId)
      if (known) known.push(child)
      else byFamily.set(familyId, [child])
    }
  return (record: ChildRecord, families: NumberedFamily[]): ChildState | null => {
    const met = byId.get(draft.childIds.get(record.key) ?? '')
    if (met) return met
    const alike = families
      .flatMap(({ id }) => byFamily.get(id) ?? [])
      .filter((child) => child.number === null && isSamePerson(child.values, record.values))
    return alike[0] ?? null
  }
}

function isSamePerson(a: Values, b: Values): boolean {
  const isSame = (field: string) => fold(a[field] ?? '') === fold(b[field] ?? '')
  return ['lastName', 'firstNames', 'birthDate'].every(isSame)
}

function coloursByFamily(state: PortalState): Map<string, number[]> {
  const colours = new Map<string, number[]>()
  for (const { colour, familyIds } of state.children)
    for (const familyId of familyIds) colours.set(familyId, [...(colours.get(familyId) ?? []), colour])
  return colours
}

type ChildCase = { group: ReadLine<ChildRecord>[]; families: NumberedFamily[]; match: ChildState | null }
type Context = { state: PortalState; schools: Map<string, string>; colours: Map<string, number[]> }

function planChild(
  draft: Draft,
  { group, families, match }: ChildCase,
  { state, schools, colours }: Context,
): void {
  const [first, ...repeated] = group as [ReadLine<ChildRecord>, ...ReadLine<ChildRecord>[]]
  const { key, number, values } = first.record
  const id = match?.id ?? draft.tools.newId()
  draft.childIds.set(key, id)
  const outcome = compareRecord(
    {
      scope: `CHILDREN|${key}`,
      file: values.school ? { ...values, school: schoolName(draft, values.school, schools) } : values,
      current: match?.values ?? null,
      previous: match ? (state.remembered.CHILDREN.get(key)?.digests ?? null) : null,
      pending: match ? state.pending.get(match.id) : undefined,
    },
    draft.tools,
  )
  remember(draft, 'CHILDREN', key, id, outcome.digests)
  const set = {
    ...outcome.set,
    ...(number !== null && match?.number !== number && { externalNumber: number }),
    // The end that is known is that of the former PAI: kept, it would have the new one erased as ended.
    ...(match && 'careplan' in outcome.set && { careplanEndsOn: null }),
  }
  if (!match) {
    const colour = firstFreeColour(families.flatMap((family) => colours.get(family.id) ?? []))
    for (const family of families) colours.set(family.id, [...(colours.get(family.id) ?? []), colour])
    draft.children.push({ id, version: null, colour, set })
  } else if (Object.keys(set).length > 0)
    draft.children.push({ id, version: match.version, colour: null, set })

  const isJoining =
    match !== null && families.some((family) => isFirstMeeting({ key, id, match }, family, state))
  linkToFamilies(draft, { key, id, match }, families, state)
  const fields = match ? [...Object.keys(outcome.set), ...(isJoining ? ['familyNumber'] : [])] : []
  const { conflicts, differences } = outcome
  const verdict = !match ? 'CREATED' : fields.length > 0 ? 'CHANGED' : 'UNCHANGED'
  draft.lines.push(lineReport('CHILDREN', first, { outcome: verdict, fields, conflicts, differences }))
  for (const line of repeated) draft.lines.push(lineReport('CHILDREN', line))
  for (const family of families)
    touch(draft, family.id, match ? fields.map((field) => `child.${field}`) : ['child'])
}

/** The name under which the portal knows a school; a school it does not know is to be created. */
function schoolName(draft: Draft, name: string, schools: Map<string, string>): string {
  const known = schools.get(fold(name))
  if (known) return known
  schools.set(fold(name), name)
  draft.schools.push(name)
  return name
}
