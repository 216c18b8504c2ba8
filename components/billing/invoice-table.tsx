import { FileDown } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { invoicePdfAddress } from '@/lib/billing/addresses'
import { INVOICE_KIND_WORDS, monthWords } from '@/lib/billing/messages'
import type { InvoiceLine } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { InvoiceStateTag } from './invoice-state-tag'

type InvoiceTableProps = {
  caption: string
  invoices: readonly InvoiceLine[]
  /** Whose each is, for a parent of several families. */
  withFamily?: boolean
  addressOf: (invoiceId: string) => string
}

/** Invoices and credit notes: on a phone a row reads as a card. */
export function InvoiceTable({ caption, invoices, withFamily, addressOf }: InvoiceTableProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr role="row">
          <Th>Facture</Th>
          {withFamily && <Th>Famille</Th>}
          <Th>État</Th>
          <Th className="text-right">Montant</Th>
          <Th className="text-right">Reste à payer</Th>
          <Th>Échéance</Th>
          <Th>Document</Th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((one) => (
          <Tr key={one.id}>
            <Th scope="row">
              <Link
                href={addressOf(one.id)}
                className="inline-flex min-h-target flex-col justify-center font-semibold text-brand-text underline-offset-4 hover:underline"
              >
                <span className="inline-block first-letter:uppercase max-md:text-lg">
                  {one.kind === 'INVOICE'
                    ? monthWords(one.month)
                    : `${INVOICE_KIND_WORDS.CREDIT_NOTE}, ${monthWords(one.month)}`}
                </span>
                <span className="text-sm font-normal text-muted">n° {one.number}</span>
              </Link>
            </Th>
            {withFamily && <Td label="Famille">{one.familyName}</Td>}
            <Td>
              <InvoiceStateTag state={one.state} />
            </Td>
            <Td label="Montant" className="md:text-right">
              {formatEuros(one.total)}
            </Td>
            <Td label="Reste à payer" className="font-semibold md:text-right">
              {one.state === 'TRANSMITTED'
                ? formatEuros(one.transmitted)
                : one.total > 0
                  ? formatEuros(one.left)
                  : '–'}
            </Td>
            <Td label="Échéance">
              {one.debitedOn
                ? `prélevée le ${formatDay(one.debitedOn, 'long')}`
                : one.total > 0
                  ? formatDay(one.dueOn, 'long')
                  : '–'}
            </Td>
            <Td>
              {/* A file, not a page. */}
              <a
                href={invoicePdfAddress(one.id)}
                download
                className="inline-flex min-h-target items-center gap-2 font-semibold text-brand-text underline-offset-4 hover:underline md:-my-2.5"
              >
                <FileDown /> PDF<span className="sr-only"> n° {one.number}</span>
              </a>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
