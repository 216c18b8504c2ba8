import { ActionButton } from '@/components/form/action-button'
import { SectionCard } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { formatEuros } from '@/lib/core/money'
import { batchAddress } from '@/lib/sepa/addresses'
import { reasonWords } from '@/lib/sepa/messages'
import { DEBIT_PAGE, type BatchView, type DebitLine } from '@/lib/sepa/queries/batch'
import { remove } from '../actions'
import { DebitTag } from '../state-tags'

type DebitTableProps = {
  batch: Pick<BatchView, 'id' | 'state'>
  debits: readonly DebitLine[]
  /** How many there are in all. */
  total: number
  page: number
}

/** The debits of a batch, and what became of each. */
export function DebitTable({ batch, debits, total, page }: DebitTableProps) {
  const mayRemove = batch.state === 'PREPARED'
  return (
    <SectionCard title="Les prélèvements" id="prelevements">
      {debits.length === 0 ? (
        <p>Aucun prélèvement sur cette page.</p>
      ) : (
        <Table caption="Prélèvements du lot">
          <thead role="rowgroup">
            <Tr className="border-0">
              <Th>Famille</Th>
              <Th>Facture</Th>
              <Th>Référence</Th>
              <Th>Montant</Th>
              <Th>État</Th>
              {mayRemove && <Th>À faire</Th>}
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {debits.map(({ id, familyId, payer, invoice, endToEndId, amount, state, reason, ...debit }) => (
              <Tr key={id}>
                <Th scope="row">
                  {familyId ? <CellLink href={`/admin/familles/${familyId}`}>{payer}</CellLink> : payer}
                </Th>
                <Td label="Facture" className="whitespace-nowrap">
                  <CellLink href={agentInvoiceAddress(invoice.id)}>{invoice.number}</CellLink>
                </Td>
                <Td label="Référence">{endToEndId}</Td>
                <Td label="Montant">{formatEuros(amount)}</Td>
                <Td label="État">
                  <span>
                    <DebitTag state={state} />
                    {state !== 'ANNOUNCED' && state !== 'COLLECTED' && (
                      <span className="block text-sm text-muted">{reasonWords(reason)}</span>
                    )}
                    {state === 'ANNOUNCED' && debit.isRevoked && (
                      <span className="block text-sm text-danger">mandat révoqué depuis</span>
                    )}
                    {state === 'ANNOUNCED' && !debit.isTold && (
                      <span className="block text-sm text-muted">à prévenir par courrier</span>
                    )}
                  </span>
                </Td>
                {mayRemove && (
                  <Td>
                    {state === 'ANNOUNCED' && (
                      <ActionButton
                        action={remove}
                        values={{ debitId: id }}
                        size="sm"
                        done="Retiré du lot. La famille est prévenue."
                      >
                        Retirer<span className="sr-only"> la facture {invoice.number} du lot</span>
                      </ActionButton>
                    )}
                  </Td>
                )}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        page={page}
        pages={Math.ceil(total / DEBIT_PAGE)}
        label="prélèvements"
        hrefOf={(to) => `${batchAddress(batch.id)}?page=${to}#prelevements`}
      />
    </SectionCard>
  )
}
