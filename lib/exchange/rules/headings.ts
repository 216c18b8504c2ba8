import { GUARDIAN_SLOTS, type FileKind, type GuardianColumn, type Mapping } from './columns'
import { fold } from './text'

/** Spellings of a column's heading in the exports seen (REFERENCE §10), folded and without small words. */
const GUARDIAN_SPELLINGS: Record<GuardianColumn, string[]> = {
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

const SPELLINGS: Record<FileKind, Record<string, string[]>> = {
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

const SMALL_WORDS = new Set(['de', 'du', 'des', 'd', 'l', 'la', 'le', 'les', 'a', 'au', 'adr', 'resid'])
const GUARDIAN_WORDS = new Set([
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
const SECOND_WORDS = new Set(['conjoint', 'co', 'pere'])
const CHILD_WORDS = new Set(['enfant', 'eleve', 'enf'])

type Words = string[]

/** The words of a heading; « nomResp1 », « Responsable_1_Nom » and « Nom (responsable 1) » give the same ones. */
function headingWords(heading: string): Words {
  const spaced = heading
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
  return fold(spaced).split(' ').filter(Boolean)
}

const without = (words: Words, dropped: ReadonlySet<string>) => words.filter((word) => !dropped.has(word))

function lookUp(spellings: Record<string, string[]>, words: Words): string | null {
  const texts = [words.join(' '), without(words, SMALL_WORDS).join(' ')]
  for (const text of texts)
    for (const [key, known] of Object.entries(spellings)) if (text && known.includes(text)) return key
  return null
}

type GuardianGuess = { name: GuardianColumn; slot: number | null }

function guessGuardian(words: Words): GuardianGuess | null {
  const digit = words.find((word) => /^\d$/.test(word))
  const isSecond = words.some((word) => SECOND_WORDS.has(word))
  const rest = without(words, new Set([...GUARDIAN_WORDS, ...SECOND_WORDS, 'mere', digit ?? '']))
  const name = lookUp(GUARDIAN_SPELLINGS, rest) as GuardianColumn | null
  return name && { name, slot: digit ? Number(digit) : isSecond ? 2 : words.includes('mere') ? 1 : null }
}

function guessFamilyColumns(headings: Words[]): (string | null)[] {
  const seen = new Map<string, number>()
  const guesses = headings.map((words): string | null => {
    const own = lookUp(SPELLINGS.FAMILIES, words)
    if (own) return own
    const guardian = guessGuardian(words)
    if (!guardian) return null
    // The same heading again, without a number, is that of the next responsable.
    const heading = words.join(' ')
    const occurrence = (seen.get(heading) ?? 0) + 1
    seen.set(heading, occurrence)
    const slot = guardian.slot ?? occurrence
    return (GUARDIAN_SLOTS as readonly number[]).includes(slot) ? `guardian${slot}.${guardian.name}` : null
  })
  // « Adresse 2 » without a second postal code is the end of the first address.
  const isLoneAddress = !guesses.includes('guardian2.postalCode') && !guesses.includes('guardian2.city')
  return guesses.map((key) =>
    key === 'guardian2.addressLine' && isLoneAddress ? 'guardian1.addressComplement' : key,
  )
}

function guessOtherColumns(kind: FileKind, headings: Words[]): (string | null)[] {
  const spellings = SPELLINGS[kind]
  return headings.map((words) => {
    const own = lookUp(spellings, words)
    return own ?? (kind === 'CHILDREN' ? lookUp(spellings, without(words, CHILD_WORDS)) : null)
  })
}

/** Guesses what each column holds from its heading; a column that nothing recognises is left out. */
export function guessMapping(kind: FileKind, headings: string[]): Mapping {
  const words = headings.map(headingWords)
  const guesses = kind === 'FAMILIES' ? guessFamilyColumns(words) : guessOtherColumns(kind, words)
  const mapping: Mapping = {}
  guesses.forEach((key, position) => {
    if (key && !(key in mapping)) mapping[key] = position
  })
  return mapping
}

/** The text by which the mapping of files with the same headings is remembered. */
export function headingsSignature(kind: FileKind, headings: string[]): string {
  return [kind, ...headings.map((heading) => fold(heading))].join('\n')
}
