import { AlarmClock, BookOpenText, CreditCard, Landmark, ReceiptText } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { Card, SectionCard } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { monthWords, ofMonth } from '@/lib/billing/messages'
import { runsOf, type RunLine } from '@/lib/billing/queries/runs'
import { usualDueDay } from '@/lib/billing/rules/run'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { paymentsToHandle } from '@/lib/payment/queries/alerts'
import { UNPAID_PAGE } from '@/lib/recovery/addresses'
import { DEBITS_ADDRESS } from '@/lib/sepa/addresses'
import { RunTag } from './run-tag'
import { StartForm } from './start-form'

export const metadata: Metadata = { title: 'Facturation' }

/** The months that were billed, and the next one to prepare. */
export default async function BillingPage() {
  const agent = await requireAgent('billing.run')
  const today = dayInParis(now())
  const [{ runs, open }, alerts] = await Promise.all([runsOf(agent, today), paymentsToHandle(agent)])
  const waiting = runs.find(({ state }) => state !== 'ISSUED')
  return (
    <>
      <PageHeader
        title="Facturation"
        subtitle="Un mois se prépare, se vérifie, puis s’émet en une fois."
        actions={
          <div className="flex flex-wrap gap-2.5">
            <LinkButton href={UNPAID_PAGE} variant="secondary">
              <AlarmClock /> Impayés
            </LinkButton>
            <LinkButton href="/admin/facturation/comptabilite" variant="secondary">
              <BookOpenText /> Journal comptable
            </LinkButton>
            <LinkButton href={DEBITS_ADDRESS} variant="secondary">
              <Landmark /> Prélèvements
            </LinkButton>
            <LinkButton href="/admin/paiements" variant="secondary">
              <CreditCard /> Paiements{alerts.length > 0 && ` à vérifier (${alerts.length})`}
            </LinkButton>
          </div>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        {runs.length === 0 ? (
          <EmptyState icon={ReceiptText} title="Aucun mois facturé pour le moment">
            Choisissez le mois à facturer : les brouillons se calculent à partir des réservations, des
            présences et des tarifs de chaque activité.
          </EmptyState>
        ) : (
          <RunTable runs={runs} />
        )}
        <SectionCard title="Préparer un mois" id="preparer">
          {waiting ? (
            <p>
              <Link
                href={`/admin/facturation/${waiting.id}`}
                className="text-brand-text underline underline-offset-4"
              >
                Le mois {ofMonth(waiting.month)}
              </Link>{' '}
              n’est pas encore émis : émettez-le, ou supprimez son brouillon, avant d’en préparer un autre.
            </p>
          ) : open.length === 0 ? (
            <p>Les derniers mois sont tous facturés.</p>
          ) : (
            <StartForm months={open} dueOn={usualDueDay(open[0]!, today)} />
          )}
        </SectionCard>
      </div>
    </>
  )
}

function RunTable({ runs }: { runs: readonly RunLine[] }) {
  return (
    <Card padded={false}>
      <Table caption="Mois facturés">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Mois</Th>
            <Th>Factures</Th>
            <Th>Montant</Th>
            <Th>Échéance</Th>
            <Th>État</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {runs.map(({ id, month, invoices, total, dueOn, state }) => (
            <Tr key={id}>
              <Th scope="row">
                <Link
                  href={`/admin/facturation/${id}`}
                  className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 first-letter:uppercase md:-my-2.5"
                >
                  {monthWords(month)}
                </Link>
              </Th>
              <Td label="Factures">{invoices.toLocaleString('fr-FR')}</Td>
              <Td label="Montant">{formatEuros(total)}</Td>
              <Td label="Échéance">{formatDay(dueOn, 'long')}</Td>
              <Td label="État">
                <RunTag state={state} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
