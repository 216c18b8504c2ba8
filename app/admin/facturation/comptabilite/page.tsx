import { FileDown, ReceiptEuro } from 'lucide-react'
import type { Metadata } from 'next'
import { DateField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { ENTRY_WORDS } from '@/lib/accounting/messages'
import { journalTotals, type JournalTotal } from '@/lib/accounting/queries'
import { journalPeriod } from '@/lib/accounting/schema'
import { METHOD_WORDS } from '@/lib/billing/messages'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatPeriod } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

export const metadata: Metadata = { title: 'Journal comptable' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What was issued, received and transmitted in a period, in all; its entries are a file. */
export default async function AccountingPage({ searchParams }: Search) {
  const agent = await requireAgent('billing.run')
  const period = journalPeriod(await searchParams, dayInParis(now()))
  const totals = await journalTotals(agent, period)
  return (
    <>
      <PageHeader
        title="Journal comptable"
        subtitle={formatPeriod({ startsOn: period.from, endsOn: period.to }, 'long')}
        back={{ href: '/admin/facturation', label: 'Facturation' }}
        actions={
          // A file, not a page.
          <a
            href={`/admin/facturation/comptabilite/csv?du=${period.from}&au=${period.to}`}
            download
            className={buttonLook({ variant: 'secondary' })}
          >
            <FileDown /> Télécharger (CSV)
          </a>
        }
      />
      <form method="get" className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <DateField name="du" label="Du" defaultValue={period.from} className="min-w-0" />
        <DateField name="au" label="Au" defaultValue={period.to} className="min-w-0" />
        <Button type="submit" variant="secondary" className="max-sm:col-span-2">
          Afficher
        </Button>
      </form>
      {totals.length === 0 ? (
        <EmptyState icon={ReceiptEuro} title="Aucune écriture dans cette période">
          Les factures émises, les avoirs, les règlements et les transmissions au Trésor public apparaîtront
          ici, au jour de leur saisie.
        </EmptyState>
      ) : (
        <Card padded={false}>
          <TotalTable totals={totals} />
        </Card>
      )}
    </>
  )
}

/** A cell that says nothing is a column’s on a wide screen, and no line of a card on a phone. */
const NO_CARD = 'max-md:hidden!'

const sumLook = (isThere: boolean) => `tabular-nums md:text-right ${isThere ? '' : NO_CARD}`

function TotalTable({ totals }: { totals: readonly JournalTotal[] }) {
  const balance = totals.reduce((sum, { amount }) => sum + amount, 0)
  return (
    <Table caption="Totaux de la période">
      <thead>
        <tr role="row">
          <Th>Écritures</Th>
          <Th>Moyen de paiement</Th>
          <Th className="text-right">Nombre</Th>
          <Th className="text-right">Débit</Th>
          <Th className="text-right">Crédit</Th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ kind, method, count, amount }) => (
          <Tr key={`${kind} ${method}`}>
            <Th scope="row">{ENTRY_WORDS[kind]}</Th>
            <Td label="Moyen" className={method ? undefined : NO_CARD}>
              {method ? METHOD_WORDS[method] : '–'}
            </Td>
            <Td label="Nombre" className="md:text-right">
              {count}
            </Td>
            <Td label="Débit" className={sumLook(amount > 0)}>
              {amount > 0 ? formatEuros(amount) : '–'}
            </Td>
            <Td label="Crédit" className={sumLook(amount < 0)}>
              {amount < 0 ? formatEuros(-amount) : '–'}
            </Td>
          </Tr>
        ))}
        <Tr>
          <Th scope="row">Solde de la période</Th>
          <Td className={NO_CARD}>–</Td>
          <Td className={`md:text-right ${NO_CARD}`}>–</Td>
          <Td label="Débit" className={`font-semibold ${sumLook(balance >= 0)}`}>
            {balance >= 0 ? formatEuros(balance) : '–'}
          </Td>
          <Td label="Crédit" className={`font-semibold ${sumLook(balance < 0)}`}>
            {balance < 0 ? formatEuros(-balance) : '–'}
          </Td>
        </Tr>
      </tbody>
    </Table>
  )
}
