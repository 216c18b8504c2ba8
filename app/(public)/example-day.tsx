import { ChevronRight } from 'lucide-react'
import { buttonLook } from '@/components/ui/button-look'
import { ChildDisc } from '@/components/ui/disc'
import type { EntryState } from '@/components/ui/entry-state'
import { StateBadge } from '@/components/ui/state-badge'
import { addDays, formatDay, mondayOf, type Day } from '@/lib/core/day'

const ENTRIES: { child: string; colour: number; activity: string; state: EntryState }[] = [
  { child: 'Lina', colour: 0, activity: 'Cantine', state: 'BOOKED' },
  { child: 'Noé', colour: 1, activity: 'Cantine', state: 'ENROLLED' },
  { child: 'Lina', colour: 0, activity: 'Accueil du soir', state: 'REQUESTED' },
]

/** A day of an invented family, next week: a picture of the planning. Nothing in it can be pressed. */
export function ExampleDay({ today }: { today: Day }) {
  const title = formatDay(addDays(mondayOf(today), 10), 'weekday')
  return (
    <div
      role="img"
      aria-label="Exemple d’une journée dans le planning : la cantine de Lina est réservée, celle de Noé peut l’être, l’accueil du soir de Lina attend la réponse de la mairie."
      className="cursor-default select-none self-end rounded-t-sheet bg-paper px-4 pt-5 text-ink shadow-float sm:px-5 lg:mt-14"
    >
      <div className="flex items-baseline justify-between gap-3">
        <p className="heading text-lg first-letter:uppercase">{title}</p>
        <p className="text-sm text-muted">Exemple</p>
      </div>
      <div className="mt-2.5 divide-y divide-line rounded-t-control border border-b-0 border-line bg-card">
        {ENTRIES.map(({ child, colour, activity, state }, index) => (
          <div key={index} className="min-h-18 flex flex-wrap items-center gap-3 px-3.5 py-3">
            <ChildDisc firstName={child} colour={colour} />
            <div className="min-w-0 flex-1">
              <p className="font-bold leading-snug">{activity}</p>
              <StateBadge state={state} className="mt-0.5" />
            </div>
            {state === 'ENROLLED' ? (
              <span className={buttonLook({ variant: 'secondary', size: 'sm' }, 'pointer-events-none')}>
                Réserver
              </span>
            ) : (
              <ChevronRight className="shrink-0" />
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
