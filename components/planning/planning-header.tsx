import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { SegmentedLinks, Stepper, type Step } from '@/components/ui/segmented'
import { classes } from '@/components/ui/classes'
import { CONTROL_LOOK } from '@/components/form/field'
import type { Day } from '@/lib/core/day'
import {
  anchorOf,
  periodTitle,
  planningHref,
  stepFrom,
  type PlanningAddress,
  type View,
} from '@/lib/planning/rules/view'

const VIEW_WORDS: Record<View, ReactNode> = {
  mois: 'Mois',
  'semaine-7': <WeekWords days={7} />,
  semaine: <WeekWords days={5} />,
}

/** « Semaine 7 jours »; seen on a phone, where the four views must fit, « 7 jours ». */
function WeekWords({ days }: { days: number }) {
  return (
    <span>
      <span className="max-sm:sr-only">Semaine </span>
      {days} jours
    </span>
  )
}

/** « Mode liste »; seen on a phone, « Liste ». */
const LIST_WORDS = (
  <span>
    <span className="max-sm:sr-only">Mode </span>
    <span className="max-sm:capitalize">liste</span>
  </span>
)

const ORDER: readonly View[] = ['mois', 'semaine-7', 'semaine']

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
          <ViewLinks
            address={address}
            current={wide}
            className={wide === narrow ? undefined : 'max-lg:hidden'}
          />
          {wide !== narrow && <ViewLinks address={address} current={narrow} className="lg:hidden" />}
          <div className="max-lg:hidden">
            <Stepper
              label="Période"
              previous={step(address, wide, today, -1)}
              next={step(address, wide, today, 1)}
              current={{ href: planningHref(address, { date: null }), label: 'Aujourd’hui' }}
            />
          </div>
          <div className="max-lg:hidden">
            <JumpForm address={address} today={today} />
          </div>
        </div>
      }
    />
  )
}

type ViewLinksProps = { address: PlanningAddress; current: View; className?: string }

function ViewLinks({ address, current, className }: ViewLinksProps) {
  const views = ORDER.map((view) => ({
    href: planningHref(address, { view }),
    label: VIEW_WORDS[view],
    current: view === current,
  }))
  return (
    <div className={classes('max-w-full', className)}>
      <SegmentedLinks
        label="Vue du planning"
        items={[...views, { href: '/famille/demandes', label: LIST_WORDS, current: false }]}
      />
    </div>
  )
}

const STEP_WORDS = {
  mois: ['Mois précédent', 'Mois suivant'],
  semaine: ['Semaine précédente', 'Semaine suivante'],
}

function step(address: PlanningAddress, view: View, today: Day, by: -1 | 1): Step {
  const date = stepFrom(view, anchorOf(address.date, view, today), by)
  const words = STEP_WORDS[view === 'mois' ? 'mois' : 'semaine']
  return {
    href: planningHref(address, { view, date }),
    label: `${words[by === 1 ? 1 : 0]} : ${periodTitle(view, date)}`,
    prefetch: true,
  }
}

/** Jumps to the period of a date: a form of the browser's own. */
export function JumpForm({ address, today }: { address: PlanningAddress; today: Day }) {
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
