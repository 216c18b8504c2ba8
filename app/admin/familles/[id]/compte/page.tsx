import { randomUUID } from 'node:crypto'
import { FileDown, ReceiptEuro } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InvoiceTable } from '@/components/billing/invoice-table'
import { PaymentTable } from '@/components/billing/payment-table'
import { PageHeader } from '@/components/layout/page-header'
import { buttonLook } from '@/components/ui/button-look'
import { Card, SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { agentInvoiceAddress, attestationPdfAddress } from '@/lib/billing/addresses'
import { yearsPaid } from '@/lib/billing/rules/attestation'
import { takesMoney } from '@/lib/billing/rules/invoice-state'
import { accountForAgent, type BillingAccount, type PaymentLine } from '@/lib/billing/queries/invoices'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { PaymentForm, ReversalForm } from '../../../facturation/money-forms'

export const metadata: Metadata = { title: 'Compte d’une famille' }

type Props = { params: Promise<{ id: string }> }

/** What a family owes, its invoices and payments; money received is recorded here, for an invoice or on account. */
export default async function FamilyAccountPage({ params }: Props) {
  const agent = await requireAgent('billing.run')
  const at = now()
  const { id } = await params
  const account = await accountForAgent(agent, id, at)
  if (!account) notFound()
  const { families, invoices, payments } = account
  const choices = invoices.filter(takesMoney)
  return (
    <>
      <PageHeader
        title={`Compte de la famille ${families[0]!.name}`}
        subtitle="Ses factures, ses paiements et ce qui reste à payer."
        back={{ href: `/admin/familles/${id}`, label: 'Dossier de la famille' }}
      />
      <div className="mb-8 grid items-start gap-4 xl:grid-cols-2">
        <Balance account={account} />
        <SectionCard title="Paiement reçu" subtitle="Au guichet ou par courrier.">
          <PaymentForm
            keyOfForm={randomUUID()}
            familyId={id}
            today={dayInParis(at)}
            choices={choices.map(({ id: invoiceId, number, left }) => ({ id: invoiceId, number, left }))}
          />
        </SectionCard>
      </div>
      <section aria-labelledby="factures" className="mb-8">
        <h2 id="factures" className="mb-4 text-xl">
          Factures
        </h2>
        {invoices.length > 0 ? (
          <Card padded={false}>
            <InvoiceTable
              caption="Factures de la famille"
              invoices={invoices}
              addressOf={agentInvoiceAddress}
            />
          </Card>
        ) : (
          <EmptyState icon={ReceiptEuro} title="Aucune facture pour le moment">
            Celle du premier mois facturé apparaîtra ici.
          </EmptyState>
        )}
      </section>
      <section aria-labelledby="paiements">
        <h2 id="paiements" className="mb-4 text-xl">
          Paiements
        </h2>
        {payments.length > 0 ? (
          <Card padded={false}>
            <PaymentTable
              caption="Paiements de la famille"
              payments={payments}
              addressOf={agentInvoiceAddress}
              actionsOf={Reverse}
            />
          </Card>
        ) : (
          <p className="text-muted">Aucun paiement pour le moment.</p>
        )}
      </section>
    </>
  )
}

function Balance({ account: { families, due, payments } }: { account: BillingAccount }) {
  const { id, balance } = families[0]!
  const years = yearsPaid(payments.filter(({ isReversed }) => !isReversed))
  return (
    <SectionCard title="Solde">
      <DescriptionList className="tabular-nums">
        <DescriptionRow label={balance < 0 ? 'En avance' : 'Reste à payer'}>
          <strong className="heading text-xl">{formatEuros(Math.abs(balance))}</strong>
        </DescriptionRow>
        {due.late > 0 && <DescriptionRow label="Dont en retard">{formatEuros(due.late)}</DescriptionRow>}
        {due.until && (
          <DescriptionRow label="Prochaine échéance">{formatDay(due.until, 'long')}</DescriptionRow>
        )}
      </DescriptionList>
      {balance < 0 && (
        <p className="mt-3 text-note text-muted">Cette avance réglera les prochaines factures.</p>
      )}
      {years.length > 0 && (
        <div className="mt-4 flex flex-wrap gap-2.5">
          {years.map((year) => (
            // A file, not a page.
            <a
              key={year}
              href={attestationPdfAddress(id, year)}
              download
              className={buttonLook({ variant: 'secondary', size: 'sm' })}
            >
              <FileDown /> Attestation fiscale {year}
            </a>
          ))}
        </div>
      )}
    </SectionCard>
  )
}

/** What may be done of a payment that stands. */
function Reverse({ id, isReversed, isReversal, receivedOn }: PaymentLine) {
  if (isReversed || isReversal) return null
  return (
    <ReversalForm paymentId={id} small>
      Annuler…<span className="sr-only"> le paiement du {formatDay(receivedOn, 'long')}</span>
    </ReversalForm>
  )
}
