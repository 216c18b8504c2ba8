import { formatDay, type Day } from '@/lib/core/day'
import { formatEuros, type Centimes } from '@/lib/core/money'
import type { InvoiceState } from './rules/invoice-state'

/** The number of an invoice as people read and write it: « 2026-000042 ». */
export function invoiceNumber({ year, number }: { year: number; number: number }): string {
  return `${year}-${String(number).padStart(6, '0')}`
}

/** The number of a receipt: « R2026-000042 », not to be taken for that of an invoice. */
export function receiptNumber(receipt: { year: number; number: number }): string {
  return `R${invoiceNumber(receipt)}`
}

/** « novembre 2026 ». */
export function monthWords(month: Day): string {
  return formatDay(month, 'month')
}

/** « de novembre 2026 », « d’octobre 2026 ». */
export function ofMonth(month: Day): string {
  const words = monthWords(month)
  return /^[ao]/.test(words) ? `d’${words}` : `de ${words}`
}

export const BILLING_STATE_WORDS = {
  PREPARING: 'Calcul en cours',
  READY: 'À vérifier',
  FAILED: 'Interrompu',
  ISSUED: 'Émise',
} as const

export const RUN_REFUSALS = {
  future: 'Ce mois n’est pas terminé : ses factures se calculent à partir du mois suivant.',
  exists: 'La facturation de ce mois existe déjà : ouvrez-la dans la liste.',
  due: 'L’échéance vient après le jour de l’émission.',
  farDue: 'Cette échéance est dans plus d’un an : vérifiez l’année.',
  moved: 'Cette facturation a changé entre-temps : relisez la page.',
  working: 'Le calcul est encore en cours.',
  otherDraft: 'Un autre mois n’est pas encore émis : émettez-le, ou supprimez son brouillon, d’abord.',
} as const

export const INVOICE_STATE_WORDS: Record<InvoiceState, string> = {
  DUE: 'À payer',
  LATE: 'En retard',
  TRANSMITTED: 'Au Trésor public',
  DEBITED: 'Sera prélevée',
  PAID: 'Payée',
  CREDIT: 'En votre faveur',
}

/** « Facture », « Avoir ». */
export const INVOICE_KIND_WORDS = { INVOICE: 'Facture', CREDIT_NOTE: 'Avoir' } as const

export const CREDIT_REFUSALS = {
  used: 'Cette page a déjà fait un autre avoir : celui-ci n’est pas fait. Rechargez-la, puis recommencez.',
  transmitted:
    'Cette facture est au Trésor public : demandez-lui de réduire le titre. Un avoir ne changerait pas ce qu’il réclame.',
  tooMuch: (left: Centimes) =>
    left === 0
      ? 'Cette facture a déjà été reprise en entier.'
      : `Il reste ${formatEuros(left)} de cette facture à reprendre, au plus.`,
} as const

export const PAYMENT_REFUSALS = {
  future: 'Ce jour n’est pas encore venu.',
  longAgo: 'Ce jour date de plus d’un an : vérifiez l’année.',
  used: 'Cette page a déjà enregistré un autre règlement : celui-ci ne l’est pas. Rechargez-la, puis recommencez.',
  reversed: 'Ce règlement a déjà été annulé.',
  transmitted:
    'Cette facture est au Trésor public : elle se paie là-bas. Envoyez-y la famille, ou notez sur cette page qu’il a reçu le paiement.',
} as const

/** What is said of a payment that was taken back. */
export function reversedWords({ on, reason }: { on: Day; reason: string }): string {
  return `Ce paiement a été annulé le ${formatDay(on, 'long')} : ${reason}. La somme n’est plus comptée.`
}

/** How money came, in words. */
export const METHOD_WORDS = {
  PAYFIP_CARD: 'Carte bancaire (PayFiP)',
  PAYFIP_DEBIT: 'Prélèvement unique (PayFiP)',
  SEPA_DEBIT: 'Prélèvement',
  CASH: 'Espèces',
  CHEQUE: 'Chèque',
  CESU: 'CESU',
  TRANSFER: 'Virement',
} as const

/** What a receipt holds only if the money arrives. */
export const RECEIPT_CONDITIONS: Partial<Record<keyof typeof METHOD_WORDS, string>> = {
  CHEQUE: 'Sous réserve de l’encaissement du chèque.',
  PAYFIP_DEBIT: 'Sous réserve que votre banque ne rejette pas le prélèvement.',
  SEPA_DEBIT: 'Sous réserve que votre banque ne rejette pas le prélèvement.',
}

/** What a payment without invoice is for. */
export const ON_ACCOUNT = 'Acompte sur le compte de la famille'

/** How an invoice is paid where it is not paid online, in sentences. */
export function paymentWays(authority: { name: string; postalAddress: string }): string[] {
  const address = authority.postalAddress.replace(/\s*\n\s*/g, ', ')
  return [
    `Par courrier ou au guichet : ${authority.name}, ${address}.`,
    'Rappelez le numéro de la facture avec votre paiement.',
  ]
}

/** When what an attestation tells was paid, as a sentence goes on: « en 2026 », « du 1er janvier au 30 novembre 2026 (…) ». */
export function attestationPeriod(year: number, madeOn: Day): string {
  return madeOn.startsWith(`${year}-`)
    ? `du 1er janvier au ${formatDay(madeOn, 'long')} (l’année n’est pas terminée)`
    : `en ${year}`
}

/** What an attestation counts. */
export const ATTESTATION_RULE =
  'Ces sommes sont comptées au jour de leur paiement. Elles ne comprennent ni les repas, ni les majorations, ni les pénalités ; quand un paiement règle aussi autre chose, elles en sont la part.'

/** What an attestation is for (CGI art. 200 quater B). */
export const ATTESTATION_LAW =
  'Crédit d’impôt pour frais de garde des jeunes enfants : article 200 quater B du code général des impôts. Déduisez-en les aides reçues pour cette garde.'
