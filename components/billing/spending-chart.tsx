import { ChevronDown } from 'lucide-react'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { monthWords } from '@/lib/billing/messages'
import type { Spending, SpendingMonth } from '@/lib/billing/rules/spending'
import { formatEuros } from '@/lib/core/money'

// A colour and a pattern for each activity, in their order: never the colour alone.
const FILLS = [
  { ground: 'fill-brand-text', marks: null },
  { ground: 'fill-sun', marks: <path d="M-1 9 9 -1" className="stroke-ink" /> },
  { ground: 'fill-waiting', marks: <circle cx="4" cy="4" r="1.5" className="fill-white" stroke="none" /> },
  { ground: 'fill-success', marks: <path d="M0 4H8" className="stroke-white" /> },
  { ground: 'fill-warning', marks: <path d="M0 4H8M4 0V8" className="stroke-white" /> },
  { ground: 'fill-muted', marks: <path d="M4 0V8" className="stroke-white" /> },
] as const

const fillOf = (activity: number) => `url(#depense-${activity % FILLS.length})`

/** What the family was billed month by month: bars by activity, each month's sum beside its own, all figures under them. */
export function SpendingChart({ spending }: { spending: Spending }) {
  const { activities, months } = spending
  return (
    <>
      <Patterns />
      <ul className="mb-5 flex flex-wrap gap-x-5 gap-y-2 text-note">
        {activities.map((name, index) => (
          <li key={name} className="inline-flex items-center gap-2">
            <svg aria-hidden width="18" height="18" className="shrink-0">
              <rect width="18" height="18" rx="4" fill={fillOf(index)} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <ol className="flex flex-col gap-3 sm:gap-2">
        {months.map((one) => (
          <li
            key={one.month}
            className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 sm:grid-cols-[9rem_1fr_6rem]"
          >
            <span className="first-letter:uppercase">{monthWords(one.month)}</span>
            <span className="text-right font-semibold tabular-nums sm:order-last">
              {formatEuros(one.total)}
            </span>
            <Bar month={one} highest={spending.highest} />
          </li>
        ))}
      </ol>
      <Figures spending={spending} />
    </>
  )
}

/** One drawing that the others take their fills from. */
function Patterns() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        {FILLS.map(({ ground, marks }, index) => (
          <pattern
            key={ground}
            id={`depense-${index}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            strokeWidth="1.5"
          >
            <rect width="8" height="8" className={ground} />
            {marks}
          </pattern>
        ))}
      </defs>
    </svg>
  )
}

function Bar({ month: { amounts }, highest }: { month: SpendingMonth; highest: number }) {
  const share = (amount: number) => `${(100 * Math.max(0, amount)) / Math.max(1, highest)}%`
  const before = amounts.map((_, index) =>
    amounts.slice(0, index).reduce((sum, amount) => sum + Math.max(0, amount), 0),
  )
  return (
    <svg aria-hidden width="100%" height="22" className="col-span-2 rounded-tag bg-sand sm:col-span-1">
      {amounts.map((amount, index) =>
        amount > 0 ? (
          <rect
            key={index}
            x={share(before[index]!)}
            width={share(amount)}
            height="22"
            fill={fillOf(index)}
            className="stroke-card"
          />
        ) : null,
      )}
    </svg>
  )
}

function Figures({ spending: { activities, months } }: { spending: Spending }) {
  return (
    <details className="group mt-4">
      <summary className="min-h-target cursor-pointer content-center font-semibold text-brand-text">
        <ChevronDown className="mr-1.5 inline size-4 transition-transform group-open:rotate-180" />
        Voir les montants par activité
      </summary>
      <Table caption="Montants facturés par mois et par activité">
        <thead>
          <tr role="row">
            <Th>Mois</Th>
            {activities.map((name) => (
              <Th key={name} className="text-right">
                {name}
              </Th>
            ))}
            <Th className="text-right">Total</Th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, amounts, total }) => (
            <Tr key={month}>
              <Th scope="row" className="first-letter:uppercase">
                {monthWords(month)}
              </Th>
              {amounts.map((amount, index) => (
                <Td key={activities[index]} label={activities[index]} className="md:text-right">
                  {formatEuros(amount)}
                </Td>
              ))}
              <Td label="Total" className="font-semibold md:text-right">
                {formatEuros(total)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}
