import type { ReactNode } from 'react'
import { CellLink } from '@/components/ui/cell-link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { METHOD_WORDS } from '@/lib/billing/messages'
import type { PaymentLine } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { ReceiptLink } from './receipt-link'
import { ReversalTag } from './reversal-tag'

/** A payment as the table tells it. `attempt`: its reference at PayFiP, for agents. */
type ListedPayment = Omit<PaymentLine, 'familyName'> & { attempt?: string | null }

type PaymentTableProps<Payment> = {
  caption: string
  payments: readonly Payment[]
  /** Whose each is, where they are of several families. */
  familyOf?: (payment: Payment) => ReactNode
  addressOf: (invoiceId: string) => string
  /** What may be done of one, under its receipt. */
  actionsOf?: (payment: Payment) => ReactNode
}

/** Payments, those taken back included. */
export function PaymentTable<Payment extends ListedPayment>({
  caption,
  payments,
  familyOf,
  addressOf,
  actionsOf,
}: PaymentTableProps<Payment>) {
  return (
    <Table caption={caption}>
      <thead>
        <tr role="row">
          <Th>Reçu le</Th>
          {familyOf && <Th>Famille</Th>}
          <Th>Moyen de paiement</Th>
          <Th>Facture</Th>
          <Th className="text-right">Montant</Th>
          <Th>Reçu</Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((one) => (
          <Tr key={one.id}>
            <Th scope="row">{formatDay(one.receivedOn, 'long')}</Th>
            {familyOf && <Td label="Famille">{familyOf(one)}</Td>}
            <Td label="Moyen">
              <span>
                {METHOD_WORDS[one.method]}
                {[one.attempt, one.reference].filter(Boolean).map((text) => (
                  <span key={text} className="block text-sm text-muted">
                    {text}
                  </span>
                ))}
                <ReversalTag payment={one} />
              </span>
            </Td>
            <Td label="Facture">
              {one.invoice ? (
                <CellLink href={addressOf(one.invoice.id)}>n° {one.invoice.number}</CellLink>
              ) : (
                'Sur le compte'
              )}
            </Td>
            <Td label="Montant" className="font-semibold md:text-right">
              {formatEuros(one.amount)}
            </Td>
            <Td>
              <ReceiptLink paymentId={one.id} receipt={one.receipt} />
              {actionsOf?.(one)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
