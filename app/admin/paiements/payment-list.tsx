import { FileDown, Search, Wallet } from 'lucide-react'
import { PaymentTable } from '@/components/billing/payment-table'
import { DateField, SelectField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { agentAccountAddress, agentInvoiceAddress } from '@/lib/billing/addresses'
import { METHOD_WORDS } from '@/lib/billing/messages'
import { eurosText, formatEuros } from '@/lib/core/money'
import { plural } from '@/lib/dossier/messages'
import { METHODS, type PaymentFilter } from '@/lib/payment/journal-schema'
import type { JournalLine, MeansTotal } from '@/lib/payment/queries/journal'

type PaymentListProps = {
  filter: PaymentFilter
  lines: readonly JournalLine[]
  totals: readonly MeansTotal[]
  count: number
  pages: number
}

/** The payments, searched; what they come to by means; the régie's journal as a file. */
export function PaymentList({ filter, lines, totals, count, pages }: PaymentListProps) {
  return (
    <section aria-labelledby="recus">
      <h2 id="recus" className="mb-3 text-xl">
        Paiements reçus
      </h2>
      <SearchForm filter={filter} />
      {count > 0 && <Totals totals={totals} count={count} filter={filter} />}
      {lines.length === 0 ? (
        <EmptyState icon={Wallet} title="Aucun paiement ne correspond">
          Élargissez la période, ou enlevez un critère.
        </EmptyState>
      ) : (
        <Card padded={false}>
          <PaymentTable
            caption="Paiements reçus"
            payments={lines}
            familyOf={familyOf}
            addressOf={agentInvoiceAddress}
          />
        </Card>
      )}
      <Pagination
        page={filter.page}
        pages={pages}
        hrefOf={(page) => `/admin/paiements${queryOf(filter, page)}`}
        label="paiements"
      />
    </section>
  )
}

function SearchForm({ filter: { text, amount, method, from, to } }: { filter: PaymentFilter }) {
  return (
    <form
      action="/admin/paiements"
      role="search"
      aria-label="Paiements"
      className="mb-4 grid grid-cols-2 items-end gap-3 lg:grid-cols-4 xl:grid-cols-[1fr_1fr_8rem_14rem]"
    >
      <TextField
        name="q"
        type="search"
        label="Famille, n° de facture ou de reçu, référence"
        defaultValue={text}
        autoComplete="off"
        maxLength={80}
        className="col-span-2"
      />
      <TextField
        name="montant"
        label="Montant"
        defaultValue={amount === null ? '' : eurosText(amount)}
        inputMode="decimal"
        unit="€"
      />
      <SelectField name="moyen" label="Moyen" defaultValue={method ?? ''} className="min-w-0">
        <option value="">Tous</option>
        {METHODS.map((one) => (
          <option key={one} value={one}>
            {METHOD_WORDS[one]}
          </option>
        ))}
      </SelectField>
      <DateField name="du" label="Du" defaultValue={from ?? ''} />
      <DateField name="au" label="Au" defaultValue={to ?? ''} />
      <Button type="submit" variant="secondary" className="max-lg:col-span-2">
        <Search /> Chercher
      </Button>
    </form>
  )
}

type TotalsProps = Pick<PaymentListProps, 'totals' | 'count' | 'filter'>

function Totals({ totals, count, filter }: TotalsProps) {
  const sum = totals.reduce((all, { received, reversed }) => all + received + reversed, 0)
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
      <p>
        {plural(count, 'écriture', 'écritures')}, <strong className="tabular-nums">{formatEuros(sum)}</strong>
        <span className="block text-note text-muted">
          {totals
            .map(
              ({ method, received, reversed }) =>
                `${METHOD_WORDS[method]} : ${formatEuros(received + reversed)}`,
            )
            .join(' · ')}
        </span>
      </p>
      <p className="flex flex-wrap gap-2.5">
        {/* Files, not pages. */}
        <a
          href={`/admin/paiements/journal${queryOf(filter)}`}
          download
          className={buttonLook({ variant: 'secondary', size: 'sm' })}
        >
          <FileDown /> Journal par jour et moyen (CSV)
        </a>
        <a
          href={`/admin/paiements/journal${queryOf(filter, 1, { detail: '1' })}`}
          download
          className={buttonLook({ variant: 'secondary', size: 'sm' })}
        >
          <FileDown /> Détail (CSV)
        </a>
      </p>
    </div>
  )
}

/** The family of a payment, which leads to its account; once erased, who the invoice was for. */
function familyOf({ family, payer }: JournalLine) {
  if (!family) return payer ?? 'Famille effacée'
  return <CellLink href={agentAccountAddress(family.id)}>{family.name}</CellLink>
}

/** The query of the list's address, filters included; what is usual is left out. */
function queryOf(
  { text, amount, method, from, to }: PaymentFilter,
  page = 1,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams(more)
  if (text) query.set('q', text)
  if (amount !== null) query.set('montant', eurosText(amount))
  if (method) query.set('moyen', method)
  if (from) query.set('du', from)
  if (to) query.set('au', to)
  if (page > 1) query.set('page', String(page))
  const words = query.toString()
  return words ? `?${words}` : ''
}
