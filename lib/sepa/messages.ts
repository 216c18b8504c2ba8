import { formatDay, type Day } from '@/lib/core/day'
import { formatEuros, type Centimes } from '@/lib/core/money'
import type {
  BankReportKind,
  BankReportOutcome,
  DebitBatchState,
  DebitState,
  SepaFormat,
} from '@/lib/generated/prisma/enums.ts'
import type { DateProblem } from './rules/dates'
import { TAKEN_OUT, type TakenOut, type WhyNot } from './rules/debit'

export const BATCH_STATE_WORDS: Record<DebitBatchState, string> = {
  PREPARED: 'Annoncé aux familles',
  FILED: 'Fichier prêt',
  SENT: 'Remis à la banque',
  CANCELLED: 'Annulé',
}

export const DEBIT_STATE_WORDS: Record<DebitState, string> = {
  ANNOUNCED: 'Prévu',
  COLLECTED: 'Prélevé',
  REJECTED: 'Rejeté',
  RETURNED: 'Revenu impayé',
  CANCELLED: 'Retiré',
}

export const FORMAT_WORDS: Record<SepaFormat, string> = {
  PAIN_008_001_08: 'pain.008.001.08 (règles de 2019, en vigueur)',
  PAIN_008_001_02: 'pain.008.001.02 (règles de 2009, si la banque le demande encore)',
}

/** Why an unpaid invoice is not collected, for the agent. */
export const WHY_NOT_WORDS: Record<WhyNot, string> = {
  TRANSMITTED: 'Transmise au Trésor public, qui l’encaisse',
  REVOKED: 'Mandat révoqué',
  LAPSED: 'Mandat expiré : rien prélevé depuis 36 mois',
  TOO_RECENT: 'Mandat signé ce jour-là ou après',
  OTHER_CREDITOR: 'Mandat signé pour un autre créancier : à signer de nouveau',
  FAILED: 'Un prélèvement de cette facture est déjà revenu : à payer autrement',
  PAYING: 'Paiement en ligne en cours',
  NO_MANDATE: 'Aucun mandat signé',
  NO_ACCOUNT: 'Compte bancaire manquant',
}

const TAKEN_OUT_WORDS: Record<TakenOut, string> = {
  REMOVED: 'Retiré par un agent',
  REVOKED: 'Mandat révoqué',
  PAID: 'Payé autrement',
  BATCH: 'Lot annulé',
}

/** The bank's codes (ISO 20022, reasons of the SEPA rulebook), for the agent. */
const REASON_WORDS: Readonly<Record<string, string>> = {
  AC01: 'IBAN incorrect',
  AC04: 'Compte clos',
  AC06: 'Compte bloqué',
  AC13: 'Compte professionnel, non accepté',
  AG01: 'Prélèvement interdit sur ce compte',
  AG02: 'Type d’opération incorrect',
  AM04: 'Provision insuffisante',
  AM05: 'Prélèvement en double',
  BE05: 'Créancier non reconnu',
  CNOR: 'Banque du créancier non joignable',
  DNOR: 'Banque du débiteur non joignable',
  ED05: 'Règlement entre banques impossible',
  FF01: 'Format du fichier incorrect',
  FF05: 'Type de prélèvement incorrect',
  MD01: 'Pas de mandat valable selon la banque',
  MD02: 'Mandat incomplet',
  MD06: 'Remboursement demandé par la famille',
  MD07: 'Titulaire du compte décédé',
  MS02: 'Refusé par la famille',
  MS03: 'Raison non communiquée',
  RC01: 'BIC incorrect',
  RR01: 'Identité du compte manquante',
  RR02: 'Nom ou adresse du débiteur manquants',
  RR03: 'Nom ou adresse du créancier manquants',
  RR04: 'Raison réglementaire',
  SL01: 'Refusé par un service de la banque de la famille',
  TM01: 'Fichier remis trop tard',
}

/** Why a debit did not succeed, for the agent: « Compte clos (AC04) »; a code that is not known is shown as it is. */
export function reasonWords(code: string | null): string {
  if (code === null) return 'Raison non communiquée'
  const isOurs = (TAKEN_OUT as readonly string[]).includes(code)
  if (isOurs) return TAKEN_OUT_WORDS[code as TakenOut]
  return Object.hasOwn(REASON_WORDS, code) ? `${REASON_WORDS[code]} (${code})` : code
}

/** What a family can do about a debit that did not succeed. Why is the bank's to say: a code tells others of its money. */
export function adviceOf(code: string | null): string | null {
  switch (code) {
    case 'AC01':
    case 'AC04':
    case 'AC13':
    case 'AG01':
    case 'RC01':
      return 'Pour vos prochaines factures, vérifiez le compte bancaire de votre dossier : un autre IBAN se déclare en ligne.'
    case 'MD01':
      return 'Votre mandat de prélèvement est arrêté : rien d’autre ne sera prélevé avec lui. Vous pourrez en signer un nouveau quand vous voudrez.'
    default:
      return null
  }
}

export const REPORT_KIND_WORDS: Record<BankReportKind, string> = {
  REJECTS: 'Rejets avant règlement',
  RETURNS: 'Retours après règlement',
}

/** What followed from a line of a file of the bank: in a word, and in full. */
export const OUTCOME_WORDS: Record<BankReportOutcome, { word: string; more: string }> = {
  REJECTED: { word: 'Rejet enregistré', more: 'La facture est de nouveau à payer.' },
  RETURNED: { word: 'Retour enregistré', more: 'La facture est de nouveau à payer.' },
  ALREADY: { word: 'Déjà connu', more: 'Rien n’a changé.' },
  DIFFERENT: { word: 'À vérifier', more: 'Le montant n’est pas celui du prélèvement : rien n’a changé.' },
  UNKNOWN: { word: 'Inconnu', more: 'Aucun prélèvement remis à la banque ne porte cette référence.' },
  BATCH_REFUSED: { word: 'Fichier refusé', more: 'Tout le lot est annulé.' },
}

export const FILE_PROBLEMS = {
  NO_FILE: 'Choisissez le fichier que la banque vous a remis.',
  EMPTY: 'Ce fichier est vide.',
  TOO_LARGE: 'Ce fichier dépasse 10 Mo : demandez à la banque un fichier par jour.',
  NOT_XML: 'Ce fichier ne se lit pas : ce n’est pas du XML, ou il est abîmé. Téléchargez-le de nouveau.',
  OTHER_MESSAGE:
    'Ce fichier n’est ni un compte rendu de rejets (pain.002) ni un avis d’opérations (camt.054) : rien n’a été lu.',
  OTHER_VERSION:
    'Cette version du fichier n’est pas lue. Demandez à la banque pain.002.001.03 à .10, ou camt.054.001.02 à .08.',
  NOTHING: 'Ce fichier n’annonce ni rejet ni retour de prélèvement : il n’y a rien à faire.',
} as const

export const DATE_PROBLEMS: Record<DateProblem, (notice: number, first: Day) => string> = {
  TOO_EARLY: (notice, first) =>
    `Les familles sont prévenues ${notice} jours avant : le premier jour possible est le ${formatDay(first)}.`,
  TOO_FAR: () => 'Choisissez un jour des deux prochains mois.',
  CLOSED: () => 'Les banques ne travaillent pas ce jour-là : choisissez un jour ouvré.',
}

export const BATCH_REFUSALS = {
  noCreditor:
    'Renseignez d’abord le créancier et le compte à créditer, dans Réglages, Prélèvement automatique.',
  nothing: 'Aucune facture n’est à prélever ce jour-là.',
  moved: 'Ce qui est à prélever a changé entre-temps : relisez la liste, puis préparez le lot.',
  state: 'Ce lot a changé entre-temps : relisez la page.',
  late: 'Le jour du prélèvement est venu : la banque ne prend plus ce fichier. Annulez ce lot et préparez-en un autre.',
  gone: 'Les mandats de ce lot ont été effacés à la fin de leur conservation : son fichier ne peut plus être refait.',
} as const

/** What a parent reads of an invoice that will be debited. */
export function announcedWords({ on, amount }: { on: Day; amount: Centimes }): string {
  return `${formatEuros(amount)} seront prélevés sur votre compte le ${formatDay(on)}.`
}

/** Why an invoice that will be debited is not paid online. */
export function debitedWords(on: Day): string {
  return `Cette facture sera prélevée sur votre compte le ${formatDay(on)} : vous n’avez rien à faire. Pour ne pas la payer deux fois, le paiement en ligne est fermé jusque-là.`
}
