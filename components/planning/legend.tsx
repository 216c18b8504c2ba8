import { ChevronDown } from 'lucide-react'
import { StateBadge } from '@/components/ui/state-badge'
import { entryLook } from '@/components/ui/entry-state'
import { ENTRY_STATES } from '@/lib/planning/rules/states'

/** What each state of an entry means. */
export function Legend() {
  return (
    <details className="group mt-6 rounded-card border border-line bg-card print:hidden">
      <summary className="flex min-h-target cursor-pointer items-center gap-2 px-4 py-2 font-semibold">
        <ChevronDown className="shrink-0 transition-transform group-open:rotate-180" />
        Légende : ce que veut dire chaque état
      </summary>
      <dl className="grid gap-x-8 gap-y-2.5 px-4 pb-4 sm:grid-cols-2">
        {ENTRY_STATES.map((state) => (
          <div key={state} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <dt>
              <StateBadge state={state} />
            </dt>
            <dd className="min-w-0 text-note text-muted">{entryLook(state).meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line px-4 py-3 text-note text-muted">
        Au clavier : les flèches vont d’une case à l’autre, Entrée ouvre.
      </p>
    </details>
  )
}
