import { DIET_LABELS, GRADE_LABELS, SEX_LABELS, TITLE_LABELS } from './messages'
import type { Section, TargetKind, Unit } from './fields'
import { unitsOf } from './fields'

const ADDRESS = { id: 'address', label: 'Adresse' }
const SCHOOLING = { id: 'schooling', label: 'École et classe' }

/**
 * The dossier: its sections, their fields and who reads them. The forms, the checks, the comparison, the
 * agents' decisions and the history are all made from it; a section more is an entry here (and its columns).
 */
const SECTIONS = [
  {
    id: 'identity',
    slug: 'informations',
    target: 'guardian',
    title: 'Informations de base',
    parents: 'OWN_FAMILY',
    agents: 'family.read',
    fields: [
      {
        name: 'title',
        label: 'Civilité',
        type: { kind: 'choice', options: TITLE_LABELS },
        required: true,
        mode: 'VALIDATED',
        autocomplete: 'honorific-prefix',
      },
      {
        name: 'birthName',
        label: 'Nom de naissance',
        type: { kind: 'name' },
        required: false,
        mode: 'VALIDATED',
      },
      {
        name: 'lastName',
        label: 'Nom d’usage',
        help: 'Le nom qui figure sur vos courriers et vos factures.',
        type: { kind: 'name' },
        required: true,
        mode: 'VALIDATED',
        autocomplete: 'family-name',
      },
      {
        name: 'firstNames',
        label: 'Prénoms',
        type: { kind: 'name' },
        required: true,
        mode: 'VALIDATED',
        autocomplete: 'given-name',
      },
      {
        name: 'birthDate',
        label: 'Date de naissance',
        type: { kind: 'date', latest: 'today' },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'bday',
      },
      {
        name: 'profession',
        label: 'Profession',
        type: { kind: 'text', max: 80 },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'organization-title',
      },
      {
        name: 'employer',
        label: 'Employeur',
        type: { kind: 'text', max: 80 },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'organization',
      },
      {
        name: 'mobilePhone',
        label: 'Téléphone mobile',
        help: 'Appelé en premier si votre enfant a besoin de vous.',
        type: { kind: 'phone' },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'mobile tel',
      },
      {
        name: 'homePhone',
        label: 'Téléphone du domicile',
        type: { kind: 'phone' },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'home tel',
      },
      {
        name: 'workPhone',
        label: 'Téléphone du travail',
        type: { kind: 'phone' },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'work tel',
      },
      {
        name: 'email',
        label: 'E-mail de contact',
        help: 'Pour vous joindre. Votre e-mail de connexion se change dans « Mon compte ».',
        type: { kind: 'email' },
        required: false,
        mode: 'VALIDATED',
        autocomplete: 'email',
      },
    ],
  },
  {
    id: 'address',
    slug: 'adresse',
    target: 'guardian',
    title: 'Adresse',
    parents: 'OWN_FAMILY',
    agents: 'family.read',
    fields: [
      {
        name: 'addressLine',
        label: 'Numéro et voie',
        type: { kind: 'text', max: 120 },
        required: true,
        mode: 'VALIDATED',
        unit: ADDRESS,
        autocomplete: 'address-line1',
      },
      {
        name: 'addressComplement',
        label: 'Complément',
        help: 'Bâtiment, étage, lieu-dit…',
        type: { kind: 'text', max: 120 },
        required: false,
        mode: 'VALIDATED',
        unit: ADDRESS,
        autocomplete: 'address-line2',
      },
      {
        name: 'postalCode',
        label: 'Code postal',
        type: { kind: 'postalCode' },
        required: true,
        mode: 'VALIDATED',
        unit: ADDRESS,
        autocomplete: 'postal-code',
      },
      {
        name: 'city',
        label: 'Commune',
        type: { kind: 'text', max: 80 },
        required: true,
        mode: 'VALIDATED',
        unit: ADDRESS,
        joins: ' ',
        autocomplete: 'address-level2',
      },
      {
        name: 'addressSince',
        label: 'Date d’effet',
        help: 'Le jour où vous y habitez, passé ou à venir.',
        type: { kind: 'date', latest: 'nextYear' },
        required: true,
        mode: 'VALIDATED',
        unit: ADDRESS,
        joins: ', depuis le ',
      },
    ],
  },
  {
    id: 'general',
    slug: 'generales',
    target: 'child',
    title: 'Infos générales',
    parents: 'SHARED',
    agents: 'family.read',
    fields: [
      { name: 'lastName', label: 'Nom', type: { kind: 'name' }, required: true, mode: 'VALIDATED' },
      { name: 'usualName', label: 'Nom d’usage', type: { kind: 'name' }, required: false, mode: 'VALIDATED' },
      { name: 'firstNames', label: 'Prénoms', type: { kind: 'name' }, required: true, mode: 'VALIDATED' },
      {
        name: 'sex',
        label: 'Sexe',
        type: { kind: 'choice', options: SEX_LABELS },
        required: true,
        mode: 'VALIDATED',
      },
      {
        name: 'birthDate',
        label: 'Date de naissance',
        type: { kind: 'date', latest: 'today' },
        required: true,
        mode: 'VALIDATED',
      },
      {
        name: 'birthPlace',
        label: 'Lieu de naissance',
        help: 'La commune, ou la ville et le pays.',
        type: { kind: 'text', max: 80 },
        required: false,
        mode: 'VALIDATED',
      },
      {
        name: 'school',
        label: 'École',
        type: { kind: 'text', max: 120 },
        required: false,
        mode: 'READ_ONLY',
        unit: SCHOOLING,
      },
      {
        name: 'grade',
        label: 'Classe',
        type: { kind: 'choice', options: GRADE_LABELS },
        required: false,
        mode: 'READ_ONLY',
        unit: SCHOOLING,
      },
      {
        name: 'diet',
        label: 'Régime alimentaire',
        help: 'Le menu servi à la cantine et au centre de loisirs.',
        type: { kind: 'choice', options: DIET_LABELS },
        required: true,
        mode: 'VALIDATED',
      },
    ],
  },
] as const satisfies readonly Section[]

type FieldOf<Kind extends TargetKind> = Extract<(typeof SECTIONS)[number], { target: Kind }>['fields'][number]

/** The names of the fields that are columns: what a family may read only (the school's name) need not be one. */
export type ColumnName<Kind extends TargetKind> = Exclude<FieldOf<Kind>, { mode: 'READ_ONLY' }>['name']

export const ALL_SECTIONS: readonly Section[] = SECTIONS

/** The sections of a guardian or of a child, in the order of the tabs. */
export function sectionsOf(target: TargetKind): readonly Section[] {
  return ALL_SECTIONS.filter((section) => section.target === target)
}

/** A section by its identifier or its slug, or null when there is none for such a target. */
export function findSection(target: TargetKind, name: string): Section | null {
  return sectionsOf(target).find(({ id, slug }) => id === name || slug === name) ?? null
}

/** The unit that a change is about. @throws when the declaration no longer holds it. */
export function unitOf(target: TargetKind, unitId: string): Unit {
  const unit = sectionsOf(target)
    .flatMap(unitsOf)
    .find(({ id }) => id === unitId)
  if (!unit) throw new Error(`no unit ${unitId} in the dossier of a ${target}`)
  return unit
}
