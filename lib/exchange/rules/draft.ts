import type { FileKind } from './columns'
import type { Digests, Tools } from './compare'
import type { Values } from './records'
import type { LineReport } from './report'
import type { PortalState } from './state'

/** A row to insert, or, with the `version` that was read, to change. */
export type Write = { id: string; version: string | null; set: Values }

export type FamilyWrite = Write
export type GuardianWrite = Write & { familyId: string }
/** `colour` is given to a child that is created. */
export type ChildWrite = Write & { colour: number | null }
export type EnrollmentWrite = Write & { childId: string; activityId: number }

/** Everything that an import writes. Values are clear: the health columns are encrypted when written. */
export type Plan = {
  families: FamilyWrite[]
  guardians: GuardianWrite[]
  children: ChildWrite[]
  enrollments: EnrollmentWrite[]
  guardianships: { guardianId: string; childId: string; relation: string }[]
  /** Names of schools that the portal does not know yet. */
  schools: string[]
  remembered: { kind: FileKind; key: string; entityId: string; digests: Digests }[]
  forgotten: { kind: FileKind; key: string }[]
  /** Names of the fields written, by family: for the journal. */
  touched: Map<string, Set<string>>
  lines: LineReport[]
}

/** The plan under way, and what its parts hand to one another. */
export type Draft = Plan & {
  tools: Tools
  /** Guardians of a family after the import: id and relation to its children. */
  guardiansOf: Map<string, { id: string; relation: string; isNew: boolean }[]>
  /** Family of a number, child of a key, after the import. */
  familyIds: Map<string, string>
  childIds: Map<string, string>
  familiesOfChild: Map<string, Set<string>>
}

/** A plan in which nothing is written yet. */
export function emptyDraft(tools: Tools): Draft {
  return {
    tools,
    families: [],
    guardians: [],
    children: [],
    enrollments: [],
    guardianships: [],
    schools: [],
    remembered: [],
    forgotten: [],
    touched: new Map(),
    lines: [],
    guardiansOf: new Map(),
    familyIds: new Map(),
    childIds: new Map(),
    familiesOfChild: new Map(),
  }
}

/** Adds fields to those that the journal names for a family. */
export function touch(draft: Draft, familyId: string, fields: string[]): void {
  if (fields.length === 0) return
  const touched = draft.touched.get(familyId) ?? new Set<string>()
  for (const field of fields) touched.add(field)
  draft.touched.set(familyId, touched)
}

/** Remembers what was read of a record, unless it was remembered already. */
export function remember(
  draft: Draft,
  kind: FileKind,
  key: string,
  entityId: string,
  digests: Digests | null,
): void {
  if (digests) draft.remembered.push({ kind, key, entityId, digests })
}

/** Forgets the other keys under which a record was known: its names or its first day were corrected. */
export function forgetOtherKeys(
  draft: Draft,
  kind: FileKind,
  key: string,
  entityId: string,
  keysOf: Map<string, string[]>,
): void {
  for (const other of keysOf.get(entityId) ?? [])
    if (other !== key) draft.forgotten.push({ kind, key: other })
}

/** The keys under which each record is remembered. */
export function keysByEntity(remembered: PortalState['remembered'][FileKind]): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  for (const [key, { entityId }] of remembered) {
    const known = keys.get(entityId)
    if (known) known.push(key)
    else keys.set(entityId, [key])
  }
  return keys
}
