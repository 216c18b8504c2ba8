import type { DocumentOwner, DocumentProof, DocumentValidity } from '@/lib/generated/prisma/enums.ts'

/** A type of document as the collectivité sets it. */
export type TypeSettings = {
  name: string
  help: string
  owner: DocumentOwner
  validity: DocumentValidity
  validityDays: number | null
  required: boolean
  restricted: boolean
  private: boolean
  proves: DocumentProof | null
  brief: boolean
}

const SHARED = {
  validityDays: null,
  required: false,
  restricted: false,
  private: false,
  proves: null,
  brief: false,
}

/** The types that a new portal starts with, in order; the collectivité changes them. */
export const DEFAULT_TYPES: readonly TypeSettings[] = [
  {
    ...SHARED,
    name: 'Assurance scolaire',
    help: 'L’attestation de l’année en cours, au nom de l’enfant, pour la responsabilité civile et l’individuelle accident.',
    owner: 'CHILD',
    validity: 'SCHOOL_YEAR',
    required: true,
  },
  {
    ...SHARED,
    name: 'Carnet de santé (vaccins)',
    help: 'La copie des pages de vaccination, avec le nom de l’enfant sur chaque page.',
    owner: 'CHILD',
    validity: 'UNLIMITED',
    required: true,
    restricted: true,
    proves: 'HEALTH',
  },
  {
    ...SHARED,
    name: 'Projet d’accueil individualisé (PAI)',
    help: 'Si votre enfant en a un : toutes les pages, signées.',
    owner: 'CHILD',
    validity: 'SCHOOL_YEAR',
    restricted: true,
    proves: 'HEALTH',
  },
  {
    ...SHARED,
    name: 'Jugement de garde',
    help: 'Si un juge a fixé la garde : les pages qui la décident. L’autre famille de l’enfant ne voit pas ce document.',
    owner: 'CHILD',
    validity: 'UNLIMITED',
    private: true,
    proves: 'CUSTODY',
  },
  {
    ...SHARED,
    name: 'Justificatif de domicile',
    help: 'Une facture d’énergie, d’eau ou d’internet, ou une quittance de loyer, de moins de trois mois.',
    owner: 'FAMILY',
    validity: 'DAYS',
    validityDays: 365,
    required: true,
    private: true,
    proves: 'ADDRESS',
  },
  {
    ...SHARED,
    name: 'Avis d’imposition',
    help: 'Le dernier avis d’impôt sur le revenu, toutes les pages. Le fichier est effacé une fois vérifié.',
    owner: 'GUARDIAN',
    validity: 'DAYS',
    validityDays: 365,
    private: true,
    proves: 'INCOME',
    brief: true,
  },
  {
    ...SHARED,
    name: 'RIB',
    help: 'Pour le prélèvement automatique : le relevé d’identité bancaire du compte à débiter.',
    owner: 'GUARDIAN',
    validity: 'UNLIMITED',
    private: true,
    proves: 'BANK',
  },
]
