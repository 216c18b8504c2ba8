import { Landmark } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { requireAgent } from '@/lib/core/actor'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { batchAddress, UNPAID_PAGE } from '@/lib/recovery/addresses'
import { batchesOf, type BatchLine } from '@/lib/recovery/queries/batches'

export const metadata: Metadata = { title: 'Trésor public' }

/** The bordereaux of invoices handed over to the Trésor public. */
export default async function TreasuryPage() {
  const agent = await requireAgent('billing.run')
  const batches = await batchesOf(agent)
  return (
    <>
      <PageHeader
        title="Trésor public"
        subtitle="Les factures transmises, par bordereau."
        back={{ href: UNPAID_PAGE, label: 'Impayés' }}
      />
      {batches.length === 0 ? (
        <EmptyState icon={Landmark} title="Rien n’est transmis">
          Après la dernière relance, cochez des factures dans « Impayés » et transmettez-les : leur bordereau
          apparaîtra ici, avec le fichier pour le comptable.
        </EmptyState>
      ) : (
        <Card padded={false}>
          <BatchTable batches={batches} />
        </Card>
      )}
    </>
  )
}

function BatchTable({ batches }: { batches: readonly BatchLine[] }) {
  return (
    <Table caption="Bordereaux transmis au Trésor public">
      <thead>
        <tr role="row">
          <Th>Bordereau</Th>
          <Th>Transmis le</Th>
          <Th>Par</Th>
          <Th className="text-right">Factures</Th>
          <Th className="text-right">Montant</Th>
          <Th className="text-right">Sans paiement</Th>
        </tr>
      </thead>
      <tbody>
        {batches.map(({ id, year, number, on, by, invoices, total, open }) => (
          <Tr key={id}>
            <Th scope="row">
              <Link
                href={batchAddress(id)}
                className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 md:-my-2.5"
              >
                n° {number} de {year}
              </Link>
            </Th>
            <Td label="Transmis le">{formatDay(on, 'long')}</Td>
            <Td label="Par">{by ?? '–'}</Td>
            <Td label="Factures" className="md:text-right">
              {invoices}
            </Td>
            <Td label="Montant" className="md:text-right">
              {formatEuros(total)}
            </Td>
            <Td label="Sans paiement" className="md:text-right">
              {open}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
