import { Landmark } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import type { Reading } from '@/lib/dossier/queries/person-readings'

/** Who read the protected data of a person, the latest first. */
export function ReadingList({ readings, name }: { readings: readonly Reading[]; name: string }) {
  if (readings.length === 0)
    return (
      <EmptyState title="Personne n’a consulté ces données">
        Quand un agent ou un parent lira les données protégées de {name}, vous le verrez ici : qui, quoi et
        quand.
      </EmptyState>
    )
  return (
    <ul className="divide-y divide-line">
      {readings.map(({ id, who, byAgent, what, when }) => (
        <li key={id} className="py-3 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            {who.charAt(0).toLocaleUpperCase('fr-FR') + who.slice(1)}
            {byAgent && (
              <Tag tone="brand" icon={Landmark}>
                Mairie
              </Tag>
            )}
          </p>
          <p className="mt-1">A consulté : {what.length > 0 ? what.join(', ') : 'un document'}</p>
          <p className="mt-1 text-note text-muted">Le {when}</p>
        </li>
      ))}
    </ul>
  )
}
