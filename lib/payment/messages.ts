import { formatDay, formatTime, timeInParis, dayInParis } from '@/lib/core/day'
import { formatEuros, type Centimes } from '@/lib/core/money'
import type { MailContent } from '@/lib/core/mail-layout'
import { faultForParent } from '@/lib/payfip/messages'
import { waitsUntil, type Alert, type FinalState, type PaymentMeans } from '@/lib/payfip/rules/attempt'
import type { OpenPayment } from './rules/open-attempt'
import type { NotPayable } from './rules/payable'

const hour = (instant: Date) => formatTime(timeInParis(instant))

/** Why an invoice is not paid online, for the parent. */
export const NOT_PAYABLE: Record<NotPayable, string> = {
  TRANSMITTED:
    'Cette facture a été transmise au Trésor public : elle ne se paie plus ici. Sa page dit où et comment la payer.',
  PAID: 'Cette facture est payée : il ne reste rien à payer.',
  NOT_OPEN:
    'Le paiement en ligne n’est pas ouvert pour le moment. Payez d’une autre façon, ou revenez plus tard.',
  TOO_SMALL: faultForParent({ kind: 'FUNCTIONAL', code: 'M3' }),
  TOO_LARGE: faultForParent({ kind: 'FUNCTIONAL', code: 'M5' }),
}

/** Why a payment that is open can't be begun again yet, and until when. */
export function waitWords(why: Exclude<OpenPayment, 'GO_ON'>, { createdAt }: { createdAt: Date }): string {
  const since = hour(createdAt)
  const until = hour(waitsUntil(createdAt))
  switch (why) {
    case 'STARTING':
      return 'Une demande de paiement vient de partir pour cette facture. Rechargez cette page dans une minute.'
    case 'CHECKED':
      return `Le résultat du paiement commencé à ${since} doit être vérifié par la collectivité. Ne payez pas une seconde fois.`
    case 'OTHER':
      return `Un autre compte de votre famille paie cette facture depuis ${since}. S’il ne termine pas, vous pourrez la payer à partir de ${until}.`
    case 'ABANDONED':
      return `Le paiement commencé à ${since} a été abandonné : rien n’a été débité. Vous pourrez recommencer à partir de ${until}.`
    case 'WAITING':
      return `Le résultat du paiement commencé à ${since} n’est pas encore connu. Ne payez pas une seconde fois : cette page le dira.`
  }
}

/** What a parent reads of a payment that is open, on its page. */
export function openWords(may: OpenPayment, open: { createdAt: Date }): string {
  if (may !== 'GO_ON') return waitWords(may, open)
  return `Un paiement a été commencé à ${hour(open.createdAt)}. Si sa page est ouverte dans un autre onglet, terminez-y : elle ne s’ouvre qu’une fois. Sinon, reprenez-le ici. Si PayFiP dit que la page a déjà servi, vous pourrez recommencer à partir de ${hour(waitsUntil(open.createdAt))}.`
}

/** The same beside the invoice, away from its page. */
export function openElsewhereWords(may: OpenPayment, open: { createdAt: Date }): string {
  if (may !== 'GO_ON') return waitWords(may, open)
  return `Un paiement en ligne a été commencé à ${hour(open.createdAt)}. Regardez où il en est avant de payer d’une autre façon.`
}

/** What « Vérifier maintenant » found when nothing has changed. */
export const NOTHING_NEW =
  'PayFiP ne connaît pas encore le résultat. Le portail redemande tout seul ; cette page le dira.'

/** How an attempt ended, for the parent. */
export const END_WORDS: Record<Exclude<FinalState, 'PAID'>, string> = {
  REFUSED: 'Le paiement a été refusé par la banque : rien n’a été débité. Vous pouvez réessayer.',
  CANCELLED: 'Le paiement a été abandonné : rien n’a été débité. Vous pouvez recommencer.',
  EXPIRED:
    'Le paiement n’a pas été terminé : rien n’a été débité, à notre connaissance. Vous pouvez recommencer.',
}

export const STATE_WORDS = {
  CREATED: 'En cours d’envoi',
  AWAITING: 'En cours',
  PAID: 'Payé',
  REFUSED: 'Refusé',
  CANCELLED: 'Abandonné',
  EXPIRED: 'Sans suite',
} as const

export const MEANS_WORDS: Record<PaymentMeans, string> = {
  CARD: 'Carte bancaire',
  DIRECT_DEBIT: 'Prélèvement',
}

/** What an agent reads of an alert: what happened, and what there is to do. */
export const ALERT_WORDS: Record<Alert, { title: string; todo: string }> = {
  LATE_PAYMENT: {
    title: 'Paiement arrivé en retard',
    todo: 'PayFiP l’a annoncé après la fin de la tentative. Il est enregistré. Regardez si la facture a été payée deux fois ; si oui, remboursez ou laissez en avance sur la suivante.',
  },
  ECHO_DIFFERS: {
    title: 'Paiement qui ne correspond pas à la demande',
    todo: 'PayFiP parle d’une autre somme, référence, régie ou d’un autre mode que ce qui a été demandé. Rien n’est enregistré : comparez avec le relevé de la régie, puis saisissez le paiement à la main s’il est réel.',
  },
  UNKNOWN_RESULT: {
    title: 'Résultat inconnu',
    todo: 'PayFiP a répondu un résultat que le portail ne connaît pas. Rien n’est enregistré : cherchez la référence dans le relevé de la régie.',
  },
  CONTRADICTION: {
    title: 'Paiement annoncé, puis démenti',
    todo: 'PayFiP avait dit « payé » et dit maintenant le contraire. Le paiement reste enregistré : vérifiez dans le relevé de la régie, et annulez-le s’il n’est pas arrivé.',
  },
  FAULT: {
    title: 'PayFiP refuse les demandes du portail',
    todo: 'Les familles ne peuvent pas payer tant que la cause dure.',
  },
}

export const SETTINGS_REFUSALS = {
  unreachable:
    'PayFiP ne répond pas : le numéro n’a pas pu être vérifié, rien n’a été enregistré. Réessayez dans quelques minutes.',
  both: 'Donnez le numéro et le mode, ou aucun des deux.',
} as const

export const MODE_WORDS = {
  T: 'Test : aucun argent n’est débité',
  X: 'Activation : le premier vrai paiement, que la DGFiP demande avant l’ouverture',
  W: 'Production : les familles paient',
} as const

export type Receipt = {
  invoiceNumber: string
  amount: Centimes
  means: PaymentMeans
  paidAt: Date
  reference: string
  authorisation: string | null
}

/** When the money of a means arrives, where that is not at once. */
export const DEBIT_LATER =
  'Votre compte sera débité dans les prochains jours. Si votre banque rejette ce prélèvement, la somme sera de nouveau à payer.'

/** « Payé par carte bancaire ». */
export function receiptMail(receipt: Receipt, url: string): MailContent {
  const { invoiceNumber, amount, means, paidAt, reference, authorisation } = receipt
  const by = means === 'CARD' ? 'par carte bancaire' : 'par prélèvement'
  return {
    subject: `Paiement reçu : ${formatEuros(amount)} pour la facture ${invoiceNumber}`,
    paragraphs: [
      `Nous avons bien reçu votre paiement de ${formatEuros(amount)} ${by}, le ${formatDay(dayInParis(paidAt), 'long')} à ${hour(paidAt)}, pour la facture ${invoiceNumber}.`,
      `Référence du paiement : ${reference}${authorisation ? `, autorisation ${authorisation}` : ''}.`,
      ...(means === 'DIRECT_DEBIT' ? [DEBIT_LATER] : []),
    ],
    button: { label: 'Voir le paiement', url },
  }
}

/** Why a file of the accountant's can't be compared. */
export const FILE_REFUSALS = {
  notTable: 'Ce fichier n’est pas un tableau (CSV) : exportez-le de nouveau, avec une ligne de titres.',
  columns:
    'Ce fichier n’a pas les colonnes attendues : une « référence » (celle de la dette, refdet) et un « montant ».',
  amount: (line: number) => `À la ligne ${line}, le montant n’est pas un nombre, par exemple 84,20.`,
} as const

/** Why a journal of payments is not made. */
export function tooManyLines(most: number): string {
  return `Plus de ${most.toLocaleString('fr-FR')} paiements : choisissez moins de jours, puis demandez le fichier de nouveau.`
}

/** What a comparison says of a reference. */
export const VERDICT_WORDS = {
  BOTH: 'Des deux côtés',
  AMOUNT: 'Montants différents',
  ONLY_HERE: 'Dans le portail seulement',
  ONLY_THERE: 'Dans le fichier seulement',
} as const
