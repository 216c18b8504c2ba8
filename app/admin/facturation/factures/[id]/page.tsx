import { randomUUID } from 'node:crypto'
import { FileDown, Hourglass, Landmark } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { InvoiceLines } from '@/components/billing/invoice-lines'
import { InvoiceLink, InvoiceTotals } from '@/components/billing/invoice-totals'
import { ReceiptLink } from '@/components/billing/receipt-link'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { buttonLook } from '@/components/ui/button-look'
import { Card, SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { agentAccountAddress, agentInvoiceAddress, invoicePdfAddress } from '@/lib/billing/addresses'
import { INVOICE_KIND_WORDS, METHOD_WORDS, ofMonth } from '@/lib/billing/messages'
import { invoiceForAgent, type InvoiceView } from '@/lib/billing/queries/invoices'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { openPaymentOf } from '@/lib/payment/queries/open-attempts'
import { batchAddress } from '@/lib/recovery/addresses'
import { transmissionOf } from '@/lib/recovery/queries/batches'
import { settle } from '../../impayes/actions'
import { CreditForm, PaymentForm, ReversalForm } from '../../money-forms'

export const metadata: Metadata = { title: 'Facture' }

type AgentInvoicePageProps = { params: Promise<{ id: string }> }

/** An issued invoice, what was paid of it, and what an agent may do: take back, record a payment, reverse one. */
export default async function AgentInvoicePage({ params }: AgentInvoicePageProps) {
  const agent = await requireAgent('billing.run')
  const at = now()
  const invoice = await invoiceForAgent(agent, (await params).id, at)
  if (!invoice) notFound()
  const { id, kind, number, month, groups, familyId, left, debitedOn, total, creditNotes } = invoice
  const [transmission, online] = await Promise.all([transmissionOf(agent, id), openPaymentOf(agent, id)])
  const isInvoice = kind === 'INVOICE'
  const credited = creditNotes.reduce((sum, one) => sum + one.total, 0)
  return (
    <>
      <PageHeader
        title={`${INVOICE_KIND_WORDS[kind]} ${ofMonth(month)}`}
        subtitle={`n° ${number}, ${invoice.payerName}`}
        back={{ href: '/admin/facturation', label: 'Facturation' }}
        actions={
          // A file, not a page.
          <a href={invoicePdfAddress(id)} download className={buttonLook({ variant: 'secondary' })}>
            <FileDown /> Télécharger (PDF)
          </a>
        }
      />
      <div className="mb-8 grid items-start gap-4 xl:grid-cols-2">
        <Card>
          <Facts invoice={invoice} />
        </Card>
        <Card>
          <InvoiceTotals invoice={invoice} addressOf={agentInvoiceAddress} />
          {online && (
            <Alert tone="warning" icon={Hourglass} title="Paiement en ligne en cours" className="mt-5">
              <p>
                La famille a commencé à payer {formatEuros(online.amount)} en ligne,{' '}
                {formatInstant(online.createdAt)} : un règlement enregistré ici pourrait payer deux fois.{' '}
                <Link href="/admin/paiements" className="underline underline-offset-4">
                  Interroger PayFiP
                </Link>
              </p>
            </Alert>
          )}
          {debitedOn && (
            <Alert icon={Landmark} title="Prélèvement annoncé" className="mt-5">
              <p>
                La famille est prévenue qu’elle sera prélevée le {formatDay(debitedOn)}. Un règlement reçu
                avant que le fichier soit produit la retire du lot.
              </p>
            </Alert>
          )}
        </Card>
        {transmission && <Transmission invoiceId={id} transmission={transmission} />}
        {isInvoice && familyId && !transmission && (
          <SectionCard title="Règlement reçu" subtitle="Au guichet ou par courrier.">
            <PaymentForm
              keyOfForm={randomUUID()}
              invoiceId={id}
              familyId={familyId}
              left={left}
              today={dayInParis(at)}
            />
          </SectionCard>
        )}
        {isInvoice && total + credited > 0 && !transmission && (
          <SectionCard
            title="Avoir"
            subtitle="Une facture émise ne change plus : ce qui a été facturé à tort se reprend par un avoir."
          >
            <CreditForm keyOfForm={randomUUID()} invoiceId={id} />
          </SectionCard>
        )}
      </div>
      <Payments invoice={invoice} />
      {groups.map((group) => (
        <InvoiceLines key={group.activities[0]![0]!.id} group={group} />
      ))}
    </>
  )
}

function Facts({ invoice }: { invoice: InvoiceView }) {
  const {
    familyId,
    payerName,
    payerAddress,
    issuedOn,
    dueOn,
    total,
    quotient,
    isResident,
    corrects,
    reason,
  } = invoice
  return (
    <DescriptionList className="border-y-0!">
      <DescriptionRow label="Adressée à">
        <span className="whitespace-pre-line">{[payerName, payerAddress].filter(Boolean).join('\n')}</span>
        {familyId && (
          <span className="flex flex-wrap gap-x-5">
            <Link
              href={`/admin/familles/${familyId}`}
              className="flex min-h-target w-fit items-center text-brand-text underline underline-offset-4"
            >
              Dossier de la famille
            </Link>
            <Link
              href={agentAccountAddress(familyId)}
              className="flex min-h-target w-fit items-center text-brand-text underline underline-offset-4"
            >
              Compte de la famille
            </Link>
          </span>
        )}
      </DescriptionRow>
      <DescriptionRow label="Émise le">{formatDay(issuedOn, 'long')}</DescriptionRow>
      {total > 0 && <DescriptionRow label="Échéance">{formatDay(dueOn, 'long')}</DescriptionRow>}
      {corrects && (
        <DescriptionRow label="Corrige la facture">
          <InvoiceLink number={corrects.number} href={agentInvoiceAddress(corrects.id)} />
        </DescriptionRow>
      )}
      {reason && <DescriptionRow label="Pourquoi">{reason}</DescriptionRow>}
      <DescriptionRow label="Tarif retenu">
        {quotient === null ? 'Quotient familial non fourni' : `Quotient familial ${quotient}`} ·{' '}
        {isResident ? 'résident' : 'hors commune'}
      </DescriptionRow>
    </DescriptionList>
  )
}

type TransmissionProps = {
  invoiceId: string
  transmission: NonNullable<Awaited<ReturnType<typeof transmissionOf>>>
}

/** The Trésor public collects the invoice: nothing is paid here any more. */
function Transmission({ invoiceId, transmission: { batchId, number, on, settledOn } }: TransmissionProps) {
  return (
    <SectionCard title="Transmise au Trésor public" className="xl:col-span-2">
      <p className="mb-3">
        Le {formatDay(on, 'long')}, bordereau{' '}
        <Link href={batchAddress(batchId)} className="text-brand-text underline underline-offset-4">
          {number}
        </Link>
        . Elle ne se paie plus ici, ni en ligne ni au guichet ; un avoir ne changerait pas ce que le Trésor
        public réclame.
      </p>
      {settledOn ? (
        <p>Paiement noté le {formatDay(settledOn, 'long')}.</p>
      ) : (
        <ActionButton action={settle} values={{ invoiceId }} done="Paiement noté.">
          Noter que le Trésor public a été payé
        </ActionButton>
      )}
    </SectionCard>
  )
}

/** The payments that may still be reversed. */
function Payments({ invoice: { payments } }: { invoice: InvoiceView }) {
  const standing = payments.filter(({ isReversed, isReversal }) => !isReversed && !isReversal)
  if (standing.length === 0) return null
  return (
    <SectionCard title="Règlements" className="mb-8">
      <ul className="flex flex-col gap-2">
        {standing.map(({ id, amount, method, receivedOn, reference, receipt }) => (
          <li key={id} className="border-t border-line pt-3 first:border-t-0 first:pt-0">
            <p>
              <strong className="tabular-nums">{formatEuros(amount)}</strong>, {METHOD_WORDS[method]}, le{' '}
              {formatDay(receivedOn, 'long')}
              {reference && `, ${reference}`}
            </p>
            <ReceiptLink paymentId={id} receipt={receipt} />
            <ReversalForm paymentId={id}>Annuler ce règlement…</ReversalForm>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
