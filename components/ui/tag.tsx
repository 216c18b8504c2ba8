import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes'

const TONES = {
  success: 'border-transparent bg-success-soft text-success',
  warning: 'border-transparent bg-warning-soft text-warning',
  danger: 'border-transparent bg-danger-soft text-danger',
  waiting: 'border-transparent bg-waiting-soft text-waiting',
  neutral: 'border-transparent bg-absent-soft text-absent',
  brand: 'border-transparent bg-brand-soft text-brand-text',
  outline: 'border-dashed border-enrolled bg-card text-enrolled',
} as const

export type TagTone = keyof typeof TONES

type TagProps = { tone: TagTone; icon?: LucideIcon; className?: string; children: ReactNode }

/** A state in a word, with its icon: of a document, a change, an invoice. Of an entry: `StateBadge`. */
export function Tag({ tone, icon: Icon, className, children }: TagProps) {
  return (
    <span
      className={classes(
        'inline-flex max-w-full items-center gap-1.5 rounded-tag border px-2 py-px text-sm',
        TONES[tone],
        className,
      )}
    >
      {Icon && <Icon className="size-3.5" />}
      <span className="min-w-0">{children}</span>
    </span>
  )
}

/** How many things wait, in amber. `label` says of what, for those who don't see the place it stands in. */
export function CountBadge({ count, label }: { count: number; label?: string }) {
  return (
    <span className="inline-flex min-w-6 shrink-0 justify-center rounded-full border border-transparent bg-warning-soft px-2 text-sm font-semibold tabular-nums leading-snug text-warning">
      {count}
      {label && <span className="sr-only"> {label}</span>}
    </span>
  )
}
