import type { Section } from './fields'
import { BENEFIT_LABELS } from './messages'

const BENEFITS = { id: 'benefits', label: 'Organisme et n° allocataire' }
const TAX = { id: 'tax', label: 'Avis d’imposition' }
const BANK = { id: 'bank', label: 'Compte bancaire' }

/** What the guardians of a family hold together; read on the screen of each of them. */
export const FAMILY_SECTIONS = [
  {
    id: 'tax',
    slug: 'fiscales',
    target: 'family',
    title: 'Informations fiscales',
    parents: 'OWN_FAMILY',
    agents: { read: 'tax.read', decide: 'tax.read' },
    fields: [
      {
        name: 'benefitOrganism',
        label: 'Organisme',
        type: { kind: 'choice', options: BENEFIT_LABELS },
        required: false,
        mode: 'VALIDATED',
        unit: BENEFITS,
      },
      {
        name: 'allocataireNumber',
        label: 'N° allocataire',
        type: { kind: 'text', max: 15 },
        required: false,
        mode: 'VALIDATED',
        unit: BENEFITS,
        joins: ', n° ',
        secret: true,
      },
      {
        name: 'referenceIncome',
        label: 'Revenu fiscal de référence',
        help: 'Il figure sur la première page de votre avis d’imposition.',
        type: { kind: 'number', min: 0, max: 9_999_999, step: 1, unit: '€' },
        required: true,
        mode: 'VALIDATED',
        unit: TAX,
        secret: true,
      },
      {
        name: 'taxShares',
        label: 'Nombre de parts',
        type: { kind: 'number', min: 0.25, max: 30, step: 0.25, unit: 'parts' },
        required: true,
        mode: 'VALIDATED',
        unit: TAX,
        secret: true,
      },
      {
        name: 'taxYear',
        label: 'Année des revenus',
        help: 'Écrite en haut de l’avis : celle d’avant sa réception.',
        type: { kind: 'number', min: 2000, max: 'thisYear', step: 1 },
        required: true,
        mode: 'VALIDATED',
        unit: TAX,
        joins: ', revenus de ',
        secret: true,
      },
      {
        name: 'familyQuotient',
        label: 'Quotient familial',
        help: 'Celui que votre caisse calcule : vos tarifs en dépendent.',
        type: { kind: 'number', min: 0, max: 99_999, step: 1 },
        required: false,
        mode: 'VALIDATED',
      },
    ],
  },
  {
    id: 'bank',
    slug: 'bancaires',
    target: 'family',
    title: 'Données bancaires',
    parents: 'OWN_FAMILY',
    agents: { read: 'bank.read', decide: 'bank.read' },
    asksPassword: true,
    fields: [
      {
        name: 'bankHolder',
        label: 'Titulaire du compte',
        help: 'Le nom qui figure sur le RIB.',
        type: { kind: 'text', max: 70 },
        required: true,
        mode: 'VALIDATED',
        unit: BANK,
        secret: true,
      },
      {
        name: 'iban',
        label: 'IBAN',
        help: '27 signes pour un compte français, avec ou sans espaces.',
        type: { kind: 'iban' },
        required: true,
        mode: 'VALIDATED',
        unit: BANK,
        secret: true,
      },
      {
        name: 'bic',
        label: 'BIC',
        help: '8 ou 11 signes, sur le RIB à côté de l’IBAN.',
        type: { kind: 'bic' },
        required: false,
        mode: 'VALIDATED',
        unit: BANK,
        secret: true,
      },
    ],
  },
] as const satisfies readonly Section[]
