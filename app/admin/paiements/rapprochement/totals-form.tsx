import { CircleCheck, TriangleAlert } from 'lucide-react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { METHOD_WORDS } from '@/lib/billing/messages'
import type { Day } from '@/lib/core/day'
import { formatEuros, type Centimes } from '@/lib/core/money'
import { METHODS } from '@/lib/payment/journal-schema'
import type { MeansTotal } from '@/lib/payment/queries/journal'
import { totalField, type ReconcileAddress } from '@/lib/payment/reconcile-schema'

type TotalsFormProps = Pick<ReconcileAddress, 'typed'> & {
  from: Day
  to: Day
  totals: readonly MeansTotal[]
}

/** What was recorded by each means, a field for what the accountant says, and the difference. */
export function TotalsForm({ from, to, totals, typed }: TotalsFormProps) {
  return (
    <form method="get" className="flex flex-col gap-4">
      <input type="hidden" name="du" value={from} />
      <input type="hidden" name="au" value={to} />
      <ul className="divide-y divide-line">
        {METHODS.map((method) => {
          const found = totals.find((one) => one.method === method)
          const recorded = found ? found.received + found.reversed : 0
          const known = typed.get(method)
          return (
            <li
              key={method}
              className="grid gap-x-4 gap-y-1 py-3 first:pt-0 sm:grid-cols-[minmax(0,1fr)_11rem] sm:items-end"
            >
              <p>
                <strong>{METHOD_WORDS[method]}</strong>
                <span className="block tabular-nums">
                  {formatEuros(recorded)}
                  <span className="text-muted"> dans le portail ({found?.count ?? 0})</span>
                </span>
                {found && found.reversed < 0 && (
                  <span className="block text-note text-muted">
                    dont {formatEuros(-found.reversed)} annulés
                  </span>
                )}
                {known && known.amount !== null && <Difference recorded={recorded} typed={known.amount} />}
              </p>
              <TextField
                name={totalField(method)}
                label={
                  <>
                    Chez le comptable<span className="sr-only"> : {METHOD_WORDS[method]}</span>
                  </>
                }
                defaultValue={known?.text ?? ''}
                error={known?.amount === null ? 'Écrivez un montant, par exemple 12,50.' : undefined}
                inputMode="decimal"
                unit="€"
              />
            </li>
          )
        })}
      </ul>
      <Button type="submit" variant="secondary" className="self-start">
        Comparer les totaux
      </Button>
    </form>
  )
}

function Difference({ recorded, typed }: { recorded: Centimes; typed: Centimes }) {
  if (recorded === typed)
    return (
      <span className="mt-1 block">
        <Tag tone="success" icon={CircleCheck}>
          Mêmes totaux
        </Tag>
      </span>
    )
  const more = typed > recorded ? 'de plus chez le comptable' : 'de plus dans le portail'
  return (
    <span className="mt-1 block">
      <Tag tone="danger" icon={TriangleAlert}>
        {formatEuros(Math.abs(typed - recorded))} {more}
      </Tag>
    </span>
  )
}
