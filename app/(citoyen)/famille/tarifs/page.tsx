import type { Metadata } from 'next'
import { ReceiptEuro } from 'lucide-react'
import { MissingQuotient } from '@/components/billing/missing-quotient'
import { TariffSummary } from '@/components/billing/tariff-summary'
import { PageHeader } from '@/components/layout/page-header'
import { ActivityIcon } from '@/components/planning/activity-icon'
import { Card } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { EmptyState } from '@/components/ui/empty-state'
import { pricesOf, type ActivityPrices } from '@/lib/billing/queries/family-prices'
import { unitWords } from '@/lib/billing/rules/tariff-words'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatEuros } from '@/lib/core/money'

export const metadata: Metadata = { title: 'Tarifs' }

/** What each activity of a parent's children costs them today, and why. */
export default async function FamilyPricesPage() {
  const parent = await requireSubscribedParent()
  const { activities, lacking } = await pricesOf(parent, now())
  return (
    <>
      <PageHeader
        title="Tarifs"
        subtitle="Ce que coûtent aujourd’hui les activités de vos enfants."
        back={{ href: '/famille/planning', label: 'Planning' }}
      />
      {lacking && <MissingQuotient guardianId={lacking} className="mb-4" />}
      {activities.length === 0 ? (
        <EmptyState icon={ReceiptEuro} title="Aucun tarif pour le moment">
          Quand un de vos enfants sera inscrit à une activité payante, vous lirez ici ce qu’elle coûte.
        </EmptyState>
      ) : (
        <ul className="grid items-start gap-4 lg:grid-cols-2">
          {activities.map((activity) => (
            <li key={activity.id} className="min-w-0">
              <ActivityCard activity={activity} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ActivityCard({ activity: { name, icon, rules, children } }: { activity: ActivityPrices }) {
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 text-lg">
        <ActivityIcon icon={icon} /> {name}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {children.map(({ id, firstName, colour, price, how }) => (
          <li key={id} className="flex items-center gap-3 py-2.5">
            <ChildDisc firstName={firstName} colour={colour} size="sm" />
            <span className="min-w-0 flex-1">
              <span className="font-semibold">{firstName}</span>
              <span className="block text-note text-muted">{how}</span>
            </span>
            <span className="max-w-28 shrink-0 text-right tabular-nums">
              <span className="font-semibold">{formatEuros(price)}</span>
              <span className="block text-sm text-muted">{unitWords(rules.unit)}</span>
            </span>
          </li>
        ))}
      </ul>
      {rules.siblings && (
        <p className="text-note text-muted">Sans la réduction pour les frères et sœurs, qui s’y ajoute.</p>
      )}
      <details>
        <summary className="inline-flex min-h-target cursor-pointer items-center font-semibold text-brand-text">
          Tous les prix<span className="sr-only"> de {name}</span>
        </summary>
        <div className="pt-2">
          <TariffSummary rules={rules} about={name} />
        </div>
      </details>
    </Card>
  )
}
