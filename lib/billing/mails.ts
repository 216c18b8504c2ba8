import 'server-only'
import { formatDay, type Day } from '@/lib/core/day'
import { env } from '@/lib/core/env'
import type { MailContent } from '@/lib/core/mail-layout'
import { formatEuros, type Centimes } from '@/lib/core/money'
import { invoiceAddress } from './addresses'
import { invoiceNumber, ofMonth } from './messages'

/** An invoice that a mail announces. */
export type ToldInvoice = {
  id: string
  familyName: string
  month: Day
  year: number
  number: number
  total: Centimes
  dueOn: Day
}

/** « Votre facture de novembre 2026 est disponible », or « Vos factures… » of several families. */
export function issuedMail(invoices: readonly ToldInvoice[]): MailContent {
  const [first] = invoices as [ToldInvoice, ...ToldInvoice[]]
  const month = ofMonth(first.month)
  const isOne = invoices.length === 1
  return {
    subject: isOne ? `Votre facture ${month} est disponible` : `Vos factures ${month} sont disponibles`,
    paragraphs: invoices.map((invoice) => sentence(invoice, isOne)),
    button: isOne
      ? { label: 'Voir ma facture', url: `${env.appUrl}${invoiceAddress(first.id)}` }
      : { label: 'Voir mes factures', url: `${env.appUrl}/famille/factures` },
  }
}

function sentence({ familyName, total, dueOn, ...invoice }: ToldInvoice, isOne: boolean): string {
  const what = `${isOne ? 'Votre facture' : `Famille ${familyName} : la facture`} n° ${invoiceNumber(invoice)}`
  if (total < 0) return `${what} est en votre faveur de ${formatEuros(-total)} : rien à payer.`
  if (total === 0) return `${what} est de ${formatEuros(0)} : rien à payer.`
  return `${what} est de ${formatEuros(total)}, à payer au plus tard le ${formatDay(dueOn, 'full')}.`
}
