import { ActionButton } from '@/components/form/action-button'
import { DateField } from '@/components/form/text-field'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { Pagination } from '@/components/ui/pagination'
import { StatTile } from '@/components/ui/stat-tile'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { plural } from '@/lib/dossier/messages'
import { DEBITS_ADDRESS } from '@/lib/sepa/addresses'
import { WHY_NOT_WORDS } from '@/lib/sepa/messages'
import type { Preview } from '@/lib/sepa/queries/screen'
import { prepare } from './actions'

/** How many rows a list shows. */
const PAGE = 50

type PreviewSectionProps = { preview: Preview; notice: number; page: number }

/** Who would be debited on a day, and the button that prepares it. */
export function PreviewSection({ preview, notice, page }: PreviewSectionProps) {
  const { on, problem, collected, total } = preview
  const families = new Set(collected.map(({ familyId }) => familyId)).size
  return (
    <SectionCard
      id="preparer"
      title="Préparer un lot"
      subtitle={`Toutes les factures impayées des familles qui ont un mandat en vigueur. Elles sont prévenues ${notice} jours avant, par e-mail.`}
    >
      <form method="get" action={DEBITS_ADDRESS} className="mb-5 flex flex-wrap items-end gap-3">
        <DateField name="jour" label="Jour du prélèvement" defaultValue={on} error={problem ?? undefined} />
        <Button type="submit" variant="secondary">
          Voir ce qui serait prélevé
        </Button>
      </form>
      <div className="mb-5 grid gap-3 sm:grid-cols-3">
        <StatTile label="Prélèvements" value={collected.length.toLocaleString('fr-FR')} />
        <StatTile label="Familles" value={families.toLocaleString('fr-FR')} />
        <StatTile label="Montant" value={formatEuros(total)} />
      </div>
      {collected.length === 0 ? (
        <p>Aucune facture n’est à prélever ce jour-là.</p>
      ) : (
        <>
          {!problem && (
            <>
              <ActionButton
                action={prepare}
                values={{ collectedOn: on, debits: String(collected.length), total: String(total) }}
                variant="primary"
                pendingLabel="Préparation…"
              >
                Annoncer et préparer {plural(collected.length, 'prélèvement', 'prélèvements')}
              </ActionButton>
              <p className="mb-5 mt-3 text-note text-muted">
                Chaque famille reçoit un e-mail qui dit le montant et le jour. Jusqu’au{' '}
                {formatDay(on, 'long')}, ces factures ne se paient plus en ligne.
              </p>
            </>
          )}
          <Collected preview={preview} page={page} />
        </>
      )}
    </SectionCard>
  )
}

function Collected({ preview: { on, collected }, page }: Pick<PreviewSectionProps, 'preview' | 'page'>) {
  const pages = Math.ceil(collected.length / PAGE)
  const shown = Math.min(page, pages)
  return (
    <>
      <Table caption="Factures qui seraient prélevées">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Famille</Th>
            <Th>Facture</Th>
            <Th>Montant</Th>
            <Th>Mandat</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {collected.slice((shown - 1) * PAGE, shown * PAGE).map((one) => (
            <Tr key={one.invoiceId}>
              <Th scope="row">
                <CellLink href={`/admin/familles/${one.familyId}`}>{one.familyName}</CellLink>
              </Th>
              <Td label="Facture" className="whitespace-nowrap">
                <CellLink href={agentInvoiceAddress(one.invoiceId)}>{one.number}</CellLink>
              </Td>
              <Td label="Montant">{formatEuros(one.amount)}</Td>
              <Td label="Mandat">
                <span>
                  {one.rum}
                  <span className="block text-sm text-muted">signé le {formatDay(one.signedOn, 'long')}</span>
                </span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <Pagination
        page={shown}
        pages={pages}
        label="factures"
        hrefOf={(to) => `${DEBITS_ADDRESS}?jour=${on}&page=${to}#preparer`}
      />
    </>
  )
}

/** What is due and would not be collected, and why. */
export function NotCollectedSection({ preview: { notCollected, unlisted } }: { preview: Preview }) {
  const shown = notCollected.slice(0, 2 * PAGE)
  const more = notCollected.length - shown.length + unlisted
  return (
    <SectionCard
      title="Ne seront pas prélevées"
      subtitle="Ce qui est dû et se paie autrement, ou attend un mandat."
    >
      <Table caption="Ce qui ne sera pas prélevé">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Famille</Th>
            <Th>Facture</Th>
            <Th>Reste à payer</Th>
            <Th>Pourquoi</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map(({ familyId, familyName, invoice, amount, why }) => (
            <Tr key={invoice?.id ?? familyId}>
              <Th scope="row">
                <CellLink href={`/admin/familles/${familyId}`}>{familyName}</CellLink>
              </Th>
              <Td label="Facture" className="whitespace-nowrap">
                {invoice ? (
                  <CellLink href={agentInvoiceAddress(invoice.id)}>{invoice.number}</CellLink>
                ) : (
                  'toutes'
                )}
              </Td>
              <Td label="Reste à payer">{formatEuros(amount)}</Td>
              <Td label="Pourquoi">{WHY_NOT_WORDS[why]}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {more > 0 && (
        <Alert className="mt-4">
          <p>Et {plural(more, 'autre', 'autres')}, le plus souvent sans mandat.</p>
        </Alert>
      )}
    </SectionCard>
  )
}
