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
    <Card className="flex flex-col gap-4">
      <div>
        <h2 className="text-xl">Famille {familyName}</h2>
        <p className="mt-1 text-muted">
          Responsable : {guardian} · abonné depuis le {formatDay(dayInParis(since), 'long')}
        </p>
      </div>
      {children.length > 0 && (
        <ul aria-label="Enfants" className="flex flex-wrap gap-x-5 gap-y-2">
          {children.map(({ id, firstName, colour }) => (
            <li key={id} className="flex items-center gap-2">
              <ChildDisc firstName={firstName} colour={colour} size="sm" />
              {firstName}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2.5 border-t border-line pt-4">
        <LinkButton href="/famille" variant="secondary">
          Voir l’espace famille
        </LinkButton>
        {unsubscribe}
      </div>
    </Card>
  )
}
