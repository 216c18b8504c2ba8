import { Search } from 'lucide-react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress, draftAddress } from '@/lib/billing/addresses'
import { invoiceNumber } from '@/lib/billing/messages'
import { RUN_PAGE, type RunInvoice, type RunView } from '@/lib/billing/queries/runs'
import { formatEuros } from '@/lib/core/money'

type InvoiceTableProps = {
  run: Pick<RunView, 'id'>
  filter: { text: string; page: number }
  invoices: readonly RunInvoice[]
  /** How many there are in all. */
  total: number
}

/** The invoices of a run, found by payer or number. */
export function InvoiceTable({ run, filter, invoices, total }: InvoiceTableProps) {
  const address = `/admin/facturation/${run.id}`
  const hrefOf = (page: number) =>
    `${address}?${new URLSearchParams({ ...(filter.text && { q: filter.text }), page: String(page) })}`
  return (
    <SectionCard title="Les factures" id="factures">
      <form
        action={address}
        role="search"
        aria-label="Factures"
        className="mb-4 flex flex-wrap items-end gap-3"
      >
        <TextField
          name="q"
          type="search"
          label="Nom ou numéro"
          defaultValue={filter.text}
          autoComplete="off"
          maxLength={80}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="secondary">
          <Search aria-hidden /> Rechercher
        </Button>
      </form>
      {invoices.length === 0 ? (
        <p>{filter.text ? 'Aucune facture ne répond à cette recherche.' : 'Aucune facture.'}</p>
      ) : (
        <Table caption="Factures du mois">
          <thead role="rowgroup">
            <Tr className="border-0">
              <Th>Famille</Th>
              <Th>Numéro</Th>
              <Th>Lignes</Th>
              <Th>Montant</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {invoices.map(({ id, payer, number, lines, total: amount }) => (
              <Tr key={id}>
                <Th scope="row">
                  <Link
                    href={number ? agentInvoiceAddress(id) : draftAddress(id)}
                    className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 md:-my-2.5"
                  >
                    {payer}
                  </Link>
                </Th>
                <Td label="Numéro">{number ? invoiceNumber(number) : 'brouillon'}</Td>
                <Td label="Lignes">{lines}</Td>
                <Td label="Montant">{formatEuros(amount)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination page={filter.page} pages={Math.ceil(total / RUN_PAGE)} label="factures" hrefOf={hrefOf} />
    </SectionCard>
  )
}
