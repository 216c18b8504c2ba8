import { CalendarCheck } from 'lucide-react'
import { SectionCard } from '@/components/ui/card'
import type { ExpectedChildren } from '@/lib/portal/agent-queue'

/** How many children each activity expects today. */
export function ExpectedToday({ expected }: { expected: readonly ExpectedChildren[] }) {
  return (
    <SectionCard title="Attendus aujourd’hui">
      {expected.length === 0 ? (
        <p className="text-muted">Aucun enfant n’est attendu aujourd’hui.</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
          {expected.map((activity) => (
            <li key={activity.activityId} className="rounded-control bg-brand-soft px-4 py-3">
              <p className="flex items-center gap-2 text-note">
                <CalendarCheck /> {activity.name}
              </p>
              <p className="heading text-2xl tabular-nums">
                {activity.expected}{' '}
                <span className="sr-only">
                  {activity.expected > 1 ? 'enfants attendus' : 'enfant attendu'}
                </span>
              </p>
              <p className="text-sm text-muted">{absences(activity.absent)}</p>
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
