import { waitingSince } from '@/lib/dossier/rules'
import { KIND_WORDS } from '@/lib/planning/messages'
import type { WaitingRequest } from '@/lib/portal/agent-queue'
import { WaitingList } from './waiting-list'

/** The requests that wait longest. */
export function WaitingRequests({
  requests,
  total,
  now,
}: {
  requests: readonly WaitingRequest[]
  total: number
  now: Date
}) {
  return (
    <WaitingList
      title="Demandes à traiter"
      empty="Aucune demande n’attend de réponse."
      all={{
        href: '/admin/demandes',
        label: total > 1 ? `Traiter les ${total} demandes` : 'Traiter cette demande',
      }}
      items={requests.map((request) => {
        const { words, late } = waitingSince(request.askedAt, now)
        const days = request.days > 1 ? `${request.days}\u00a0jours` : '1\u00a0jour'
        return {
          id: request.id,
          href: '/admin/demandes',
          title: `Famille ${request.familyName}`,
          detail: `${request.children.join(' et ')} : ${KIND_WORDS[request.kind]}, ${request.activities.join(', ')}, ${days}`,
          since: words,
          late,
        }
      })}
    />
  )
}
