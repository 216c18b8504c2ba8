import { RefreshCcw } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { DocumentGroup, DocumentLine } from '@/lib/billing/invoice-document'
import { quantityWords } from '@/lib/billing/rules/charges'
import { formatEuros } from '@/lib/core/money'
import { daysByMonth } from '@/lib/planning/messages'

/** What is billed for a child: each line with its days, its price, and why that price. */
export function InvoiceLines({ group: { child, total, activities } }: { group: DocumentGroup }) {
  const title = child || 'Toute la famille'
  return (
    <section className="mb-6">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-xl">{title}</h2>
        <p className="text-muted">
          Sous-total <strong className="tabular-nums text-ink">{formatEuros(total)}</strong>
        </p>
      </div>
      <Card padded={false}>
        <Table caption={`Ce qui est facturé : ${title}`}>
          <thead>
            <tr role="row">
              <Th className="md:w-1/2">Activité et jours</Th>
              <Th>Pourquoi ce prix</Th>
              <Th className="whitespace-nowrap text-right">Quantité × prix</Th>
              <Th className="text-right">Montant</Th>
            </tr>
          </thead>
          <tbody>
            {activities.flat().map((line) => (
              <Tr key={line.id}>
                <Th scope="row">
                  {line.label} <LineDays line={line} />
                </Th>
                <Td className="text-muted md:max-w-64">
                  {line.isCorrection && (
                    <span className="mb-1 block">
                      <Tag tone="waiting" icon={RefreshCcw}>
                        Régularisation
                      </Tag>
                    </span>
                  )}
                  {line.how}
                </Td>
                <Td label="Quantité × prix" className="whitespace-nowrap md:text-right">
                  {quantityWords(line)}
                </Td>
                <Td label="Montant" className="whitespace-nowrap font-semibold md:text-right">
                  {formatEuros(line.amount)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </section>
  )
}

function LineDays({ line: { days } }: { line: DocumentLine }) {
  return daysByMonth(days).map((text) => (
    <span key={text} className="mt-0.5 block font-normal text-muted">
      {text}
    </span>
  ))
}
