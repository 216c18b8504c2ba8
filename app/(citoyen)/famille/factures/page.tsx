import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CreditCard, FileText, ReceiptEuro } from 'lucide-react'
import { InvoiceTable } from '@/components/billing/invoice-table'
import { OpenPaymentAlert } from '@/components/billing/open-payment'
import { PaymentTable } from '@/components/billing/payment-table'
import { PaymentWays } from '@/components/billing/payment-ways'
import { SpendingChart } from '@/components/billing/spending-chart'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { Card, SectionCard } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { getAuthority } from '@/lib/authority/queries'
import { invoiceAddress } from '@/lib/billing/addresses'
import { invoiceFilterSchema } from '@/lib/billing/invoice-schema'
import { invoicesScreen } from '@/lib/billing/queries/invoices'
import { isForFamily } from '@/lib/billing/rules/invoice-state'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatEuros } from '@/lib/core/money'
import { paymentAddress } from '@/lib/payment/addresses'
import { nextPaidOnline, openPaymentsOf } from '@/lib/payment/queries/payment'
import { BalanceCard } from './balance-card'
import { InvoiceFilters, queryOf } from './invoice-filters'

export const metadata: Metadata = { title: 'Factures' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function InvoicesPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const filter = invoiceFilterSchema.parse(await searchParams)
  const [screen, authority, paying] = await Promise.all([
    invoicesScreen(parent, filter, now()),
    getAuthority(),
    openPaymentsOf(parent, now()),
  ])
  const { families, due, invoices, listed, pages, years, payments, spending } = screen
  if (listed.length === 0 && filter.page > 1) redirect(`/famille/factures${queryOf(filter)}`)
  const withFamily = families.length > 1
  const notBeingPaid = invoices.filter(({ id }) => !paying.has(id))
  const next = await nextPaidOnline(notBeingPaid)
  return (
    <>
      <PageHeader
        title="Factures"
        subtitle="Ce qui est à payer, vos factures et vos paiements."
        actions={
          payments.length > 0 && (
            <LinkButton href="/famille/factures/attestation" variant="secondary">
              <FileText /> Attestation fiscale
            </LinkButton>
          )
        }
      />
      {invoices.length === 0 && payments.length === 0 ? (
        <EmptyState icon={ReceiptEuro} title="Aucune facture pour le moment">
          Au début de chaque mois, la mairie établit la facture du mois passé. Elle apparaîtra ici, et un
          e-mail vous préviendra.
        </EmptyState>
      ) : (
        <>
          <BalanceCard families={families} due={due}>
            <div>
              {invoices.map((invoice) => {
                const open = paying.get(invoice.id)
                return (
                  open && <OpenPaymentAlert key={invoice.id} invoice={invoice} open={open} className="mb-6" />
                )
              })}
              {next && (
                <LinkButton href={paymentAddress(next.id)} variant="sun" size="lg" className="mb-6">
                  <CreditCard /> Payer {formatEuros(next.left)} en ligne
                  <span className="sr-only">, facture n° {next.number}</span>
                </LinkButton>
              )}
              {notBeingPaid.some(isForFamily) && <PaymentWays authority={authority} />}
            </div>
          </BalanceCard>
          <section aria-labelledby="factures" className="mb-8">
            <h2 id="factures" className="mb-4 text-xl">
              Mes factures
            </h2>
            <InvoiceFilters filter={filter} years={years} />
            {listed.length > 0 ? (
              <Card padded={false}>
                <InvoiceTable
                  caption="Mes factures"
                  invoices={listed}
                  withFamily={withFamily}
                  addressOf={invoiceAddress}
                />
              </Card>
            ) : (
              <EmptyState icon={ReceiptEuro} title="Aucune facture ne correspond">
                Changez les choix faits au-dessus.
              </EmptyState>
            )}
            <Pagination
              page={filter.page}
              pages={pages}
              hrefOf={(to) => `/famille/factures${queryOf(filter, to)}`}
              label="factures"
            />
          </section>
          {spending.months.length > 0 && (
            <SectionCard
              title="Mes dépenses"
              subtitle="Ce qui a été facturé, par mois et par activité, sur douze mois au plus."
              className="mb-8"
            >
              <SpendingChart spending={spending} />
            </SectionCard>
          )}
          <section aria-labelledby="paiements">
            <h2 id="paiements" className="mb-4 text-xl">
              Mes paiements
            </h2>
            {payments.length > 0 ? (
              <Card padded={false}>
                <PaymentTable
                  caption="Mes paiements"
                  payments={payments}
                  familyOf={withFamily ? ({ familyName }) => familyName : undefined}
                  addressOf={invoiceAddress}
                />
              </Card>
            ) : (
              <p className="text-muted">Aucun paiement pour le moment.</p>
            )}
          </section>
        </>
      )}
    </>
  )
}
