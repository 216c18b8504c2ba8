import { Undo2 } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { invoiceAddress } from '@/lib/billing/addresses'
import { METHOD_WORDS } from '@/lib/billing/messages'
import type { PaymentLine } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

type PaymentTableProps = {
  payments: readonly PaymentLine[]
  withFamily: boolean
}

/** The payments of a parent's families, those taken back included. */
export function PaymentTable({ payments, withFamily }: PaymentTableProps) {
  return (
    <Table caption="Mes paiements">
      <thead>
        <tr role="row">
          <Th>Reçu le</Th>
          {withFamily && <Th>Famille</Th>}
          <Th>Moyen de paiement</Th>
          <Th>Facture</Th>
          <Th className="text-right">Montant</Th>
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
                {(one.isReversed || one.isReversal) && (
                  <span className="block">
                    <Tag tone="neutral" icon={Undo2}>
                      {one.isReversed ? 'Annulé ensuite' : 'Annulation'}
                    </Tag>
                  </span>
                )}
              </span>
            </Td>
            <Td label="Facture">
              {one.invoice ? (
                <Link
                  href={invoiceAddress(one.invoice.id)}
                  className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 md:-my-2.5"
                >
                  n° {one.invoice.number}
                </Link>
              ) : (
                'Sur le compte'
              )}
            </Td>
            <Td label="Montant" className="font-semibold md:text-right">
              {formatEuros(one.amount)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
