import { ActionButton } from '@/components/form/action-button'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { formatInstant } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { ALERT_WORDS } from '@/lib/payment/messages'
import type { PaymentToHandle } from '@/lib/payment/queries/alerts'
import { handle } from './actions'

/** What PayFiP told that the portal could not settle by itself. */
export function Alerts({ payments }: { payments: readonly PaymentToHandle[] }) {
  return (
    <ul className="flex max-w-reading flex-col gap-4">
      {payments.map((payment) => (
        <li key={payment.id}>
          <ToHandle payment={payment} />
        </li>
      ))}
    </ul>
  )
}

function ToHandle({ payment }: { payment: PaymentToHandle }) {
  const { id, alert, alertedAt, invoice, payer, amount, reference, fault } = payment
  const { title, todo } = ALERT_WORDS[alert]
  return (
    <SectionCard title={title} subtitle={formatInstant(alertedAt)} level={3}>
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
