import { ActivityIcon } from '@/components/planning/activity-icon'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { ExpectedChildren } from '@/lib/portal/agent-queue'

/** How many children each activity expects today. */
export function ExpectedToday({ expected }: { expected: readonly ExpectedChildren[] }) {
  return (
    <SectionCard title="Attendus aujourd’hui">
      {expected.length === 0 ? (
        <p className="text-muted">Aucun enfant n’est attendu aujourd’hui.</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {expected.map((activity) => (
            <li
              key={activity.activityId}
              className="relative flex items-center gap-3 py-2.5 hover:bg-brand-soft"
            >
              <span className="flex size-9 shrink-0 items-center justify-center rounded-control bg-brand-soft text-brand-text">
                <ActivityIcon icon={activity.icon} />
              </span>
              <p className="min-w-0 flex-1">
                <Link
                  href={`/admin/feuilles/${activity.activityId}`}
                  className="block font-semibold after:absolute after:inset-0 hover:underline"
                >
                  {activity.name}
                </Link>
                <span className="block text-sm text-muted">{absences(activity.absent)}</span>
              </p>
              <p className="heading text-2xl tabular-nums">
                {activity.expected}
                <span className="sr-only">
                  {activity.expected > 1 ? ' enfants attendus' : ' enfant attendu'}
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

function absences(count: number): string {
  if (count === 0) return 'aucune absence signalée'
  return count > 1 ? `${count} absences signalées` : '1 absence signalée'
}
