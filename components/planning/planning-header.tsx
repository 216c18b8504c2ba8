import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { SegmentedLinks, Stepper } from '@/components/ui/segmented'
import { CONTROL_LOOK } from '@/components/form/field'
import type { Day } from '@/lib/core/day'
import {
  anchorOf,
  periodTitle,
  planningHref,
  stepFrom,
  VIEWS,
  type PlanningAddress,
  type View,
} from '@/lib/planning/rules/view'

const VIEW_WORDS: Record<View, string> = {
  mois: 'Mois',
  'semaine-7': 'Semaine 7 jours',
  semaine: 'Semaine 5 jours',
}

const ORDER: readonly View[] = [...VIEWS].sort((a, b) => VIEW_WORDS[a].localeCompare(VIEW_WORDS[b]))

type PlanningHeaderProps = { address: PlanningAddress; today: Day; subtitle?: string }

/** The period as title, the views, the way to another period. Without a view in the address: month, week on a phone. */
export function PlanningHeader({ address, today, subtitle }: PlanningHeaderProps) {
  const wide = address.view ?? 'mois'
  const narrow = address.view ?? 'semaine'
  const title = (view: View) => periodTitle(view, anchorOf(address.date, view, today))
  return (
    <PageHeader
      title={
        wide === narrow ? (
          title(wide)
        ) : (
          <>
            <span className="max-lg:hidden">{title(wide)}</span>
            <span className="lg:hidden">{title(narrow)}</span>
          </>
        )
      }
      subtitle={subtitle && <span className="max-lg:hidden">{subtitle}</span>}
      previous={step(address, narrow, today, -1)}
      next={step(address, narrow, today, 1)}
      actions={
        <div className="flex w-full flex-wrap items-center gap-2.5 lg:justify-end print:hidden">
          <SegmentedLinks
            label="Vue du planning"
            items={[
              ...ORDER.map((view) => ({
                href: planningHref(address, { view }),
                label: VIEW_WORDS[view],
                current: view === address.view || (!address.view && view === wide),
              })),
              { href: '/famille/demandes', label: 'Liste', current: false },
            ]}
          />
          <div className="max-lg:hidden">
            <Stepper
              label="Période"
              previous={step(address, wide, today, -1)}
              next={step(address, wide, today, 1)}
              current={{ href: planningHref(address, { date: null }), label: 'Aujourd’hui' }}
            />
          </div>
          <JumpForm address={address} today={today} />
        </div>
      }
    />
  )
}

const STEP_WORDS = {
  mois: ['Mois précédent', 'Mois suivant'],
  semaine: ['Semaine précédente', 'Semaine suivante'],
}

function step(address: PlanningAddress, view: View, today: Day, by: -1 | 1) {
  const date = stepFrom(view, anchorOf(address.date, view, today), by)
  const words = STEP_WORDS[view === 'mois' ? 'mois' : 'semaine']
  return {
    href: planningHref(address, { view, date }),
    label: `${words[by === 1 ? 1 : 0]} : ${periodTitle(view, date)}`,
  }
}

/** Jumps to the period of a date: a form of the browser's own. */
function JumpForm({ address, today }: { address: PlanningAddress; today: Day }) {
  const { view, children, activities } = address
  return (
    <form method="get" action="/famille/planning" className="flex items-center gap-2">
      {view && <input type="hidden" name="vue" value={view} />}
      {children && <input type="hidden" name="enfants" value={children.join(',')} />}
      {activities && <input type="hidden" name="activites" value={activities.join(',')} />}
      <label>
        <span className="sr-only">Aller à la date</span>
        <input
          key={address.date ?? today}
          type="date"
          name="date"
          required
          defaultValue={address.date ?? today}
          className={`${CONTROL_LOOK} w-40!`}
        />
      </label>
      <Button type="submit" variant="secondary" size="sm">
        Aller
      </Button>
    </form>
  )
}
