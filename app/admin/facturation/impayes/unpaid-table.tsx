import { CircleDashed, Hourglass, Landmark, Mail, Mailbox } from 'lucide-react'
import { Checkbox } from '@/components/ui/choice'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { monthWords } from '@/lib/billing/messages'
import { dayInParis, formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { levelWords, MEANS_WORDS } from '@/lib/recovery/messages'
import type { UnpaidLine } from '@/lib/recovery/queries/unpaid'

type UnpaidTableProps = {
  lines: readonly UnpaidLine[]
  isTicked: (id: string) => boolean
  tick: (id: string, on: boolean) => void
  tickAll: (on: boolean) => void
}

/** The unpaid invoices, each with its box; on a phone a row reads as a card. */
export function UnpaidTable({ lines, isTicked, tick, tickAll }: UnpaidTableProps) {
  const all = lines.every(({ id }) => isTicked(id))
  return (
    <>
      <div className="flex items-center justify-end border-b border-line bg-sand px-4 py-0.5 text-note">
        <button
          type="button"
          className="min-h-target font-semibold text-brand-text underline-offset-4 hover:underline"
          onClick={() => tickAll(!all)}
        >
          {all ? 'Tout décocher' : 'Tout cocher'}
        </button>
      </div>
      <Table caption="Factures impayées">
        <thead>
          <tr role="row">
            <Th>Facture</Th>
            <Th className="whitespace-nowrap text-right">Reste dû</Th>
            <Th>Retard</Th>
            <Th>Relances</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Tr key={line.id} className={isTicked(line.id) ? 'bg-brand-soft' : undefined}>
              <Th scope="row">
                <span className="flex items-start gap-3">
                  <label className="-m-3 flex size-11 shrink-0 cursor-pointer items-center justify-center">
                    <Checkbox
                      name="invoices[]"
                      value={`${line.id}:${line.sent.length}`}
                      checked={isTicked(line.id)}
                      onChange={(event) => tick(line.id, event.currentTarget.checked)}
                    />
                    <span className="sr-only">
                      Choisir la facture n° {line.number} de {line.payerName}
                    </span>
                  </label>
                  <Link
                    href={agentInvoiceAddress(line.id)}
                    className="-my-1 inline-flex min-h-target flex-col justify-center text-brand-text underline-offset-4 hover:underline"
                  >
                    <span>{line.payerName}</span>
                    <span className="text-sm font-normal text-muted">
                      <span className="whitespace-nowrap">n° {line.number}</span>, {monthWords(line.month)}
                    </span>
                  </Link>
                </span>
              </Th>
              <Td label="Reste dû" className="font-semibold tabular-nums md:text-right">
                <span>
                  {formatEuros(line.left)}
                  {line.left < line.total && (
                    <span className="block text-sm font-normal text-muted">
                      sur {formatEuros(line.total)}
                    </span>
                  )}
                </span>
              </Td>
              <Td label="Retard">
                <span>
                  {line.late} {line.late > 1 ? 'jours' : 'jour'}
                  <span className="block text-sm text-muted">
                    échue le {formatDay(line.dueOn, 'numeric')}
                  </span>
                </span>
              </Td>
              <Td label="Relances">
                <Sent line={line} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

/** What was sent when, and what keeps the next step from being made. */
function Sent({ line: { sent, isBeingPaid, accounts, mayTransmit } }: { line: UnpaidLine }) {
  return (
    <span className="flex flex-col items-start gap-1">
      {sent.length === 0 && (
        <Tag tone="neutral" icon={CircleDashed}>
          Aucune relance
        </Tag>
      )}
      {sent.map(({ level, means, sentAt, by }) => (
        <Tag key={level} tone="brand" icon={means === 'MAIL' ? Mail : Mailbox}>
          {levelWords(level)},{' '}
          <span className="whitespace-nowrap">{formatDay(dayInParis(sentAt), 'short')}</span>
          <span className="sr-only">
            , {MEANS_WORDS[means]}
            {by === null && ', automatique'}
          </span>
        </Tag>
      ))}
      {isBeingPaid && (
        <Tag tone="waiting" icon={Hourglass}>
          Paiement en cours
        </Tag>
      )}
      {mayTransmit && (
        <Tag tone="warning" icon={Landmark}>
          À transmettre
        </Tag>
      )}
      {accounts === 0 && (
        <Tag tone="warning" icon={Mailbox}>
          Sans compte : par courrier
        </Tag>
      )}
    </span>
  )
}
