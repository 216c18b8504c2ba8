/** The kinds of files, in the order in which an import reads them. */
export const FILE_KINDS = ['FAMILIES', 'CHILDREN', 'LINKS', 'ENROLLMENTS'] as const
export type FileKind = (typeof FILE_KINDS)[number]

const GUARDIAN_COLUMNS = {
  title: 'Civilité',
  lastName: 'Nom',
  usualName: 'Nom d’usage',
  birthName: 'Nom de naissance',
  firstNames: 'Prénom',
  birthDate: 'Date de naissance',
  relation: 'Lien avec l’enfant',
  email: 'E-mail',
  mobilePhone: 'Téléphone mobile',
  homePhone: 'Téléphone du domicile',
  workPhone: 'Téléphone du travail',
  profession: 'Profession',
  employer: 'Employeur',
  addressLine: 'Adresse (numéro et voie)',
  addressComplement: 'Complément d’adresse',
  postalCode: 'Code postal',
  city: 'Commune',
} as const

export type GuardianColumn = keyof typeof GUARDIAN_COLUMNS
export const GUARDIAN_COLUMN_NAMES = Object.keys(GUARDIAN_COLUMNS) as GuardianColumn[]

/** A line of families names at most this many guardians; more come on lines of their own. */
export const GUARDIAN_SLOTS = [1, 2] as const
export type GuardianSlot = (typeof GUARDIAN_SLOTS)[number]

export const WEEKDAY_COLUMNS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** What a column of a file may hold: key and French name, by group of the mapping screen. */
export type ColumnGroup = { title: string; columns: Record<string, string> }

const guardianGroup = (slot: GuardianSlot): ColumnGroup => ({
  title: `Responsable ${slot}`,
  columns: Object.fromEntries(
    GUARDIAN_COLUMN_NAMES.map((name) => [`guardian${slot}.${name}`, GUARDIAN_COLUMNS[name]]),
  ),
})

/** The columns that each kind of file may hold. */
export const COLUMN_GROUPS: Record<FileKind, ColumnGroup[]> = {
  FAMILIES: [
    {
      title: 'Famille',
      columns: { number: 'Numéro de famille', isResident: 'Habite la commune (ou hors commune)' },
    },
    guardianGroup(1),
    guardianGroup(2),
    {
      title: 'Informations fiscales',
      columns: {
        allocataireNumber: 'N° allocataire',
        benefitOrganism: 'Régime (CAF ou MSA)',
        familyQuotient: 'Quotient familial',
      },
    },
  ],
  CHILDREN: [
    { title: 'Repères', columns: { familyNumber: 'Numéro de famille', number: 'Numéro d’enfant' } },
    {
      title: 'Enfant',
      columns: {
        lastName: 'Nom',
        usualName: 'Nom d’usage',
        firstNames: 'Prénom',
        sex: 'Sexe',
        birthDate: 'Date de naissance',
        birthPlace: 'Lieu de naissance',
        school: 'École',
        grade: 'Classe (niveau)',
        diet: 'Régime alimentaire',
      },
    },
    { title: 'Santé (chiffrée)', columns: { allergies: 'Allergies', careplan: 'PAI' } },
  ],
  LINKS: [{ title: 'Lien', columns: { familyNumber: 'Numéro de famille', childNumber: 'Numéro d’enfant' } }],
  ENROLLMENTS: [
    {
      title: 'Inscription',
      columns: {
        childNumber: 'Numéro d’enfant',
        activity: 'Activité',
        startsOn: 'Début',
        endsOn: 'Fin',
        weekdays: 'Jours de la semaine',
        isOccasional: 'Venue régulière ou occasionnelle',
      },
    },
    {
      title: 'Un jour par colonne',
      columns: {
        monday: 'Lundi',
        tuesday: 'Mardi',
        wednesday: 'Mercredi',
        thursday: 'Jeudi',
        friday: 'Vendredi',
        saturday: 'Samedi',
        sunday: 'Dimanche',
      },
    },
  ],
}

/** Without one column of each line, a file of this kind says nothing that can be imported. */
const REQUIRED: Record<FileKind, string[][]> = {
  FAMILIES: [
    ['number'],
    ['guardian1.title'],
    ['guardian1.lastName', 'guardian1.usualName', 'guardian1.birthName'],
    ['guardian1.firstNames'],
  ],
  CHILDREN: [['familyNumber'], ['lastName'], ['firstNames'], ['sex'], ['birthDate']],
  LINKS: [['familyNumber'], ['childNumber']],
  ENROLLMENTS: [['childNumber'], ['activity'], ['startsOn'], ['endsOn'], ['weekdays', ...WEEKDAY_COLUMNS]],
}

/** Where each known column stands in a file: key → position, from 0. */
export type Mapping = Record<string, number>

/** The required columns that a mapping leaves out. With a file of links, children need no family number but their own. */
export function missingColumns(kind: FileKind, mapping: Mapping, hasLinks: boolean): string[] {
  const required = REQUIRED[kind].map((choice) =>
    kind === 'CHILDREN' && hasLinks && choice[0] === 'familyNumber' ? ['number'] : choice,
  )
  return required.filter((choice) => !choice.some((key) => key in mapping)).map((choice) => choice[0]!)
}

/** The keys of the columns of a kind of file. */
export function columnKeys(kind: FileKind): string[] {
  return COLUMN_GROUPS[kind].flatMap((group) => Object.keys(group.columns))
}

/** The French name of a column, with its responsable where it has one: « E-mail (responsable 2) ». */
export function columnName(kind: FileKind, key: string): string {
  for (const { title, columns } of COLUMN_GROUPS[kind]) {
    const name = columns[key]
    if (name) return key.startsWith('guardian') ? `${name} (${title.toLowerCase()})` : name
  }
  return key
}

/** The French name of a field that an import writes, among those of `LineReport.fields`. */
export function fieldName(kind: FileKind, field: string): string {
  if (/^guardian\d$/.test(field)) return `nouveau responsable ${field.slice(-1)}`
  return columnName(kind, field)
}
