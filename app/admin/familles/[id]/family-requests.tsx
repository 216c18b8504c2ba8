import { SectionCard } from '@/components/ui/card'
import { Tag, type TagTone } from '@/components/ui/tag'
import { dayInParis, formatDay, formatPeriod } from '@/lib/core/day'
import { REQUEST_KINDS, REQUEST_STATES } from '@/lib/family/messages'
import type { RequestView } from '@/lib/family/queries'

const TONES = {
  PENDING: 'warning',
  WAITING: 'waiting',
  ACCEPTED: 'success',
  REFUSED: 'danger',
  WITHDRAWN: 'neutral',
  CANCELLED: 'neutral',
} as const satisfies Record<RequestView['state'], TagTone>

/** The last requests of a family, those that wait first. */
export function FamilyRequests({ requests }: { requests: readonly RequestView[] }) {
  return (
    <SectionCard title="Demandes">
      {requests.length === 0 ? (
        <p className="text-muted">La famille n’a encore rien demandé sur le portail.</p>
      ) : (
        <ul className="divide-y divide-line">
          {requests.map((request) => (
            <li
              key={request.id}
              className="flex items-start justify-between gap-3 py-2.5 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <p className="text-note font-semibold">
                  {request.children.join(' et ')} : {request.activities.join(', ')}
                </p>
                <p className="text-sm text-muted">
                  {REQUEST_KINDS[request.kind]} n° {request.number} ·{' '}
                  {formatPeriod(request, 'short', 'weekday')} · demandée le{' '}
                  {formatDay(dayInParis(request.askedAt), 'short')}
                </p>
              </div>
              <Tag tone={TONES[request.state]} className="shrink-0">
                {REQUEST_STATES[request.state]}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}
