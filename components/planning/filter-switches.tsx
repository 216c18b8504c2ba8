import { ChildDisc } from '@/components/ui/disc'
import { SwitchPill } from '@/components/ui/switch-pill'
import { Button } from '@/components/ui/button'
import type { GridActivity, GridChild } from '@/lib/planning/rules/grid'
import type { View } from '@/lib/planning/rules/view'
import type { Day } from '@/lib/core/day'
import { ActivityIcon } from './activity-icon'

type FilterSwitchesProps = {
  people: readonly GridChild[]
  activities: readonly GridActivity[]
  showsChild: (id: string) => boolean
  showsActivity: (id: number) => boolean
  onChild: (id: string) => void
  onActivity: (id: number) => void
  view: View | null
  date: Day | null
}

/** The switches that show or hide each child and each activity. Without JavaScript, a form that is sent. */
export function FilterSwitches(props: FilterSwitchesProps) {
  const { people, activities, showsChild, showsActivity, onChild, onActivity, view, date } = props
  return (
    <form method="get" action="/famille/planning" aria-label="Ce qui est affiché" className="print:hidden">
      {view && <input type="hidden" name="vue" value={view} />}
      {date && <input type="hidden" name="date" value={date} />}
      <div className="relative -mx-4 mb-4 flex gap-2 overflow-x-auto px-4 py-1 lg:mx-0 lg:flex-wrap lg:px-0">
        {people.map(({ id, firstName, colour }) => (
          <SwitchPill
            key={id}
            name="enfants"
            value={id}
            mark={<ChildDisc firstName={firstName} colour={colour} size="sm" />}
            label={firstName}
            checked={showsChild(id)}
            onChange={() => onChild(id)}
          />
        ))}
        <span aria-hidden className="mx-1 my-1.5 w-px shrink-0 bg-line" />
        {activities.map(({ id, name, icon }) => (
          <SwitchPill
            key={id}
            name="activites"
            value={id}
            mark={<ActivityIcon icon={icon} />}
            label={name}
            checked={showsActivity(id)}
            onChange={() => onActivity(id)}
          />
        ))}
        <noscript>
          <Button type="submit" variant="secondary">
            Afficher
          </Button>
        </noscript>
      </div>
    </form>
  )
}
