import type { AgentPermission } from '@/lib/core/permissions'

/** Whose data a section holds. */
export type TargetKind = 'family' | 'guardian' | 'child'

/** What a field holds; texts in force are compared, typed and shown by it (values.ts, schema.ts). */
export type FieldType =
  | { kind: 'text'; max: number }
  | { kind: 'longText'; max: number }
  | { kind: 'name' }
  | { kind: 'phone' }
  | { kind: 'email' }
  | { kind: 'postalCode' }
  | { kind: 'date'; latest: 'today' | 'nextYear' }
  | { kind: 'time' }
  | { kind: 'number'; min: number; max: number | 'thisYear'; step: number; unit?: string }
  | { kind: 'choice'; options: Readonly<Record<string, string>> }
  | { kind: 'iban' }
  | { kind: 'bic' }

/**
 * What a family may do with a field: not see it, read it, ask for a change that the collectivité validates,
 * or change it at once.
 */
export const FIELD_MODES = ['HIDDEN', 'READ_ONLY', 'VALIDATED', 'FREE'] as const

export type FieldMode = (typeof FIELD_MODES)[number]

/** What is decided in one go: a field, or fields that mean something only together. */
export type UnitName = { id: string; label: string }

export type Field = {
  /** The column of the target's table, or the name of a value that is kept elsewhere (rows.ts). */
  name: string
  label: string
  help?: string
  type: FieldType
  /** As declared; the collectivité may say otherwise (declaration.ts). */
  required: boolean
  mode: FieldMode
  /** The decision it belongs to, shared by its fields; without it, the field is decided alone. */
  unit?: UnitName
  /** What comes before it when its unit is read in one line; a comma unless said. */
  joins?: string
  /** What its choices are called in that line, where their labels would not read as a sentence. */
  says?: Readonly<Record<string, string>>
  /** HTML autofill token, offered only on the reader's own data (WCAG 1.3.5). */
  autocomplete?: string
  /** Encrypted at rest, in the column of the same name that ends in « Encrypted ». */
  secret?: true
  /** A mistake in it harms nobody: agents may accept it with others, unread. */
  harmless?: true
  /** Written by the collectivité alone, elsewhere than in its column: no setting opens it to families. */
  managed?: true
  /** Its column holds no null: no setting makes it optional. */
  alwaysRequired?: true
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
  /** What an agent needs to read the section, and to decide its changes. */
  agents: { read: AgentPermission; decide: AgentPermission }
  /** A list: its fields are those of each of its items, of which there are none, one or several. */
  list?: List
  /** The slug of the section under which it is read, in the same tab; its own unless said. */
  tab?: string
  /** Asks for the password again before it is changed. */
  asksPassword?: true
}

export type List = {
  /** « Ajouter une allergie ». */
  add: string
  /** What is read when there is no item. */
  empty: string
  /** The fields that name an item; the rest of it is read beside. */
  title: readonly string[]
  /** The field by which items are in order. */
  orderedBy: string
  /** What only the family that wrote an item, and the agents, read of it; the others can't change the item. */
  privateFields?: readonly string[]
}

export type Unit = UnitName & { fields: readonly Field[]; mode: FieldMode }

/** A field's value, as text: a day is « YYYY-MM-DD », a choice its code; nothing is null. */
export type Value = string | null

/** Values by field name: what PendingChange keeps in `before` and `after`. All null: an item that does not exist. */
export type Values = Readonly<Record<string, Value>>

/** The decisions of a section, in the order of its fields. A unit is as closed as its most closed field. */
export function unitsOf(section: Pick<Section, 'fields'>): Unit[] {
  const units = new Map<string, Unit>()
  for (const field of section.fields) {
    const { id, label } = field.unit ?? { id: field.name, label: field.label }
    const known = units.get(id)
    const mode =
      known && FIELD_MODES.indexOf(known.mode) < FIELD_MODES.indexOf(field.mode) ? known.mode : field.mode
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

/** Whether a field stands by itself: it means something alone, so that « mandatory » asks for it. */
export function standsAlone({ fields }: Pick<Unit, 'fields'>): boolean {
  return fields.length === 1 && fields[0]!.unit === undefined
}

/** Whether agents may accept a change of a unit with others, unread: never what a child's safety or money hangs on. */
export function isHarmless({ fields }: Pick<Unit, 'fields'>): boolean {
  return fields.every(({ harmless }) => harmless)
}

/** Whether a section holds what is encrypted: then each of its readings is written in the journal. */
export function isConfidential(section: Section): boolean {
  return section.fields.some(({ secret }) => secret)
}

/** Whether values are those of an item that does not exist: not yet, or no longer. */
export function isAbsent(values: Values): boolean {
  return Object.values(values).every((value) => value === null)
}

/** A section as an agent writes it: every unit but what is written elsewhere, no help meant for parents, no password. */
export function forAgents(section: Section): Section {
  const fields = section.fields.map((field): Field => ({
    ...field,
    help: undefined,
    mode: field.managed ? 'READ_ONLY' : 'VALIDATED',
  }))
  return { ...section, fields, asksPassword: undefined }
}
