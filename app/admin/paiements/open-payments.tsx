import { ActionButton } from '@/components/form/action-button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { formatInstant } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import type { OpenPaymentLine } from '@/lib/payment/queries/open-attempts'
import { checkNow } from './actions'

/** The payments online whose end PayFiP has not told yet. */
export function OpenPayments({ payments }: { payments: readonly OpenPaymentLine[] }) {
  return (
    <Card padded={false}>
      <Table caption="Paiements en attente chez PayFiP">
        <thead>
          <tr role="row">
            <Th>Facture</Th>
            <Th>Référence</Th>
            <Th className="text-right">Montant</Th>
            <Th>En attente depuis</Th>
            <Th>Prochaine vérification</Th>
            <Th>
              <span className="sr-only">Vérifier</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {payments.map(({ id, invoice, payer, reference, amount, createdAt, checkedAt, nextCheckAt }) => (
            <Tr key={id}>
              <Th scope="row">
                <Link
                  href={agentInvoiceAddress(invoice.id)}
                  className="inline-flex min-h-target flex-col justify-center text-brand-text underline-offset-4 hover:underline"
                >
                  {payer}
                  <span className="text-sm font-normal text-muted">n° {invoice.number}</span>
                </Link>
              </Th>
              <Td label="Référence">{reference}</Td>
              <Td label="Montant" className="font-semibold md:text-right">
                {formatEuros(amount)}
              </Td>
              <Td label="Depuis">{formatInstant(createdAt)}</Td>
              <Td label="Prochaine">
                <span>
                  {nextCheckAt ? formatInstant(nextCheckAt) : 'Aucune'}
                  {checkedAt && (
                    <span className="block text-sm text-muted">Demandé le {formatInstant(checkedAt)}</span>
                  )}
                </span>
              </Td>
              <Td>
                <ActionButton
                  action={checkNow}
                  values={{ attemptId: id }}
                  done="PayFiP a répondu."
                  size="sm"
                  pendingLabel="Un instant…"
                >
                  Interroger PayFiP<span className="sr-only"> : {reference}</span>
                </ActionButton>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
