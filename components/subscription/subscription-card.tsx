import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { dayInParis, formatDay } from '@/lib/core/day'
import type { SubscriptionView } from '@/lib/subscription/queries'

/** One subscription of the list. `unsubscribe` is the button that ends it. */
export function SubscriptionCard({
  subscription: { familyName, guardian, children, since },
  unsubscribe,
}: {
  subscription: SubscriptionView
  unsubscribe: ReactNode
}) {
  return (
    <Card className="flex flex-col gap-4 lg:flex-row lg:items-center lg:justify-between lg:gap-8">
      <div className="min-w-0">
        <h2 className="text-xl">Famille {familyName}</h2>
        <p className="mt-1 text-muted">Responsable : {guardian}</p>
        <p className="text-muted">Abonnement depuis le {formatDay(dayInParis(since), 'long')}</p>
        {children.length > 0 && (
          <ul aria-label="Enfants" className="mt-4 flex flex-wrap gap-x-5 gap-y-2">
            {children.map(({ id, firstName, colour }) => (
              <li key={id} className="flex items-center gap-2">
                <ChildDisc firstName={firstName} colour={colour} size="sm" />
                {firstName}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap gap-2.5 border-line max-lg:border-t max-lg:pt-4 *:max-sm:grow">
        <LinkButton href="/famille" variant="secondary">
          Voir l’espace famille
        </LinkButton>
        {unsubscribe}
      </div>
    </Card>
  )
}
