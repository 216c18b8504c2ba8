import { Landmark } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import { pageSchema } from '@/lib/planning/schema'
import { batchAddress } from '@/lib/sepa/addresses'
import { BATCH_REFUSALS } from '@/lib/sepa/messages'
import { debitsScreen, type BatchLine } from '@/lib/sepa/queries/screen'
import { screenSchema } from '@/lib/sepa/schema'
import { BatchTag } from './state-tags'
import { NotCollectedSection, PreviewSection } from './preview'
import { BankFiles } from './bank-files'

export const metadata: Metadata = { title: 'Prélèvements' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Direct debits: what could be collected, the batches, what the bank answered. */
export default async function DebitsPage({ searchParams }: Search) {
  const agent = await requireAgent('billing.run')
  const query = await searchParams
  const { jour, refus } = screenSchema.parse(query)
  const { batches, reports, preview, notice } = await debitsScreen(agent, jour, now())
  return (
    <>
      <PageHeader
        title="Prélèvements"
        subtitle="Un lot s’annonce aux familles, se remet à la banque, puis se règle à son jour."
        back={{ href: '/admin/facturation', label: 'Facturation' }}
      />
      <div className="flex flex-col gap-6">
        {batches.length > 0 && <Batches batches={batches} />}
        {preview ? (
          <PreviewSection preview={preview} notice={notice} page={pageSchema.parse(query.page)} />
        ) : (
          <Alert tone="warning" icon={Landmark} title="Le prélèvement n’est pas encore ouvert">
            <p>
              {BATCH_REFUSALS.noCreditor}{' '}
              {roleCan(agent.role, 'authority.configure') ? (
                <Link href="/admin/reglages/prelevement" className="underline underline-offset-4">
                  Ouvrir ces réglages
                </Link>
              ) : (
                'Un administrateur le fait.'
              )}
            </p>
          </Alert>
        )}
        <BankFiles reports={reports} refused={refus} />
        {preview && preview.notCollected.length > 0 && <NotCollectedSection preview={preview} />}
      </div>
    </>
  )
}

function Batches({ batches }: { batches: readonly BatchLine[] }) {
  return (
    <section aria-labelledby="lots">
      <h2 id="lots" className="mb-4 text-xl">
        Lots
      </h2>
      <Card padded={false}>
        <Table caption="Lots de prélèvements">
          <thead role="rowgroup">
            <Tr className="border-0">
              <Th>Prélevé le</Th>
              <Th>Référence</Th>
              <Th>Prélèvements</Th>
              <Th>Montant</Th>
              <Th>Non aboutis</Th>
              <Th>État</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {batches.map(({ id, collectedOn, reference, debits, total, failed, state }) => (
              <Tr key={id}>
                <Th scope="row">
                  <CellLink href={batchAddress(id)}>{formatDay(collectedOn, 'long')}</CellLink>
                </Th>
                <Td label="Référence">{reference}</Td>
                <Td label="Prélèvements">{debits.toLocaleString('fr-FR')}</Td>
                <Td label="Montant">{formatEuros(total)}</Td>
                <Td label="Non aboutis">{failed}</Td>
                <Td label="État">
                  <BatchTag state={state} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </section>
  )
}
