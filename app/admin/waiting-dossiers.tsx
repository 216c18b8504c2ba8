import { queueAddress } from '@/lib/dossier/addresses'
import { inSentence } from '@/lib/dossier/messages'
import type { QueueEntry } from '@/lib/dossier/queries/change-queue'
import { WaitingList } from './waiting-list'

/** The dossiers with changes that wait longest. */
export function WaitingDossiers({ entries, total }: { entries: readonly QueueEntry[]; total: number }) {
  return (
    <WaitingList
      title="Dossiers à valider"
      empty="Aucune modification n’attend : les dossiers sont à jour."
      all={{
        href: '/admin/dossiers',
        label: total > 1 ? `Traiter les ${total} dossiers` : 'Traiter ce dossier',
      }}
      items={entries.map((entry) => ({
        id: entry.target.id,
        href: queueAddress({}, entry.target),
        title: `Famille ${entry.familyName}`,
        detail: `${entry.personName} : ${entry.labels.map(inSentence).join(', ')}`,
        since: entry.since,
        late: entry.late,
      }))}
    />
  )
}
