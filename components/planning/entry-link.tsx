import { ChevronRight } from 'lucide-react'
import { ChildDisc } from '@/components/ui/disc'
import { classes } from '@/components/ui/classes'
import { entryLook } from '@/components/ui/entry-state'
import { StateBadge } from '@/components/ui/state-badge'
import { EntryIcon } from './entry-icon'
import { entryWord } from './entry-word'
import type { GridActivity, GridChild, GridEntry } from '@/lib/planning/rules/grid'

export type EntryLinkProps = { entry: GridEntry; child: GridChild; activity: GridActivity }

/** The address of an entry's own page: where its link leads without JavaScript. */
function entryHref({ entry, child, activity }: EntryLinkProps): string {
  return `/famille/planning/entree?enfant=${child.id}&activite=${activity.id}&jour=${entry.day}`
}

/** The identity of an entry in the grid, which its link carries. */
export function entryKey({ child, activity, day }: Pick<GridEntry, 'child' | 'activity' | 'day'>): string {
  return `${child}.${activity}.${day}`
}

/** An entry in a cell of the month or of the week. */
export function CellEntry(props: EntryLinkProps & { roomy?: boolean }) {
  const { entry, child, activity, roomy } = props
  const { className, struck } = entryLook(entry.state)
  return (
    <a
      href={entryHref(props)}
      data-entry={entryKey(entry)}
      className={classes('pressable flex gap-1.5 rounded-control border p-1.5 text-sm', className)}
    >
      <ChildDisc firstName={child.firstName} colour={child.colour} size={roomy ? 'sm' : 'xs'} />
      <span className="min-w-0 flex-1 leading-tight">
        <span className={roomy ? 'block' : 'sr-only'}>{`${child.firstName} `}</span>
        <span className={classes('block font-semibold', struck && 'line-through')}>{activity.name}</span>
        <span className="flex items-center gap-1 text-cell">
          <EntryIcon state={entry.state} className="size-3.5 shrink-0" />
          {entryWord(entry)}
        </span>
      </span>
    </a>
  )
}

/** An entry in a list by day: a row as wide as the screen. */
export function RowEntry(props: EntryLinkProps) {
  const { entry, child, activity } = props
  const struck = entryLook(entry.state).struck
  return (
    <a
      href={entryHref(props)}
      data-entry={entryKey(entry)}
      className="pressable -outline-offset-3! flex items-center gap-3.5 px-4 py-3"
    >
      <ChildDisc firstName={child.firstName} colour={child.colour} />
      <span className="min-w-0 flex-1">
        <span className="sr-only">{`${child.firstName} `}</span>
        <span className={classes('block font-semibold leading-snug', struck && 'line-through')}>
          {activity.name}
        </span>
        <StateBadge state={entry.state}>{entryWord(entry)}</StateBadge>
      </span>
      <ChevronRight className="text-muted" />
    </a>
  )
}
