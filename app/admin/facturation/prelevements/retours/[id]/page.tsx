import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { requireAgent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { pageSchema } from '@/lib/planning/schema'
import { DEBITS_ADDRESS, reportAddress } from '@/lib/sepa/addresses'
import { OUTCOME_WORDS, reasonWords, REPORT_KIND_WORDS } from '@/lib/sepa/messages'
import { REPORT_PAGE, reportView } from '@/lib/sepa/queries/batch'
import { OutcomeTag } from '../../state-tags'

export const metadata: Metadata = { title: 'Retour de la banque' }

type ReportPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What a file of the bank said, line by line, and what followed. */
export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const agent = await requireAgent('billing.run')
  const page = pageSchema.parse((await searchParams).page)
  const report = await reportView(agent, (await params).id, page)
  if (!report) notFound()
  const { id, kind, fileName, messageId, receivedAt, receivedBy, lines, total } = report
  return (
    <>
      <PageHeader
        title={REPORT_KIND_WORDS[kind]}
        subtitle={`${fileName}, message ${messageId || 'sans référence'}, déposé le ${formatInstant(receivedAt, 'long')}${receivedBy ? ` par ${receivedBy}` : ''}`}
        back={{ href: DEBITS_ADDRESS, label: 'Prélèvements' }}
      />
      <Card padded={false}>
        <Table caption="Lignes du fichier">
          <thead role="rowgroup">
            <Tr className="border-0">
              <Th>Référence</Th>
              <Th>Famille</Th>
              <Th>Facture</Th>
              <Th>Montant</Th>
              <Th>Raison</Th>
              <Th>Ce qui en est fait</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map(({ position, reference, debit, amount, code, outcome }) => (
              <Tr key={position}>
                <Th scope="row" className="break-words">
                  {reference || 'sans référence'}
                </Th>
                <Td label="Famille">{debit?.payer ?? '–'}</Td>
                <Td label="Facture" className="whitespace-nowrap">
                  {debit ? (
                    <CellLink href={agentInvoiceAddress(debit.invoice.id)}>{debit.invoice.number}</CellLink>
                  ) : (
                    '–'
                  )}
                </Td>
                <Td label="Montant">{amount === null ? '–' : formatEuros(amount)}</Td>
                <Td label="Raison">{reasonWords(code)}</Td>
                <Td label="Suite">
                  <span>
                    <OutcomeTag outcome={outcome} />
                    <span className="block text-sm text-muted">{OUTCOME_WORDS[outcome].more}</span>
                  </span>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Pagination
        page={page}
        pages={Math.ceil(total / REPORT_PAGE)}
        label="lignes"
        hrefOf={(to) => `${reportAddress(id)}?page=${to}`}
      />
    </>
  )
}
