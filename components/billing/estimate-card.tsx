import { SectionCard } from '@/components/ui/card'
import { lineLabel, quantityWords } from '@/lib/billing/rules/charges'
import type { Estimate, EstimateLine } from '@/lib/billing/rules/estimate'
import { formatEuros } from '@/lib/core/money'
import type { PeriodCounts } from '@/lib/planning/rules/period-view'
import { MissingQuotient } from './missing-quotient'

type EstimateCardProps = {
  /** With the parent's person in each family: their dossier holds the quotient. */
  estimates: readonly (Estimate & { guardianId: string })[]
  people: readonly { id: string; firstName: string }[]
  activities: readonly { id: number; name: string }[]
  counts: PeriodCounts
}

/** What a request would cost, by child and activity, computed as invoices are. */
export function EstimateCard({ estimates, people, activities, counts }: EstimateCardProps) {
  if (estimates.length === 0) return null
  const total = estimates.reduce((sum, one) => sum + one.total, 0)
  return (
    <SectionCard
      title={
        <>
          {total < 0 ? 'En moins sur vos factures' : 'Estimation'} :{' '}
          <span className="tabular-nums">{formatEuros(Math.abs(total))}</span>
        </>
      }
      subtitle={subtitle(estimates, counts)}
      className="mb-4"
    >
      <ul className="divide-y divide-line border-y border-line">
        {estimates
          .flatMap(({ lines }) => lines)
          .map((line) => (
            <li
              key={[line.childId, line.activityId, line.kind, line.price].join(' ')}
              className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
            >
              <span className="min-w-0">
                <span className="font-semibold">{nameOf(line, people)}</span> ·{' '}
                {lineLabel(activities.find(({ id }) => id === line.activityId)?.name ?? '', line.kind)}
                <span className="block text-note text-muted">
                  {quantityWords(line)} · {line.how}
                </span>
              </span>
              <span className="ml-auto tabular-nums">{formatEuros(line.amount)}</span>
            </li>
          ))}
      </ul>
      {estimates
        .filter(({ lacksQuotient }) => lacksQuotient)
        .map(({ guardianId }) => (
          <MissingQuotient key={guardianId} guardianId={guardianId} className="mt-4" />
        ))}
    </SectionCard>
  )
}

function subtitle(estimates: readonly Estimate[], { PENDING, WAITLISTED }: PeriodCounts): string {
  const quotients = [...new Set(estimates.flatMap(({ quotient }) => quotient ?? []))]
  const known = quotients.length > 0 ? `, QF ${quotients.join(' et ')}` : ''
  const words = [
    `Aux tarifs connus aujourd’hui${known}.`,
    PENDING > 0 && 'Ce qui attend la réponse du service compte comme accepté.',
    WAITLISTED > 0 && 'La liste d’attente n’est pas comptée.',
  ]
  return words.filter(Boolean).join(' ')
}

/** A sibling whom the request is not about may pay less or more by it. */
function nameOf({ childId }: EstimateLine, people: EstimateCardProps['people']): string {
  return people.find(({ id }) => id === childId)?.firstName ?? 'Un autre enfant'
}
