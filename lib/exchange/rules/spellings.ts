import type { FileKind, GuardianColumn } from './columns'

/** Spellings of a column's heading in the exports seen (REFERENCE §10), folded and without small words. */
export const GUARDIAN_SPELLINGS: Record<GuardianColumn, string[]> = {
  title: ['civilite', 'civ', 'titre', 'sexe'],
  lastName: ['nom', 'nom famille'],
  usualName: ['nom usage', 'nom marital'],
  birthName: ['nom naissance', 'nom jeune fille', 'nomjfille', 'nom patronymique'],
  firstNames: ['prenom', 'prenoms'],
  birthDate: ['date naissance', 'date naiss', 'date nais', 'ne e', 'ne', 'nee', 'naissance', 'ddn'],
  relation: ['lien', 'lien parente', 'lien enfant', 'parente', 'qualite'],
  email: [
    'e mail',
    'email',
    'mail',
    'courriel',
    'mel',
    'adresse mail',
    'adresse e mail',
    'adresse electronique',
    'adresse email',
    'email personnel',
  ],
  mobilePhone: [
    'mobile',
    'portable',
    'tel mobile',
    'tel portable',
    'telephone mobile',
    'telephone portable',
    'gsm',
    'tel port',
  ],
  homePhone: [
    'domicile',
    'fixe',
    'telephone',
    'tel',
    'tel domicile',
    'tel fixe',
    'telephone domicile',
    'telephone fixe',
    'tel dom',
  ],
  workPhone: [
    'travail',
    'tel travail',
    'tel pro',
    'telpro',
    'telephone travail',
    'telephone pro',
    'telephone professionnel',
    'tel professionnel',
    'professionnel',
  ],
  profession: ['profession', 'metier'],
  employer: ['employeur', 'entreprise'],
  addressLine: [
    'adresse',
    'rue',
    'voie',
    'numero voie',
    'n voie',
    'adresse postale',
    'adresse ligne',
    'numero rue',
  ],
  addressComplement: ['complement', 'complement adresse', 'adresse complement', 'batiment', 'lieu dit'],
  postalCode: ['code postal', 'cp', 'codepostal', 'adrcode postal', 'code post'],
  city: ['commune', 'ville', 'localite'],
}

const NUMBER = ['numero', 'n', 'no', 'num', 'id', 'identifiant', 'code', 'ref', 'reference']
const numberOf = (...things: string[]) =>
  things.flatMap((thing) => [
    thing,
    `id${thing}`,
    ...NUMBER.flatMap((word) => [`${word} ${thing}`, `${thing} ${word}`]),
  ])

const FAMILY_NUMBER = [
  ...numberOf('famille', 'dossier', 'foyer'),
  'famille externe id',
  'numero dossier famille',
  'id externe famille',
]
const CHILD_NUMBER = [
  ...numberOf('enfant'),
  'enfant externe id',
  'matricule',
  'id externe enfant',
  'numero eleve',
]

/** The same for the other columns, by kind of file. */
export const SPELLINGS: Record<FileKind, Record<string, string[]>> = {
  FAMILIES: {
    number: [...FAMILY_NUMBER, ...NUMBER],
    allocataireNumber: [
      ...numberOf('allocataire', 'caf'),
      'matricule caf',
      'allocataire caf',
      'numero allocataire caf',
      'num alloc',
      'n alloc',
      'matricule allocataire',
    ],
    benefitOrganism: [
      'regime',
      'organisme',
      'caisse',
      'caf msa',
      'caf ou msa',
      'regime allocataire',
      'type caisse',
      'regime caisse',
    ],
    familyQuotient: ['qf', 'quotient', 'quotient familial', 'qf caf', 'quotient caf', 'montant qf'],
  },
  CHILDREN: {
    familyNumber: FAMILY_NUMBER,
    number: [...CHILD_NUMBER, ...NUMBER],
    lastName: ['nom', 'nom famille', 'nom naissance', 'nom patronymique'],
    usualName: ['nom usage'],
    firstNames: ['prenom', 'prenoms'],
    sex: ['sexe', 'civilite', 'genre', 'civ'],
    birthDate: [
      'date naissance',
      'date naiss',
      'date nais',
      'ne e le',
      'ne le',
      'nee le',
      'naissance',
      'ddn',
    ],
    birthPlace: [
      'lieu naissance',
      'ville naissance',
      'commune naissance',
      'ne e a',
      'ne a',
      'ville naiss',
      'lieu naiss',
    ],
    school: [
      'ecole',
      'etablissement',
      'groupe scolaire',
      'ecole frequentee',
      'nom ecole',
      'etablissement scolaire',
      'libelle ecole',
    ],
    grade: ['classe', 'niveau', 'niveau classe', 'niveau scolaire', 'classe niveau'],
    diet: ['regime alimentaire', 'regime', 'repas', 'menu', 'type repas', 'alimentation', 'regime repas'],
    allergies: ['allergies', 'allergie', 'allergies alimentaires', 'allergie alimentaire'],
    careplan: ['pai', 'projet accueil individualise'],
  },
  LINKS: { familyNumber: FAMILY_NUMBER, childNumber: CHILD_NUMBER },
  ENROLLMENTS: {
    childNumber: CHILD_NUMBER,
    activity: [
      'activite',
      'prestation',
      'service',
      'libelle activite',
      'nom activite',
      'accueil',
      'libelle prestation',
      'type accueil',
    ],
    startsOn: [
      'debut',
      'date debut',
      'du',
      'date entree',
      'debut inscription',
      'date debut inscription',
      'debut periode',
      'valable du',
    ],
    endsOn: [
      'fin',
      'date fin',
      'au',
      'date sortie',
      'fin inscription',
      'date fin inscription',
      'fin periode',
      'valable au',
    ],
    weekdays: [
      'jours',
      'jour',
      'jours semaine',
      'semaine type',
      'jours presence',
      'jours inscrits',
      'jours inscription',
      'planning',
    ],
    monday: ['lundi', 'lun', 'lu'],
    tuesday: ['mardi', 'mar', 'ma'],
    wednesday: ['mercredi', 'mer', 'me'],
    thursday: ['jeudi', 'jeu', 'je'],
    friday: ['vendredi', 'ven', 've'],
    saturday: ['samedi', 'sam', 'sa'],
    sunday: ['dimanche', 'dim', 'di'],
  },
}

/** Words that say nothing in a heading. */
export const SMALL_WORDS = new Set([
  'de',
  'du',
  'des',
  'd',
  'l',
  'la',
  'le',
  'les',
  'a',
  'au',
  'adr',
  'resid',
])
/** Words that say that a column is a guardian’s. */
export const GUARDIAN_WORDS = new Set([
  'responsable',
  'resp',
  'parent',
  'payeur',
  'representant',
  'legal',
  'titulaire',
  'adulte',
  'tuteur',
])

/** Words that say that it is the second one’s. */
export const SECOND_WORDS = new Set(['conjoint', 'co', 'pere'])

/** Words that say that a column is a child’s. */
export const CHILD_WORDS = new Set(['enfant', 'eleve', 'enf'])
