import { CreditCard } from 'lucide-react'
import type { Metadata } from 'next'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { SectionCard } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { requireAgent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { ALERT_WORDS } from '@/lib/payment/messages'
import { paymentsToHandle, type PaymentToHandle } from '@/lib/payment/queries/alerts'
import { handle } from './actions'

export const metadata: Metadata = { title: 'Paiements en ligne à vérifier' }

/** What PayFiP told that the portal could not settle by itself. */
export default async function PaymentsPage() {
  const agent = await requireAgent('billing.run')
  const payments = await paymentsToHandle(agent)
  return (
    <>
      <PageHeader
        title="Paiements en ligne à vérifier"
        subtitle="Ce que PayFiP a annoncé et que le portail ne peut pas régler seul."
        back={{ href: '/admin/facturation', label: 'Facturation' }}
      />
      {payments.length === 0 ? (
        <EmptyState icon={CreditCard} title="Rien à vérifier">
          Un paiement arrivé en retard ou qui ne correspond pas à la demande apparaîtra ici, avec ce qu’il y a
          à faire.
        </EmptyState>
      ) : (
        <ul className="flex max-w-reading flex-col gap-4">
          {payments.map((payment) => (
            <li key={payment.id}>
              <ToHandle payment={payment} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ToHandle({ payment }: { payment: PaymentToHandle }) {
  const { id, alert, alertedAt, invoice, payer, amount, reference, fault } = payment
  const { title, todo } = ALERT_WORDS[alert]
  return (
    <SectionCard title={title} subtitle={formatInstant(alertedAt)}>
      <p className="mb-3">
        {payer}, {formatEuros(amount)}, facture{' '}
        <Link href={agentInvoiceAddress(invoice.id)} className="text-brand-text underline underline-offset-4">
          {invoice.number}
        </Link>
        , référence {reference}.
      </p>
      {fault && <p className="mb-3">{fault}</p>}
      <p className="mb-4 text-muted">{todo}</p>
      <ActionButton action={handle} values={{ attemptId: id }} done="Alerte traitée.">
        Traité<span className="sr-only"> : {reference}</span>
      </ActionButton>
    </SectionCard>
  )
}
