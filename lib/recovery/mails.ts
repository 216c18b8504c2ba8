import 'server-only'
import { invoiceAddress } from '@/lib/billing/addresses'
import { invoiceNumber, ofMonth } from '@/lib/billing/messages'
import { formatDay, type Day } from '@/lib/core/day'
import { env } from '@/lib/core/env'
import type { MailContent } from '@/lib/core/mail-layout'
import { formatEuros, type Centimes } from '@/lib/core/money'
import { paymentAddress } from '@/lib/payment/addresses'
import { treasuryWords } from './messages'
import type { RecoverySettings } from './rules/settings'

/** An unpaid invoice that a mail speaks of. */
export type MailedInvoice = {
  id: string
  familyName: string | null
  year: number
  number: number
  month: Day
  dueOn: Day
  left: Centimes
  /** How many reminders were sent, this one included. */
  level: number
  /** No reminder comes after this one: the Trésor public may be next. */
  mayBeTransmitted: boolean
}

/** « Rappel : votre facture de novembre 2026 reste à payer », or « Rappel : 2 factures restent à payer ». */
export function unpaidMail(invoices: readonly MailedInvoice[], isPaidOnline: boolean): MailContent {
  const [first] = invoices as [MailedInvoice, ...MailedInvoice[]]
  const isOne = invoices.length === 1
  const rank = Math.max(...invoices.map(({ level }) => level))
  const lead = rank === 1 ? 'Rappel' : rank === 2 ? 'Deuxième rappel' : 'Troisième rappel'
  const isWarned = invoices.some(({ mayBeTransmitted }) => mayBeTransmitted)
  const pay = isPaidOnline
    ? { label: 'Payer ma facture', url: env.appUrl + paymentAddress(first.id) }
    : { label: 'Voir ma facture et comment payer', url: env.appUrl + invoiceAddress(first.id) }
  return {
    subject: isOne
      ? `${lead} : votre facture ${ofMonth(first.month)} reste à payer`
      : `${lead} : ${invoices.length} factures restent à payer`,
    paragraphs: [
      ...invoices.map((invoice) => sentence(invoice, isOne)),
      ...(isWarned
        ? [
            `Sans paiement de votre part, ${isOne ? 'cette facture pourra être transmise' : 'ces factures pourront être transmises'} au Trésor public, qui en demandera le paiement à notre place.`,
          ]
        : []),
    ],
    button: isOne
      ? pay
      : { label: 'Voir mes factures', url: `${env.appUrl}/famille/factures?etat=en-retard` },
    after: [
      'Si vous venez de payer, ne tenez pas compte de ce message. Si vous avez une difficulté, dites-le-nous : nous chercherons une solution avec vous.',
    ],
  }
}

function sentence({ familyName, left, dueOn, month, ...invoice }: MailedInvoice, isOne: boolean): string {
  const number = invoiceNumber(invoice)
  const whose = isOne ? 'Sauf erreur de notre part, votre facture' : `Famille ${familyName} : la facture`
  return `${whose} n° ${number} ${ofMonth(month)}, à payer au plus tard le ${formatDay(dueOn, 'long')}, n’est pas entièrement réglée : il reste ${formatEuros(left)}.`
}

/** « Votre facture de novembre 2026 est transmise au Trésor public ». */
export function transmittedMail(
  { month, left, id, ...invoice }: Pick<MailedInvoice, 'id' | 'year' | 'number' | 'month' | 'left'>,
  settings: Pick<RecoverySettings, 'office' | 'officeAddress'>,
): MailContent {
  return {
    subject: `Votre facture ${ofMonth(month)} est transmise au Trésor public`,
    paragraphs: [
      `Votre facture n° ${invoiceNumber(invoice)} n’a pas été réglée malgré nos rappels : il reste ${formatEuros(left)}.`,
      ...treasuryWords(settings),
    ],
    button: { label: 'Voir ma facture', url: env.appUrl + invoiceAddress(id) },
  }
}
