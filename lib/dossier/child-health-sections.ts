import type { Section } from './fields'
import { ALLERGY_KINDS, ALLERGY_SEVERITIES } from './messages'

const DOCTOR = { id: 'doctor', label: 'Médecin traitant' }
const CAREPLAN = { id: 'careplan', label: 'Projet d’accueil individualisé (PAI)' }
const ALLERGY = { id: 'allergy', label: 'Allergie' }
const VACCINATION = { id: 'vaccination', label: 'Vaccin' }

const SEVERITY = {
  MILD: 'légère',
  MODERATE: 'modérée',
  SEVERE: 'sévère (urgence vitale)',
  UNKNOWN: 'gravité inconnue',
}

const HEALTH = { read: 'health.read', decide: 'health.decide' } as const

/** What the dossier of a child says of health: the record, then two lists. */
export const CHILD_HEALTH_SECTIONS = [
  {
    id: 'health',
    slug: 'sante',
    target: 'child',
    title: 'Données sanitaires',
    parents: 'SHARED',
    agents: HEALTH,
    fields: [
      {
        name: 'doctorName',
        label: 'Nom du médecin',
        type: { kind: 'text', max: 80 },
        required: false,
        mode: 'VALIDATED',
        unit: DOCTOR,
        secret: true,
      },
      {
        name: 'doctorPhone',
        label: 'Téléphone du médecin',
        type: { kind: 'phone' },
        required: false,
        mode: 'VALIDATED',
        unit: DOCTOR,
        secret: true,
      },
      {
        name: 'allergies',
        label: 'Allergies reprises des fichiers de la mairie',
        type: { kind: 'longText', max: 500 },
        required: false,
        mode: 'READ_ONLY',
        secret: true,
      },
      {
        name: 'careplan',
        label: 'Consignes du PAI',
        help: 'Ce qu’il faut faire, sans nommer de maladie. Joignez le PAI signé dans « Documents ».',
        type: { kind: 'longText', max: 1000 },
        required: false,
        mode: 'VALIDATED',
        unit: CAREPLAN,
        secret: true,
      },
      {
        name: 'careplanEndsOn',
        label: 'Fin du PAI',
        type: { kind: 'date', latest: 'nextYear' },
        required: false,
        mode: 'VALIDATED',
        unit: CAREPLAN,
        joins: ', jusqu’au ',
        secret: true,
      },
      {
        name: 'treatments',
        label: 'Traitements en cours',
        help: 'Aucun médicament n’est donné sans ordonnance.',
        type: { kind: 'longText', max: 1000 },
        required: false,
        mode: 'VALIDATED',
        secret: true,
      },
      {
        name: 'aids',
        label: 'Lunettes, lentilles, appareils',
        type: { kind: 'text', max: 200 },
        required: false,
        mode: 'VALIDATED',
        secret: true,
      },
      {
        name: 'recommendations',
        label: 'Recommandations des parents',
        type: { kind: 'longText', max: 1000 },
        required: false,
        mode: 'VALIDATED',
        secret: true,
      },
    ],
  },
  {
    id: 'allergies',
    slug: 'allergies',
    tab: 'sante',
    target: 'child',
    title: 'Allergies',
    parents: 'SHARED',
    agents: HEALTH,
    list: {
      add: 'Ajouter une allergie',
      empty: 'Aucune allergie déclarée.',
      title: ['substance'],
      orderedBy: 'substance',
    },
    fields: [
      {
        name: 'substance',
        label: 'Allergie à',
        help: 'Par exemple : arachide, lait, pénicilline, piqûres de guêpe.',
        type: { kind: 'text', max: 80 },
        required: true,
        alwaysRequired: true,
        mode: 'VALIDATED',
        unit: ALLERGY,
        secret: true,
      },
      {
        name: 'kind',
        label: 'Nature',
        type: { kind: 'choice', options: ALLERGY_KINDS },
        required: true,
        mode: 'VALIDATED',
        unit: ALLERGY,
        secret: true,
      },
      {
        name: 'severity',
        label: 'Gravité',
        type: { kind: 'choice', options: ALLERGY_SEVERITIES },
        required: true,
        mode: 'VALIDATED',
        unit: ALLERGY,
        says: SEVERITY,
        secret: true,
      },
      {
        name: 'conduct',
        label: 'Conduite à tenir',
        type: { kind: 'longText', max: 500 },
        required: false,
        mode: 'VALIDATED',
        unit: ALLERGY,
        joins: '. ',
        secret: true,
      },
    ],
  },
  {
    id: 'vaccinations',
    slug: 'vaccins',
    tab: 'sante',
    target: 'child',
    title: 'Vaccins',
    parents: 'SHARED',
    agents: HEALTH,
    list: {
      add: 'Ajouter un vaccin',
      empty: 'Aucun vaccin renseigné.',
      title: ['vaccine'],
      orderedBy: 'givenOn',
    },
    fields: [
      {
        name: 'vaccine',
        label: 'Vaccin',
        // The collectivité's own list (declaration.ts).
        type: { kind: 'choice', options: {} },
        required: true,
        alwaysRequired: true,
        mode: 'VALIDATED',
        unit: VACCINATION,
        secret: true,
      },
      {
        name: 'givenOn',
        label: 'Date de l’injection',
        type: { kind: 'date', latest: 'today' },
        required: true,
        mode: 'VALIDATED',
        unit: VACCINATION,
        joins: ', le ',
        secret: true,
      },
    ],
  },
] as const satisfies readonly Section[]
