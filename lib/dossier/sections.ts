import { CHILD_SECTIONS } from './child-sections'
import { FAMILY_SECTIONS } from './family-sections'
import { isConfidential, unitsOf, type Section, type TargetKind, type Unit } from './fields'
import { GUARDIAN_SECTIONS } from './guardian-sections'

type Declared =
  (typeof FAMILY_SECTIONS)[number] | (typeof GUARDIAN_SECTIONS)[number] | (typeof CHILD_SECTIONS)[number]

/** The sections as they are written, before what the collectivité says of them (declaration.ts). */
export const DECLARED_SECTIONS: readonly Section[] = [
  ...GUARDIAN_SECTIONS,
  ...FAMILY_SECTIONS,
  ...CHILD_SECTIONS,
]

type FieldIn<S extends Declared> = S['fields'][number]

/** The column of a field: a secret's holds its ciphertext. */
type ColumnOf<F> = F extends { managed: true }
  ? never
  : F extends { name: infer Name extends string; secret: true }
    ? `${Name}Encrypted`
    : F extends { name: infer Name extends string }
      ? Name
      : never

type Lists = Extract<Declared, { list: object }>

/** The columns that the fields of a target stand in: what a family may read only need not be one. */
export type ColumnName<Kind extends TargetKind> = ColumnOf<
  FieldIn<Exclude<Extract<Declared, { target: Kind }>, Lists>>
>

/** The lists of a child, by the identifier of their section. */
export type ListId = Lists['id']

/** The columns that the fields of a list's items stand in. */
export type ItemColumnName<Id extends ListId> = ColumnOf<FieldIn<Extract<Lists, { id: Id }>>>

/**
 * The dossier as the collectivité has it: sections, fields, who reads them. The forms, the checks, the
 * comparison, the agents' decisions and the history are all made from it; a section more is an entry (and its columns).
 */
export type Dossier = { sections: readonly Section[] }

/** The sections of a family, a guardian or a child, in the order of the tabs. */
export function sectionsOf({ sections }: Dossier, target: TargetKind): readonly Section[] {
  return sections.filter((section) => section.target === target)
}

/** Every decision unit of a family, a guardian or a child. */
export function allUnitsOf(dossier: Dossier, target: TargetKind): Unit[] {
  return sectionsOf(dossier, target).flatMap(unitsOf)
}

/** The sections that an agent writes on one form: no list, nothing confidential. */
export function plainSectionsOf(dossier: Dossier, target: TargetKind): readonly Section[] {
  return sectionsOf(dossier, target).filter((section) => !section.list && !isConfidential(section))
}

/** A section by its identifier or its slug, or null when there is none for such a target. */
export function findSection(dossier: Dossier, target: TargetKind, name: string): Section | null {
  return sectionsOf(dossier, target).find(({ id, slug }) => id === name || slug === name) ?? null
}

/**
 * The title under which mails speak of a section: that of its tab, « Données sanitaires ». That a child has an allergy
 * or a PAI is health data, that no mail tells (PRODUCT §4).
 */
export function mailTitle({ target, slug, tab }: Section): string {
  return findSection({ sections: DECLARED_SECTIONS }, target, tab ?? slug)!.title
}

/** The unit that a change is about. @throws when the declaration no longer holds it. */
export function unitOf(dossier: Dossier, target: TargetKind, unitId: string): Unit {
  const unit = allUnitsOf(dossier, target).find(({ id }) => id === unitId)
  if (!unit) throw new Error(`no unit ${unitId} in the dossier of a ${target}`)
  return unit
}
