import type { ReactNode } from 'react'
import { classes } from './classes'

/** Names and values, a line apart: `DescriptionRow` inside. */
export function DescriptionList({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={classes('divide-y divide-line border-y border-line', className)}>{children}</dl>
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
    <div className="grid gap-x-6 gap-y-1 py-3.5 sm:grid-cols-[minmax(10rem,12rem)_1fr]">
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
