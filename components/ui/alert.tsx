import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes'

const TONES = {
  info: { icon: Info, className: 'bg-brand-soft text-ink' },
  success: { icon: CircleCheck, className: 'bg-success-soft text-success' },
  warning: { icon: TriangleAlert, className: 'bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, className: 'bg-danger-soft text-danger' },
} as const satisfies Record<string, { icon: LucideIcon; className: string }>

export type AlertTone = keyof typeof TONES

type AlertProps = {
  tone?: AlertTone
  title?: ReactNode
  /** In place of the tone's own: an hourglass for what waits. */
  icon?: LucideIcon
  /** A link or a button at the right. */
  action?: ReactNode
  /** It answers what the person just did: screen readers say it at once. */
  live?: boolean
  className?: string
  children?: ReactNode
}

/** A message in the page. What happened after an action and needs no reading again is a toast. */
export function Alert({ tone = 'info', title, icon, action, live, className, children }: AlertProps) {
  const Icon = icon ?? TONES[tone].icon
  return (
    <div
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
      className={classes(
        'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-transparent px-3.5 py-3 text-note',
        TONES[tone].className,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-56 gap-2.5">
        <Icon className="mt-0.5" />
        <div className="min-w-0">
          {title && <p className="text-base font-semibold">{title}</p>}
          {children}
        </div>
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  )
}
