import type { QueueEntry } from '@/lib/document/queries/queue'
import { WaitingList } from './waiting-list'

/** The documents and photos that wait longest. */
export function WaitingDocuments({ entries, total }: { entries: readonly QueueEntry[]; total: number }) {
  return (
    <WaitingList
      title="Documents à vérifier"
      empty="Aucun document n’attend."
      all={{
        href: '/admin/documents',
        label: total > 1 ? `Vérifier les ${total} documents` : 'Vérifier ce document',
      }}
      items={entries.map((entry) => ({
        id: entry.id,
        href: `/admin/documents?${entry.kind}=${entry.id}`,
        title: `Famille ${entry.familyName}`,
        detail: `${entry.title} : ${entry.owner}`,
        since: entry.since,
        late: entry.late,
      }))}
    />
  )
}
