import { CHILD_SECTIONS } from './child-sections'
import { unitsOf, type Section, type TargetKind, type Unit } from './fields'
import { GUARDIAN_SECTIONS } from './guardian-sections'

/**
 * The dossier: its sections, their fields and who reads them. The forms, the checks, the comparison, the
 * agents' decisions and the history are all made from it; a section more is an entry (and its columns).
 */
export const ALL_SECTIONS: readonly Section[] = [...GUARDIAN_SECTIONS, ...CHILD_SECTIONS]

type Declared = (typeof GUARDIAN_SECTIONS)[number] | (typeof CHILD_SECTIONS)[number]

type FieldOf<Kind extends TargetKind> = Extract<Declared, { target: Kind }>['fields'][number]

/** The names of the fields that are columns: what a family may read only (the school's name) need not be one. */
export type ColumnName<Kind extends TargetKind> = Exclude<FieldOf<Kind>, { mode: 'READ_ONLY' }>['name']

/** The sections of a guardian or of a child, in the order of the tabs. */
export function sectionsOf(target: TargetKind): readonly Section[] {
  return ALL_SECTIONS.filter((section) => section.target === target)
}

/** Every decision unit of a guardian or of a child. */
export function allUnitsOf(target: TargetKind): Unit[] {
  return sectionsOf(target).flatMap(unitsOf)
}

/** A section by its identifier or its slug, or null when there is none for such a target. */
export function findSection(target: TargetKind, name: string): Section | null {
  return sectionsOf(target).find(({ id, slug }) => id === name || slug === name) ?? null
}

/** The unit that a change is about. @throws when the declaration no longer holds it. */
export function unitOf(target: TargetKind, unitId: string): Unit {
  const unit = allUnitsOf(target).find(({ id }) => id === unitId)
  if (!unit) throw new Error(`no unit ${unitId} in the dossier of a ${target}`)
  return unit
}
