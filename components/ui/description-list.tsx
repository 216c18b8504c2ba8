import type { ReactNode } from 'react'
import { classes } from './classes'

type DescriptionListProps = {
  /** For those who read many: lower rows, the value beside its name even on a phone. */
  dense?: boolean
  className?: string
  children: ReactNode
}

/** Names and values, a line apart: `DescriptionRow` inside. */
export function DescriptionList({ dense, className, children }: DescriptionListProps) {
  return (
    <dl
      data-dense={dense || undefined}
      className={classes('group/list divide-y divide-line border-y border-line', className)}
    >
      {children}
    </dl>
  )
}

type DescriptionRowProps = {
  label: ReactNode
  /** The value in force. */
  children: ReactNode
  /** Muted, after the value: « géré par la mairie ». */
  note?: ReactNode
  /** Under the value: what is asked in its place (an `Alert`). */
  pending?: ReactNode
  /** At the right. */
  action?: ReactNode
}

/** One name and its value. */
export function DescriptionRow({ label, children, note, pending, action }: DescriptionRowProps) {
  return (
    <div
      className={classes(
        'grid gap-x-6 gap-y-1 py-3.5 sm:grid-cols-[minmax(10rem,12rem)_1fr]',
        'group-data-dense/list:grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)] group-data-dense/list:gap-x-4 group-data-dense/list:py-2 group-data-dense/list:text-note',
      )}
    >
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <div className="min-w-0">
            {children}
            {note && <span className="text-muted"> · {note}</span>}
          </div>
          {action && <div className="-my-2.5">{action}</div>}
        </div>
        {pending && <div className="mt-2">{pending}</div>}
      </dd>
    </div>
  )
}
