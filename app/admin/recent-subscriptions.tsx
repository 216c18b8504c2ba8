import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { formatInstant } from '@/lib/core/day'
import type { RecentSubscription } from '@/lib/portal/agent-queue'

/** The codes that were used lately: by whom and when. */
export function RecentSubscriptions({ subscriptions }: { subscriptions: readonly RecentSubscription[] }) {
  return (
    <SectionCard title="Derniers abonnements">
      {subscriptions.length === 0 ? (
        <p className="text-muted">
          Les familles apparaîtront ici dès qu’elles auront utilisé leur code abonné.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {subscriptions.map((one) => (
            <li key={one.id} className="py-2.5 first:pt-0 last:pb-0">
              <Link
                href={`/admin/familles/${one.familyId}`}
                className="font-semibold text-brand-text underline-offset-2 hover:underline"
              >
                Famille {one.familyName}
              </Link>
              <p className="text-note text-muted">
                {one.accountName}
                {one.accountName !== one.guardianName && `, avec le code ${ofName(one.guardianName)}`} ·{' '}
                {formatInstant(one.createdAt)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

/** « de Sofia Delmas », « d’Antoine Lambert ». */
function ofName(name: string): string {
  const first = name.normalize('NFD').charAt(0).toLowerCase()
  return 'aeiouy'.includes(first) ? `d’${name}` : `de ${name}`
}
