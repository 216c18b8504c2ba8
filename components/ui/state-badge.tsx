import type { ReactNode } from 'react'
import { classes } from './classes'
import { entryLook, type EntryState } from './entry-state'

type StateBadgeProps = {
  state: EntryState
  className?: string
  /** Says more than the state's word: « Liste d’attente, rang 3 », « Absente ». */
  children?: ReactNode
}

/** The state of an entry: icon, word and colour. */
export function StateBadge({ state, className, children }: StateBadgeProps) {
  const { icon: Icon, word, className: look } = entryLook(state)
  return (
    <span
      className={classes(
        'inline-flex max-w-full items-center gap-1.5 rounded-tag border px-2 py-px text-sm',
        look,
        className,
      )}
    >
      <Icon className="size-3.5" />
      <span className="min-w-0">{children ?? word}</span>
    </span>
  )
}
