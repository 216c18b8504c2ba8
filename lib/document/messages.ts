import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import type { FileProblem } from './rules/format'
import type { SlotState } from './rules/states'

/** Why a file is not taken, and what to do. Nothing of it is stored. */
export const FILE_PROBLEMS = {
  EMPTY: 'Ce fichier est vide. Ouvrez-le pour vérifier ce qu’il contient, puis choisissez-le de nouveau.',
  TOO_LARGE:
    'L’envoi dépasse 10 Mo. Envoyez les pages en plusieurs fois, ou des photos de plus petite taille.',
  INTERRUPTED: 'L’envoi a été interrompu : rien n’a été gardé. Vérifiez votre connexion et recommencez.',
  SVG: 'C’est un dessin SVG, qui peut contenir un programme. Enregistrez-le en PDF, en JPEG ou en PNG, puis recommencez.',
  HEIC: 'C’est une photo au format HEIC, que nous ne savons pas lire. Sur un iPhone : Réglages, Appareil photo, Formats, « Le plus compatible », puis reprenez la photo ; ou faites-en une capture d’écran.',
  OTHER:
    'Ce fichier n’est ni un PDF ni une image JPEG, PNG ou WebP. Enregistrez-le en PDF ou prenez-le en photo.',
  EXTENSION:
    'Le nom de ce fichier ne correspond pas à son contenu. Enregistrez-le de nouveau en PDF, en JPEG ou en PNG, puis recommencez.',
  POLYGLOT:
    'Ce fichier en cache un autre (une archive ou une page web). Faites-en une copie propre : imprimez-le en PDF ou prenez-le en photo.',
  IMAGE_BROKEN: 'Cette image est incomplète ou abîmée. Reprenez la photo, ou enregistrez l’image de nouveau.',
  IMAGE_PIXELS: 'Cette image a trop de pixels (50 millions au plus). Réduisez sa taille, puis recommencez.',
  NOT_IMAGE: 'Une photo est une image JPEG, PNG ou WebP. Ce fichier n’en est pas une.',
  PDF_BROKEN: 'Ce PDF est incomplet ou abîmé. Téléchargez-le de nouveau, ou imprimez-le en PDF.',
  PDF_PASSWORD:
    'Ce PDF demande un mot de passe. Ouvrez-le, imprimez-le en PDF sans mot de passe, puis envoyez cette copie.',
  PDF_ACTIVE:
    'Ce PDF contient un programme, un formulaire animé ou un fichier joint. Ouvrez-le, choisissez « Imprimer », puis « Enregistrer en PDF », et envoyez cette copie.',
  PDF_HEAVY: 'Ce PDF se déplie en un contenu démesuré. Imprimez-le en PDF, puis envoyez cette copie.',
} as const satisfies Record<FileProblem, string>

/** Why what was handed in is not taken, when no one file is to blame. */
export const DEPOSIT_PROBLEMS = {
  NO_FILE: 'Choisissez un fichier ou prenez une photo, puis envoyez.',
  TOO_MANY: 'Un document a 20 fichiers au plus. Réunissez vos pages dans un PDF.',
  QUOTA:
    'Votre famille a atteint la place prévue (200 documents ou 100 Mo). Retirez des documents qui ne servent plus, ou appelez la mairie.',
  GONE: 'Ce document n’attend plus : la mairie a déjà répondu, ou il a été remplacé. Voici où il en est.',
} as const

export type DepositProblem = keyof typeof DEPOSIT_PROBLEMS

/** The sentence of a problem's code from an address; null for what is none. */
export function problemText(
  code: string | undefined,
  texts: Readonly<Record<string, string>> = { ...FILE_PROBLEMS, ...DEPOSIT_PROBLEMS },
): string | null {
  return code !== undefined && Object.hasOwn(texts, code) ? texts[code]! : null
}

/** The states of what is asked, in a word; the tone and the icon are the screen's. */
export const SLOT_WORDS = {
  MISSING: 'À fournir',
  OPTIONAL: 'Facultatif',
  PENDING: 'En attente de validation',
  ACCEPTED: 'Accepté',
  EXPIRING: 'Expire bientôt',
  EXPIRED: 'Expiré',
  REFUSED: 'Refusé',
} as const satisfies Record<SlotState, string>

/** « valable jusqu’au 31 août 2027 », « sans date de fin ». */
export function validUntil(expiresOn: Day | null): string {
  return expiresOn === null ? 'sans date de fin' : `valable jusqu’au ${formatDay(expiresOn, 'long')}`
}

/** Whose documents, on the screens. */
export const OWNER_WORDS = {
  FAMILY: 'la famille',
  GUARDIAN: 'chaque responsable',
  CHILD: 'chaque enfant',
} as const

export const VALIDITY_WORDS = {
  UNLIMITED: 'sans date de fin',
  DAYS: 'un nombre de jours',
  SCHOOL_YEAR: 'jusqu’à la fin de l’année scolaire (31 août)',
} as const

export const PROOF_WORDS = {
  ADDRESS: 'L’adresse des responsables',
  INCOME: 'Le quotient familial',
  HEALTH: 'Les allergies et le PAI de l’enfant',
  CUSTODY: 'Les liens des responsables avec l’enfant',
  BANK: 'Les données bancaires',
} as const

/** What the photo of a child is answered, beside the problems of its file. */
export const PHOTO_PROBLEMS = {
  NO_FILE: 'Choisissez une photo, puis envoyez.',
  ELSEWHERE:
    'L’autre famille de l’enfant a déjà envoyé une photo, que la mairie vérifie. Vous pourrez en envoyer une autre ensuite.',
} as const

/** What the settings of the types answer. */
export const TYPE_MESSAGES = {
  nameMissing: 'Écrivez le nom du document.',
  nameTooLong: 'Le nom est trop long : 80 caractères au plus.',
  helpTooLong: 'L’explication est trop longue : 400 caractères au plus.',
  daysWrong: 'Écrivez un nombre de jours, de 1 à 3 650.',
  privateFixed:
    'Des familles ont déjà envoyé ce document, et croient que l’autre famille de l’enfant ne le voit pas.',
  ownerFixed: 'Des familles ont déjà envoyé ce document : il reste demandé pour les mêmes personnes.',
  privateOfChild: 'Seul le document d’un enfant peut être caché à son autre famille.',
} as const

/** Reasons that agents may pick for a refusal. */
export const CANNED_REASONS = [
  'Le document n’est pas lisible : reprenez la photo à la lumière, bien à plat.',
  'Il manque des pages.',
  'Ce n’est pas le document demandé.',
  'Le document n’est pas à votre nom ou à celui de l’enfant.',
  'Le document est trop ancien.',
] as const

/** What the agents' screens answer. */
export const DECISION_MESSAGES = {
  reasonMissing: 'Écrivez le motif du refus : la famille le lira.',
  reasonTooLong: 'Le motif est trop long : 500 caractères au plus.',
  expiryPast: 'La date de fin est déjà passée.',
  expiryNotDay: 'Écrivez la date comme 31/08/2027, ou laissez vide pour un document sans date de fin.',
  alreadyDecided: (accepted: boolean, decider: string, on: string) =>
    `Rien n’a été décidé : ce document a déjà été ${accepted ? 'accepté' : 'refusé'} par ${decider}, ${on}.`,
  photoGone: 'Rien n’a été décidé : la photo a été retirée, remplacée ou déjà traitée entre-temps.',
  withdrawn: 'Rien n’a été décidé : la famille a retiré ou remplacé ce document entre-temps.',
} as const

const SUBJECTS = {
  document: {
    title: 'Votre document',
    accepted: 'accepté',
    refused: 'refusé',
    it: 'un document',
    sent: 'envoyé',
    other: 'un nouveau document',
  },
  photo: {
    title: 'La photo',
    accepted: 'acceptée',
    refused: 'refusée',
    it: 'une photo',
    sent: 'envoyée',
    other: 'une autre photo',
  },
} as const

/** The mail that tells a decision. It names neither the document nor the person: a PAI is a matter of health. */
export function decisionMail(what: keyof typeof SUBJECTS, accepted: boolean, url: string): MailContent {
  const words = SUBJECTS[what]
  return {
    subject: `${words.title} : ${accepted ? words.accepted : words.refused}`,
    paragraphs: [
      accepted
        ? `La mairie a accepté ${words.it} que vous avez ${words.sent}.`
        : `La mairie n’a pas pu accepter ${words.it} que vous avez ${words.sent}. Le motif est écrit dans votre espace ; vous pouvez y envoyer ${words.other}.`,
    ],
    button: { label: what === 'photo' ? 'Voir la photo' : 'Voir mes documents', url },
  }
}

/** The mail that tells that a document will end, without naming it. */
export function reminderMail(expiresOn: Day, url: string): MailContent {
  return {
    subject: `Un document à renouveler avant le ${formatDay(expiresOn, 'long')}`,
    paragraphs: [
      `Un document de votre dossier est valable jusqu’au ${formatDay(expiresOn, 'full')}. Envoyez le nouveau dès que vous l’avez : une photo suffit.`,
    ],
    button: { label: 'Voir lequel', url },
  }
}
