import type { ReactNode } from 'react'
import { CellLink } from '@/components/ui/cell-link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { METHOD_WORDS } from '@/lib/billing/messages'
import type { PaymentLine } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { ReceiptLink } from './receipt-link'
import { ReversalTag } from './reversal-tag'

type PaymentTableProps = {
  caption: string
  payments: readonly PaymentLine[]
  withFamily?: boolean
  addressOf: (invoiceId: string) => string
  /** What may be done of one, under its receipt. */
  actionsOf?: (payment: PaymentLine) => ReactNode
}

/** The payments of families, those taken back included. */
export function PaymentTable({ caption, payments, withFamily, addressOf, actionsOf }: PaymentTableProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr role="row">
          <Th>Reçu le</Th>
          {withFamily && <Th>Famille</Th>}
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
            {withFamily && <Td label="Famille">{one.familyName}</Td>}
            <Td label="Moyen">
              <span>
                {METHOD_WORDS[one.method]}
                {one.reference && <span className="block text-sm text-muted">{one.reference}</span>}
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
