import type { Section } from './fields'
import { DIET_LABELS, GRADE_LABELS, SEX_LABELS } from './messages'

const SCHOOLING = { id: 'schooling', label: 'École et classe' }

/** The dossier of a child. */
export const CHILD_SECTIONS = [
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
