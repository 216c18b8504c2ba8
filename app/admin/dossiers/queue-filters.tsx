import { Search } from 'lucide-react'
import { SelectField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import type { QueueFilter } from '@/lib/dossier/decision-schema'
import type { Section, TargetKind } from '@/lib/dossier/fields'

const TARGETS = { family: 'Famille', guardian: 'Responsable', child: 'Enfant' } as const satisfies Record<
  TargetKind,
  string
>

/** Narrows the queue to a family or a section; folded away until it is needed. */
export function QueueFilters({ filter, sections }: { filter: QueueFilter; sections: readonly Section[] }) {
  const active = Boolean(filter.family || filter.section)
  return (
    <details open={active} className="rounded-card border border-line bg-card">
      <summary className="flex min-h-target items-center gap-2.5 px-4 text-note font-semibold">
        <Search /> Filtrer les dossiers
      </summary>
      <form action="/admin/dossiers" className="flex flex-col gap-3 border-t border-line p-4">
        <TextField name="famille" label="Nom de la famille" type="search" defaultValue={filter.family} />
        <SelectField name="rubrique" label="Rubrique" defaultValue={filter.section ?? ''}>
          <option value="">Toutes</option>
          {sections.map((section) => (
            <option key={section.id} value={section.id}>
              {TARGETS[section.target]} : {section.title}
            </option>
          ))}
        </SelectField>
        <Button type="submit" variant="secondary" size="sm">
          Filtrer
        </Button>
      </form>
    </details>
  )
}
