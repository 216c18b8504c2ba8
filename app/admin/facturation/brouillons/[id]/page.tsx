import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InvoiceLines } from '@/components/billing/invoice-lines'
import { InvoiceLink } from '@/components/billing/invoice-totals'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card, SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { monthWords, ofMonth } from '@/lib/billing/messages'
import { draftForAgent, type DraftView } from '@/lib/billing/queries/drafts'
import { requireAgent } from '@/lib/core/actor'
import { addMonths, formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

export const metadata: Metadata = { title: 'Brouillon de facture' }

type DraftPageProps = { params: Promise<{ id: string }> }

/** A draft, line by line, beside the invoice of the month before: read before it is issued. */
export default async function DraftPage({ params }: DraftPageProps) {
  const agent = await requireAgent('billing.run')
  const draft = await draftForAgent(agent, (await params).id)
  if (!draft) notFound()
  const { month, payerName, runId, groups } = draft
  return (
    <>
      <PageHeader
        title={`Brouillon ${ofMonth(month)}`}
        subtitle={payerName}
        back={{ href: `/admin/facturation/${runId}`, label: `Factures ${ofMonth(month)}` }}
      />
      <Alert className="mb-4">
        La famille ne voit rien avant l’émission. Pour changer une ligne, corrigez le pointage, le quotient ou
        le tarif, puis recalculez le mois.
      </Alert>
      <div className="mb-8 flex flex-col gap-4">
        <Card>
          <Facts draft={draft} />
        </Card>
        <Differences draft={draft} />
      </div>
      {groups.map((group) => (
        <InvoiceLines key={group.activities[0]![0]!.id} group={group} />
      ))}
    </>
  )
}

function Facts({ draft }: { draft: DraftView }) {
  const { familyId, payerName, payerAddress, dueOn, total, quotient, isResident, previous, month } = draft
  return (
    <DescriptionList className="border-y-0!">
      <DescriptionRow label="Total">
        <strong className="heading text-xl tabular-nums">{formatEuros(total)}</strong>
      </DescriptionRow>
      <DescriptionRow label={`Facture ${ofMonth(addMonths(month, -1))}`}>
        {previous ? (
          <>
            {formatEuros(previous.total)},{' '}
            <InvoiceLink number={previous.number} href={agentInvoiceAddress(previous.id)} />
          </>
        ) : (
          'Aucune'
        )}
      </DescriptionRow>
      <DescriptionRow label="Adressée à">
        <span className="whitespace-pre-line">
          {[payerName, payerAddress || 'Sans adresse postale'].join('\n')}
        </span>
        {familyId && (
          <Link
            href={`/admin/familles/${familyId}`}
            className="flex min-h-target w-fit items-center text-brand-text underline underline-offset-4"
          >
            Dossier de la famille
          </Link>
        )}
      </DescriptionRow>
      <DescriptionRow label="Échéance">{formatDay(dueOn, 'long')}</DescriptionRow>
      <DescriptionRow label="Tarif retenu">
        {quotient === null ? 'Quotient familial non fourni' : `Quotient familial ${quotient}`} ·{' '}
        {isResident ? 'résident' : 'hors commune'}
      </DescriptionRow>
    </DescriptionList>
  )
}

function Differences({ draft: { previous, differences, month } }: { draft: DraftView }) {
  const earlier = monthWords(addMonths(month, -1))
  return (
    <SectionCard title="Ce qui change" subtitle={`Par rapport à ${earlier}.`}>
      {!previous ? (
        <p>Pas de facture en {earlier} : rien à comparer.</p>
      ) : differences.length === 0 ? (
        <p>Rien : les mêmes montants, activité par activité.</p>
      ) : (
        <Table caption={`Différences avec ${earlier}`}>
          <thead>
            <tr role="row">
              <Th>Enfant et activité</Th>
              <Th className="text-right">Mois précédent</Th>
              <Th className="text-right">Ce mois</Th>
              <Th className="text-right">Différence</Th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ child, activity, now, before }) => (
              <Tr key={`${child} ${activity}`}>
                <Th scope="row">{[child || 'Toute la famille', activity || 'autre montant'].join(', ')}</Th>
                <Td label="Mois précédent" className="md:text-right">
                  {formatEuros(before)}
                </Td>
                <Td label="Ce mois" className="md:text-right">
                  {formatEuros(now)}
                </Td>
                <Td label="Différence" className="md:text-right">
                  {`${now > before ? '+' : '−'} ${formatEuros(Math.abs(now - before))}`}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </SectionCard>
  )
}
