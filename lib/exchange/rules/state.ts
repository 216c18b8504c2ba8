import type { FileKind } from './columns'
import type { Digests } from './compare'
import type { Values } from './records'

/** A row of the portal as the plan sees it. `version` tells whether it has moved when the plan is written. */
export type RowState = { id: string; version: string; values: Values }

export type GuardianState = RowState & { familyId: string }
export type FamilyState = RowState & { number: string | null; guardians: GuardianState[]; childIds: string[] }
export type ChildState = RowState & { number: string | null; colour: number; familyIds: string[] }
export type EnrollmentState = RowState & { childId: string; activityId: number }

/** What the last imports read, by the record's key in its file. */
export type Remembered = ReadonlyMap<string, { entityId: string; digests: Digests }>

/** What the portal holds of what the files name, loaded before the plan is made. */
export type PortalState = {
  families: FamilyState[]
  children: ChildState[]
  enrollments: EnrollmentState[]
  /** Names of schools as the portal writes them. */
  schools: string[]
  activityNames: ReadonlyMap<number, string>
  remembered: Record<FileKind, Remembered>
  /** Values that families wait for, by family, guardian or child, then by field. */
  pending: ReadonlyMap<string, Record<string, unknown>>
}

/** The family of each number that the portal knows, from its dossier or from an earlier import. */
export function familyIdsByKey(state: PortalState): Map<string, string> {
  return idsByKey(state.families, state.remembered.FAMILIES)
}

/** The child of each number that the portal knows, from its dossier or from an earlier import. */
export function childIdsByKey(state: PortalState): Map<string, string> {
  return idsByKey(state.children, state.remembered.CHILDREN)
}

function idsByKey(
  rows: { id: string; number: string | null }[],
  remembered: Remembered,
): Map<string, string> {
  const present = new Set(rows.map(({ id }) => id))
  const ids = new Map<string, string>()
  for (const [key, { entityId }] of remembered) if (present.has(entityId)) ids.set(key, entityId)
  for (const { id, number } of rows) if (number) ids.set(number, id)
  return ids
}
