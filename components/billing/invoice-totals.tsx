import { InvoiceStateTag } from '@/components/billing/invoice-state-tag'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { METHOD_WORDS } from '@/lib/billing/messages'
import type { InvoiceView } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

type InvoiceTotalsProps = { invoice: InvoiceView; addressOf: (invoiceId: string) => string }

/** What an invoice comes to, what was paid of it and what is left. */
export function InvoiceTotals({ invoice, addressOf }: InvoiceTotalsProps) {
  const { total, left, state, transmitted, creditNotes, payments } = invoice
  const credited = creditNotes.reduce((sum, one) => sum + one.total, 0)
  const onIt = payments.reduce((sum, { amount }) => sum + amount, 0)
  const spare = total + credited - onIt - transmitted - left
  return (
    <DescriptionList className="border-y-0! tabular-nums">
      <DescriptionRow label={total < 0 ? 'Total en votre faveur' : 'Total de la facture'}>
        <strong className="heading text-xl">{formatEuros(total)}</strong>
      </DescriptionRow>
      {creditNotes.map((one) => (
        <DescriptionRow
          key={one.id}
          label={
            <>
              Avoir <InvoiceLink number={one.number} href={addressOf(one.id)} />
            </>
          }
        >
          {formatEuros(one.total)}
        </DescriptionRow>
      ))}
      {payments.map((one) => (
        <DescriptionRow
          key={one.id}
          label={`${one.isReversal ? 'Paiement annulé' : 'Payé'} le ${formatDay(one.receivedOn, 'long')}`}
          note={METHOD_WORDS[one.method]}
        >
          {formatEuros(-one.amount)}
        </DescriptionRow>
      ))}
      {total > 0 && spare > 0 && (
        <DescriptionRow label="Pris sur le compte de la famille">{formatEuros(-spare)}</DescriptionRow>
      )}
      {transmitted > 0 && (
        <DescriptionRow label="Transmis au Trésor public">{formatEuros(-transmitted)}</DescriptionRow>
      )}
      {total > 0 && (
        <DescriptionRow label="Reste à payer">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <strong className="heading text-xl">{formatEuros(left)}</strong>
            <InvoiceStateTag state={state} />
          </span>
        </DescriptionRow>
      )}
    </DescriptionList>
  )
}

/** The number of another invoice, which leads to it. */
export function InvoiceLink({ number, href }: { number: string; href: string }) {
  return (
    <Link href={href} className="text-brand-text underline underline-offset-4">
      n° {number}
    </Link>
  )
}
