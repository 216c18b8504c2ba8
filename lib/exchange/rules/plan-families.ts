import { isGood } from './check'
import { compareRecord } from './compare'
import { forgetOtherKeys, keysByEntity, remember, touch, type Draft } from './draft'
import type { FamilyRecord, GuardianRecord, ReadLine, Values } from './records'
import { lineReport, type LineReport } from './report'
import type { FamilyState, GuardianState, PortalState } from './state'
import { fold } from './text'

/** The name of a dossier: the names of its guardians, each once, « Robin et Thomas ». */
export function familyName(lastNames: string[]): string {
  const distinct = lastNames.filter(
    (name, n) => lastNames.findIndex((other) => fold(other) === fold(name)) === n,
  )
  return distinct.join(' et ')
}

/** The guardian's relation to the children of the family; without a column that says it, by the title. */
function relationOf(values: Values): string {
  return values.relation ?? (values.title === 'M' ? 'FATHER' : 'MOTHER')
}

/** Plans the families, their guardians, and what becomes of the address and name of each. */
export function planFamilies(draft: Draft, lines: ReadLine<FamilyRecord>[], state: PortalState): void {
  const byId = new Map(state.families.map((family) => [family.id, family]))
  for (const { id, guardians } of state.families)
    draft.guardiansOf.set(
      id,
      guardians.map((guardian) => ({ id: guardian.id, relation: relationOf(guardian.values), isNew: false })),
    )
  const keys = keysByEntity(state.remembered.FAMILIES)
  const groups = Map.groupBy(lines.filter(isGood), (line) => line.record.number)
  for (const [number, group] of groups)
    planFamily(draft, group, byId.get(draft.familyIds.get(number) ?? '') ?? null, state, keys)
}

function planFamily(
  draft: Draft,
  group: ReadLine<FamilyRecord>[],
  family: FamilyState | null,
  state: PortalState,
  keys: Map<string, string[]>,
): void {
  const { tools } = draft
  const { number } = group[0]!.record
  const id = family?.id ?? tools.newId()
  draft.familyIds.set(number, id)
  const guardians = new Map<string, GuardianRecord>()
  for (const { record } of group)
    for (const guardian of record.guardians)
      if (!guardians.has(guardian.identity)) guardians.set(guardian.identity, guardian)

  const name = familyName([...guardians.values()].map(({ values }) => values.lastName!))
  const own = compareRecord(
    {
      scope: `FAMILIES|${number}`,
      file: { name, ...group[0]!.record.values },
      current: family?.values ?? null,
      previous: family ? (state.remembered.FAMILIES.get(number)?.digests ?? null) : null,
      pending: family ? state.pending.get(family.id) : undefined,
    },
    tools,
  )
  if (!family) draft.families.push({ id, version: null, set: { ...own.set, externalNumber: number } })
  else if (Object.keys(own.set).length > 0) draft.families.push({ id, version: family.version, set: own.set })
  remember(draft, 'FAMILIES', number, id, own.digests)

  const fields = Object.keys(own.set).filter((field) => field !== 'name')
  const reports = new Map<number, LineReport>()
  for (const line of group)
    reports.set(
      line.line,
      lineReport('FAMILIES', line, {
        keys: [number, ...line.record.guardians.map(({ identity }) => `${number}|${identity}`)],
        outcome: family ? 'UNCHANGED' : 'CREATED',
        fields: line === group[0] && family ? fields : [],
        differences: line === group[0] ? own.differences.filter((field) => field !== 'name') : [],
        conflicts: line === group[0] ? own.conflicts : [],
      }),
    )
  const matches = matchGuardians([...guardians.values()], family, number, state)
  for (const guardian of guardians.values()) {
    const line = group.find(({ record }) => record.guardians.includes(guardian))!
    const match = matches.get(guardian) ?? null
    planGuardian(
      draft,
      { guardian, match, familyId: id, number, report: reports.get(line.line)!, isNewFamily: !family },
      state,
      keys,
    )
  }
  for (const report of reports.values()) {
    if (family && report.fields.length > 0) report.outcome = 'CHANGED'
    draft.lines.push(report)
    touch(draft, id, family ? report.fields : ['family'])
  }
  if (family && 'name' in own.set) touch(draft, id, ['name'])
}

type GuardianCase = {
  guardian: GuardianRecord
  match: GuardianState | null
  familyId: string
  number: string
  report: LineReport
  isNewFamily: boolean
}

function planGuardian(
  draft: Draft,
  { guardian, match, familyId, number, report, isNewFamily }: GuardianCase,
  state: PortalState,
  keys: Map<string, string[]>,
): void {
  const key = `${number}|${guardian.identity}`
  const { relation: _, ...file } = guardian.values
  const previousKey =
    match &&
    [key, ...(keys.get(match.id) ?? [])].find(
      (known) => state.remembered.FAMILIES.get(known)?.entityId === match.id,
    )
  const outcome = compareRecord(
    {
      // Not the whole key: a corrected name must leave the other digests as they were.
      scope: `FAMILIES|${number}|guardian`,
      file,
      current: match?.values ?? null,
      previous: previousKey ? state.remembered.FAMILIES.get(previousKey)!.digests : null,
      pending: match ? state.pending.get(match.id) : undefined,
    },
    draft.tools,
  )
  const id = match?.id ?? draft.tools.newId()
  const isAddressMoved = match && ['addressLine', 'postalCode', 'city'].some((field) => field in outcome.set)
  // The day since which an address holds is that of the old one.
  const set =
    isAddressMoved && match.values.addressSince ? { ...outcome.set, addressSince: null } : outcome.set
  if (!match) draft.guardians.push({ id, familyId, version: null, set })
  else if (Object.keys(set).length > 0) draft.guardians.push({ id, familyId, version: match.version, set })
  remember(
    draft,
    'FAMILIES',
    key,
    id,
    outcome.digests ??
      (previousKey && previousKey !== key ? state.remembered.FAMILIES.get(previousKey)!.digests : null),
  )
  forgetOtherKeys(draft, 'FAMILIES', key, id, keys)

  const named = (field: string) => `guardian${guardian.slot}.${field}`
  if (match) {
    report.fields.push(...Object.keys(outcome.set).map(named))
    report.conflicts.push(...outcome.conflicts.map(named))
    report.differences.push(...outcome.differences.map(named))
    return
  }
  if (!isNewFamily) report.fields.push(`guardian${guardian.slot}`)
  const known = draft.guardiansOf.get(familyId) ?? []
  draft.guardiansOf.set(familyId, [...known, { id, relation: relationOf(guardian.values), isNew: true }])
}

/**
 * Finds the guardians of the file among those of the family: first those that an import has already met
 * under the same names and birth date, whatever the portal calls them since; then by what is in force,
 * from the surest likeness to the least, each only when it designates one person.
 */
function matchGuardians(
  guardians: GuardianRecord[],
  family: FamilyState | null,
  number: string,
  state: PortalState,
): Map<GuardianRecord, GuardianState> {
  const matches = new Map<GuardianRecord, GuardianState>()
  if (!family) return matches
  const free = new Set(family.guardians)
  const take = (guardian: GuardianRecord, found: GuardianState) => {
    matches.set(guardian, found)
    free.delete(found)
  }
  for (const guardian of guardians) {
    const entityId = state.remembered.FAMILIES.get(`${number}|${guardian.identity}`)?.entityId
    const found = entityId && [...free].find(({ id }) => id === entityId)
    if (found) take(guardian, found)
  }
  for (const isLike of LIKENESSES)
    for (const guardian of guardians) {
      if (matches.has(guardian)) continue
      const found = [...free].filter(({ values }) => isLike(guardian.values, values))
      if (found.length === 1) take(guardian, found[0]!)
    }
  return matches
}

const same = (a: Values, b: Values, field: string) =>
  fold(a[field] ?? '') === fold(b[field] ?? '') && (a[field] ?? '') !== ''

const LIKENESSES: readonly ((file: Values, portal: Values) => boolean)[] = [
  (file, portal) =>
    same(file, portal, 'lastName') && same(file, portal, 'firstNames') && same(file, portal, 'birthDate'),
  (file, portal) => same(file, portal, 'lastName') && same(file, portal, 'firstNames'),
  (file, portal) => same(file, portal, 'firstNames') && same(file, portal, 'birthDate'),
  (file, portal) => same(file, portal, 'lastName') && same(file, portal, 'birthDate'),
]
