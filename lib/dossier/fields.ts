import type { AgentPermission } from '@/lib/core/permissions'

/** Whose data a section holds. */
export type TargetKind = 'guardian' | 'child'

/** What a field holds; texts in force are compared, typed and shown by it (values.ts, schema.ts). */
export type FieldType =
  | { kind: 'text'; max: number }
  | { kind: 'name' }
  | { kind: 'phone' }
  | { kind: 'email' }
  | { kind: 'postalCode' }
  | { kind: 'date'; latest: 'today' | 'nextYear' }
  | { kind: 'choice'; options: Readonly<Record<string, string>> }

/**
 * What a family may do with a field: not see it, read it, ask for a change that the collectivité validates,
 * or change it at once.
 */
export type FieldMode = 'HIDDEN' | 'READ_ONLY' | 'VALIDATED' | 'FREE'

/** What is decided in one go: a field, or fields that mean something only together. */
export type UnitName = { id: string; label: string }

export type Field = {
  /** The column of the target's table, or the name of a read-only value (columns.ts). */
  name: string
  label: string
  help?: string
  type: FieldType
  required: boolean
  mode: FieldMode
  /** The decision it belongs to, shared by its fields; without it, the field is decided alone. */
  unit?: UnitName
  /** What comes before it when its unit is read in one line; a comma unless said. */
  joins?: string
  /** HTML autofill token, offered only on the reader's own data (WCAG 1.3.5). */
  autocomplete?: string
}

export type Section = {
  /** Stable: stored with each change. */
  id: string
  /** In addresses. */
  slug: string
  target: TargetKind
  title: string
  fields: readonly Field[]
  /** OWN_FAMILY: the guardians of the target's family. SHARED: every guardian of the child. */
  parents: 'OWN_FAMILY' | 'SHARED'
  /** What an agent needs to read the section. */
  agents: AgentPermission
}

export type Unit = UnitName & { fields: readonly Field[]; mode: FieldMode }

/** A field's value, as text: a day is « YYYY-MM-DD », a choice its code; nothing is null. */
export type Value = string | null

/** Values by field name: what PendingChange keeps in `before` and `after`. */
export type Values = Readonly<Record<string, Value>>

/** The decisions of a section, in the order of its fields. A unit is as closed as its most closed field. */
export function unitsOf(section: Section): Unit[] {
  const openness = ['HIDDEN', 'READ_ONLY', 'VALIDATED', 'FREE'] as const
  const units = new Map<string, Unit>()
  for (const field of section.fields) {
    const { id, label } = field.unit ?? { id: field.name, label: field.label }
    const known = units.get(id)
    const mode =
      known && openness.indexOf(known.mode) < openness.indexOf(field.mode) ? known.mode : field.mode
    units.set(id, { id, label, mode, fields: [...(known?.fields ?? []), field] })
  }
  return [...units.values()]
}

/** The units that a family sees. */
export function visibleUnits(section: Section): Unit[] {
  return unitsOf(section).filter(({ mode }) => mode !== 'HIDDEN')
}

/** The units that a family may ask to change. */
export function openUnits(section: Section): Unit[] {
  return unitsOf(section).filter(({ mode }) => mode === 'VALIDATED' || mode === 'FREE')
}
