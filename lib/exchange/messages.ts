import type { FileKind } from './rules/columns'
import type { Encoding, FileProblem, Separator } from './rules/format'
import type { ProblemCode } from './rules/records'
import type { LineOutcome } from './rules/report'

/** How the screens name each kind of file. */
export const FILE_NAMES: Record<FileKind, string> = {
  FAMILIES: 'Familles',
  CHILDREN: 'Enfants',
  LINKS: 'Liens familles-enfants',
  ENROLLMENTS: 'Inscriptions',
}

export const FILE_HINTS: Record<FileKind, string> = {
  FAMILIES: 'Numéro de famille, responsables, adresse, CAF ou MSA, quotient familial.',
  CHILDREN: 'Numéro de famille, nom, prénom, naissance, école, classe, régime, santé.',
  LINKS: 'Seulement si votre logiciel exporte à part quel enfant est de quelle famille.',
  ENROLLMENTS: 'Numéro d’enfant, activité, période, jours de la semaine.',
}

export const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (petit-boutiste)',
  'utf-16be': 'UTF-16 (gros-boutiste)',
  'windows-1252': 'Windows-1252 (ou ISO-8859-1)',
  macintosh: 'Macintosh (ancien)',
  cp850: 'MS-DOS (page 850)',
}

export const SEPARATOR_NAMES: Record<Separator, string> = {
  ';': 'point-virgule ( ; )',
  ',': 'virgule ( , )',
  '\t': 'tabulation',
  '|': 'barre verticale ( | )',
}

/** Why a file was not kept, and what to do. */
export const FILE_PROBLEMS: Record<FileProblem | 'TOO_LARGE', string> = {
  EMPTY: 'Ce fichier est vide. Vérifiez l’export dans votre logiciel, puis déposez-le de nouveau.',
  WORKBOOK:
    'C’est un classeur (Excel ou LibreOffice). Ouvrez-le, choisissez « Enregistrer sous », format CSV, et déposez le fichier obtenu.',
  BINARY:
    'Ce fichier n’est pas du texte : c’est peut-être une image, un PDF ou une archive. Déposez un export CSV.',
  ENCODING:
    'Les lettres accentuées de ce fichier n’ont pas été reconnues. Exportez-le de nouveau en UTF-8 ou en Windows-1252.',
  GARBLED:
    'Les accents de ce fichier sont abîmés (« Ã© » ou « � » à la place de « é ») : il a été enregistré avec un mauvais encodage. Exportez-le de nouveau en UTF-8, sans le rouvrir dans un tableur.',
  NO_TABLE:
    'Aucun séparateur de colonnes n’a été trouvé sur la première ligne. Elle doit porter les titres des colonnes, séparés par des points-virgules, des virgules ou des tabulations.',
  QUOTE: 'Un guillemet ouvert n’est jamais refermé : la fin du fichier ne peut pas être lue.',
  TOO_LARGE: 'Ce fichier est trop gros : 60 Mo au plus.',
}

/** The groups of the report: what is wrong with lines. */
export const PROBLEM_TITLES: Record<ProblemCode, string> = {
  REQUIRED: 'Case obligatoire vide',
  DATE: 'Date impossible',
  EMAIL: 'Adresse e-mail incorrecte',
  PHONE: 'Numéro de téléphone incorrect',
  POSTAL_CODE: 'Code postal incorrect',
  QUOTIENT: 'Quotient familial illisible',
  ORGANISM: 'Régime inconnu',
  ALLOCATAIRE: 'N° allocataire refusé',
  TITLE: 'Civilité inconnue',
  RELATION: 'Lien de parenté inconnu',
  SEX: 'Sexe inconnu',
  GRADE: 'Classe inconnue',
  DIET: 'Régime alimentaire inconnu',
  RESIDENCE: 'Domicile inconnu',
  FREQUENCY: 'Rythme de venue inconnu',
  WEEKDAYS: 'Jours illisibles',
  TOO_LONG: 'Texte trop long',
  WIDTH: 'Nombre de colonnes différent',
  DOUBLED: 'Ligne en double',
  CONTRADICTORY: 'Lignes qui se contredisent',
  UNKNOWN_FAMILY: 'Famille inconnue',
  FAMILY_ASIDE: 'Famille elle-même écartée',
  UNKNOWN_CHILD: 'Enfant inconnu',
  CHILD_ASIDE: 'Enfant lui-même écarté',
  UNKNOWN_ACTIVITY: 'Activité inconnue',
  PERIOD: 'Fin avant le début',
  OVERLAP: 'Périodes qui se chevauchent',
}

export const OUTCOME_NAMES: Record<LineOutcome, string> = {
  CREATED: 'Créée',
  CHANGED: 'Modifiée',
  UNCHANGED: 'Inchangée',
  WRONG: 'En erreur',
  DOUBLED: 'En double',
  ABSENT: 'Absente du fichier',
}

export const PHASES = {
  queued: 'En attente de démarrage',
  reading: 'Lecture des fichiers',
  comparing: 'Comparaison avec le portail',
  writing: 'Écriture dans le portail',
  reporting: 'Rédaction du rapport',
} as const

export type Phase = keyof typeof PHASES

export const INTERRUPTED =
  'Le travail a été interrompu (arrêt du serveur). Rien n’a été écrit dans les dossiers : refaites l’essai.'

export const NO_FILE = 'Choisissez au moins un fichier.'

/** What an unexpected failure says, with the reference that leads to the log. */
export function unexpectedFailure(reference: string): string {
  return `Une erreur inattendue a arrêté l’import : rien n’a été écrit dans les dossiers. Donnez-nous la référence ${reference}.`
}

/** How an import's state is shown. */
export const STATE_TAGS = {
  MAPPING: { label: 'Colonnes à vérifier', tone: 'warning' },
  CHECKING: { label: 'Essai en cours', tone: 'brand' },
  CHECKED: { label: 'Essai terminé', tone: 'warning' },
  RUNNING: { label: 'Import en cours', tone: 'brand' },
  DONE: { label: 'Importé', tone: 'success' },
  FAILED: { label: 'Interrompu', tone: 'danger' },
  CANCELLED: { label: 'Abandonné', tone: 'neutral' },
} as const
