import { CircleCheck, Scale } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { requireAgent } from '@/lib/core/actor'
import { paymentFilterSchema } from '@/lib/payment/journal-schema'
import { paymentsToHandle } from '@/lib/payment/queries/alerts'
import { paymentsJournal } from '@/lib/payment/queries/journal'
import { openPayments } from '@/lib/payment/queries/open-attempts'
import { Alerts } from './alerts'
import { OpenPayments } from './open-payments'
import { PaymentList } from './payment-list'

export const metadata: Metadata = { title: 'Paiements' }

type PaymentsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What PayFiP told that an agent has to look at, what waits at PayFiP, and all that was received, searched. */
export default async function PaymentsPage({ searchParams }: PaymentsPageProps) {
  const agent = await requireAgent('billing.run')
  const filter = paymentFilterSchema.parse(await searchParams)
  const [alerts, open, journal] = await Promise.all([
    paymentsToHandle(agent),
    openPayments(agent),
    paymentsJournal(agent, filter),
  ])
  return (
    <>
      <PageHeader
        title="Paiements"
        subtitle="Ce qui est à vérifier, ce qui attend chez PayFiP, et tout ce qui a été reçu."
        back={{ href: '/admin/facturation', label: 'Facturation' }}
        actions={
          <LinkButton href="/admin/paiements/rapprochement" variant="secondary">
            <Scale /> Rapprochement
          </LinkButton>
        }
      />
      <section aria-labelledby="a-verifier" className="mb-8">
        <h2 id="a-verifier" className="mb-3 text-xl">
          À vérifier
        </h2>
        {alerts.length > 0 ? (
          <Alerts payments={alerts} />
        ) : (
          <p className="flex items-center gap-2 text-muted">
            <CircleCheck /> Rien à vérifier.
          </p>
        )}
      </section>
      <section aria-labelledby="en-attente" className="mb-8">
        <h2 id="en-attente" className="mb-3 text-xl">
          En attente chez PayFiP
        </h2>
        {open.length > 0 ? (
          <OpenPayments payments={open} />
        ) : (
          <p className="text-muted">Aucun paiement en cours.</p>
        )}
      </section>
      <PaymentList filter={filter} {...journal} />
    </>
  )
}
