import { CircleCheck, FileCode, FileDown, Landmark } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { monthWords } from '@/lib/billing/messages'
import { requireAgent } from '@/lib/core/actor'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import type { BatchInvoice } from '@/lib/recovery/batch'
import { batchAddress, TREASURY_PAGE } from '@/lib/recovery/addresses'
import { batchScreen } from '@/lib/recovery/queries/batches'
import { settle } from '../../impayes/actions'

export const metadata: Metadata = { title: 'Bordereau du Trésor public' }

type BatchPageProps = { params: Promise<{ id: string }> }

/** A bordereau: its invoices, its files, and which of them the Trésor public has the money of. */
export default async function BatchPage({ params }: BatchPageProps) {
  const agent = await requireAgent('billing.run')
  const batch = await batchScreen(agent, (await params).id)
  if (!batch) notFound()
  const { id, year, number, on, total, invoices, missing } = batch
  return (
    <>
      <PageHeader
        title={`Bordereau n° ${number} de ${year}`}
        subtitle={`Transmis le ${formatDay(on, 'long')}, ${invoices.length} ${invoices.length > 1 ? 'factures' : 'facture'}, ${formatEuros(total)}`}
        back={{ href: TREASURY_PAGE, label: 'Trésor public' }}
        actions={
          // Files, not pages.
          <div className="flex flex-wrap gap-2.5">
            <a href={`${batchAddress(id)}/pdf`} download className={buttonLook({ variant: 'secondary' })}>
              <FileDown /> Bordereau (PDF)
            </a>
            {missing.length === 0 && (
              <a href={`${batchAddress(id)}/pes`} download className={buttonLook({ variant: 'primary' })}>
                <FileCode /> Fichier PES v2
              </a>
            )}
          </div>
        }
      />
      {missing.length > 0 && (
        <Alert
          tone="warning"
          title="Le fichier PES v2 ne peut pas encore être fait"
          className="mb-4"
          action={
            roleCan(agent.role, 'authority.configure') && (
              <LinkButton href="/admin/reglages/tresor" variant="secondary" size="sm">
                Renseigner
              </LinkButton>
            )
          }
        >
          <p>
            Il manque dans les réglages : {missing.join(', ')}.
            {!roleCan(agent.role, 'authority.configure') && ' Un administrateur peut les renseigner.'}
          </p>
        </Alert>
      )}
      <Card padded={false}>
        <InvoiceTable invoices={invoices} />
      </Card>
    </>
  )
}

function InvoiceTable({ invoices }: { invoices: readonly BatchInvoice[] }) {
  return (
    <Table caption="Factures du bordereau">
      <thead>
        <tr role="row">
          <Th>Facture</Th>
          <Th>Redevable</Th>
          <Th>Échéance</Th>
          <Th className="whitespace-nowrap text-right">Reste dû</Th>
          <Th>Paiement</Th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((one) => (
          <Tr key={one.id}>
            <Th scope="row">
              <Link
                href={agentInvoiceAddress(one.id)}
                className="inline-flex min-h-target flex-col justify-center text-brand-text underline-offset-4 hover:underline md:-my-2.5"
              >
                <span className="whitespace-nowrap">n° {one.number}</span>
                <span className="text-sm font-normal text-muted">{monthWords(one.month)}</span>
              </Link>
            </Th>
            <Td label="Redevable">
              <span>
                {one.debtor}
                <span className="block text-sm text-muted">{one.address}</span>
              </span>
            </Td>
            <Td label="Échéance">{formatDay(one.dueOn, 'numeric')}</Td>
            <Td label="Reste dû" className="font-semibold tabular-nums md:text-right">
              {formatEuros(one.amount)}
            </Td>
            <Td label="Paiement">
              {one.settledOn ? (
                <Tag tone="success" icon={CircleCheck}>
                  Noté le {formatDay(one.settledOn, 'numeric')}
                </Tag>
              ) : (
                <span className="flex flex-wrap items-center gap-2">
                  <Tag tone="danger" icon={Landmark}>
                    Au Trésor public
                  </Tag>
                  <ActionButton
                    action={settle}
                    values={{ invoiceId: one.id }}
                    done="Paiement noté."
                    variant="secondary"
                    size="sm"
                  >
                    Noter le paiement<span className="sr-only"> de la facture n° {one.number}</span>
                  </ActionButton>
                </span>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
