import { SectionCard } from '@/components/ui/card'
import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'
import { lineLabel, quantityWords } from '@/lib/billing/rules/charges'
import type { Estimate, EstimateLine } from '@/lib/billing/rules/estimate'
import { formatEuros } from '@/lib/core/money'

type EstimateCardProps = {
  /** With the parent's person in each family: their dossier holds the quotient. */
  estimates: readonly (Estimate & { guardianId: string })[]
  people: readonly { id: string; firstName: string }[]
  activities: readonly { id: number; name: string }[]
}

/** What a request would cost, by child and activity, computed as invoices are. */
export function EstimateCard({ estimates, people, activities }: EstimateCardProps) {
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
      subtitle={subtitle(estimates)}
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
          <Alert
            key={guardianId}
            tone="warning"
            className="mt-4"
            action={
              <Link
                href={`/famille/dossier/responsable/${guardianId}?section=fiscales`}
                className="inline-flex min-h-target items-center font-semibold underline underline-offset-4"
              >
                Donner votre quotient familial
              </Link>
            }
          >
            QF non fourni : c’est le tarif maximum. Il peut baisser quand la mairie connaît votre quotient.
          </Alert>
        ))}
    </SectionCard>
  )
}

function subtitle(estimates: readonly Estimate[]): string {
  const quotients = [...new Set(estimates.flatMap(({ quotient }) => quotient ?? []))]
  const known = quotients.length > 0 ? `, QF ${quotients.join(' et ')}` : ''
  return `Aux tarifs connus aujourd’hui${known}, si tout ce qui peut être accepté l’est. Les jours en liste d’attente ne sont pas comptés.`
}

/** A sibling whom the request is not about may pay less or more by it. */
function nameOf({ childId }: EstimateLine, people: EstimateCardProps['people']): string {
  return people.find(({ id }) => id === childId)?.firstName ?? 'Un autre enfant'
}
