import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CreditCard, FileDown, Landmark, TriangleAlert } from 'lucide-react'
import { InvoiceLines } from '@/components/billing/invoice-lines'
import { InvoiceLink, InvoiceTotals } from '@/components/billing/invoice-totals'
import { OpenPaymentAlert } from '@/components/billing/open-payment'
import { PaymentWays } from '@/components/billing/payment-ways'
import { TreasuryAlert } from '@/components/billing/treasury-alert'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Card, SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { PrintButton } from '@/components/ui/print-button'
import { getAuthority } from '@/lib/authority/queries'
import { invoiceAddress, invoicePdfAddress } from '@/lib/billing/addresses'
import { INVOICE_KIND_WORDS, ofMonth } from '@/lib/billing/messages'
import { invoiceView, type InvoiceView } from '@/lib/billing/queries/invoices'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { paymentAddress } from '@/lib/payment/addresses'
import { isPaidOnline, openPaymentsOf } from '@/lib/payment/queries/payment'
import { treasuryOffice } from '@/lib/recovery/queries/settings'
import { announcedWords } from '@/lib/sepa/messages'

export const metadata: Metadata = { title: 'Facture' }

type Params = { params: Promise<{ id: string }> }

export default async function InvoicePage({ params }: Params) {
  const parent = await requireSubscribedParent()
  const [invoice, authority, payments] = await Promise.all([
    invoiceView(parent, (await params).id, now()),
    getAuthority(),
    openPaymentsOf(parent, now()),
  ])
  if (!invoice) notFound()
  const { kind, number, month, groups, left, debitedOn, state } = invoice
  const open = payments.get(invoice.id)
  const [isOnline, settings] = await Promise.all([
    isPaidOnline(invoice),
    state === 'TRANSMITTED' ? treasuryOffice() : null,
  ])
  return (
    <>
      <PageHeader
        title={`${INVOICE_KIND_WORDS[kind]} ${ofMonth(month)}`}
        subtitle={`n° ${number}`}
        back={{ href: '/famille/factures', label: 'Factures' }}
        actions={
          <div className="flex flex-wrap gap-2.5 print:hidden">
            <PrintButton />
            {/* A file, not a page. */}
            <a href={invoicePdfAddress(invoice.id)} download className={buttonLook({ variant: 'secondary' })}>
              <FileDown /> Télécharger (PDF)
            </a>
          </div>
        }
      />
      <div className="mb-8 grid gap-4 lg:grid-cols-2">
        <Card>
          <Facts invoice={invoice} />
        </Card>
        <Card>
          <InvoiceTotals invoice={invoice} addressOf={invoiceAddress} />
          {settings && <TreasuryAlert settings={settings} className="mt-5" />}
          {state === 'LATE' && (
            <Alert tone="danger" icon={TriangleAlert} title="En retard" className="mt-5">
              <p>
                L’échéance du {formatDay(invoice.dueOn, 'long')} est passée. Payez dès que possible ; si vous
                avez une difficulté, contactez-nous : une solution se trouve.
              </p>
            </Alert>
          )}
          {debitedOn && (
            <Alert icon={Landmark} title="Prélèvement automatique" className="mt-5">
              <p>{announcedWords({ on: debitedOn, amount: left })} Vous n’avez rien à faire.</p>
            </Alert>
          )}
          {open && <OpenPaymentAlert invoice={invoice} open={open} className="mt-5 print:hidden" />}
          {left > 0 && !settings && !debitedOn && !open && (
            <div className="mt-5 print:hidden">
              {isOnline && (
                <LinkButton href={paymentAddress(invoice.id)} variant="sun" size="lg" className="mb-6">
                  <CreditCard /> Payer en ligne
                </LinkButton>
              )}
              <PaymentWays authority={authority} />
            </div>
          )}
        </Card>
      </div>
      {invoice.reason && (
        <SectionCard title="Pourquoi cet avoir" className="mb-8">
          <p>{invoice.reason}</p>
        </SectionCard>
      )}
      {groups.map((group) => (
        <InvoiceLines key={group.activities[0]![0]!.id} group={group} />
      ))}
      {invoice.quotient === null && (
        <Alert>Sans quotient familial, ce qui est facturé au quotient l’est au tarif le plus élevé.</Alert>
      )}
    </>
  )
}

function Facts({ invoice }: { invoice: InvoiceView }) {
  const { corrects, payerName, payerAddress, issuedOn, dueOn, total, quotient, isResident } = invoice
  return (
    <DescriptionList className="border-y-0!">
      <DescriptionRow label="Adressée à">
        <span className="whitespace-pre-line">{[payerName, payerAddress].filter(Boolean).join('\n')}</span>
      </DescriptionRow>
      <DescriptionRow label="Émise le">{formatDay(issuedOn, 'long')}</DescriptionRow>
      {total > 0 && (
        <DescriptionRow label="À payer au plus tard le">{formatDay(dueOn, 'long')}</DescriptionRow>
      )}
      {corrects && (
        <DescriptionRow label="Corrige la facture">
          <InvoiceLink number={corrects.number} href={invoiceAddress(corrects.id)} />
        </DescriptionRow>
      )}
      <DescriptionRow label="Tarif retenu">
        {quotient === null ? 'Quotient familial non fourni' : `Quotient familial ${quotient}`} ·{' '}
        {isResident ? 'résident' : 'hors commune'}
      </DescriptionRow>
    </DescriptionList>
  )
}
