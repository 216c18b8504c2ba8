import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type EmptyStateProps = {
  icon?: LucideIcon
  /** What will appear here. */
  title: ReactNode
  /** The first step. */
  children?: ReactNode
  action?: ReactNode
}

/** In place of a list that has nothing yet. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-card border border-dashed border-control bg-card px-6 py-10 text-center">
      {Icon && (
        <span className="flex size-14 items-center justify-center rounded-full bg-brand-soft text-brand-text">
          <Icon className="size-6" />
        </span>
      )}
      <p className="heading text-lg">{title}</p>
      {children && <div className="max-w-reading text-muted">{children}</div>}
      {action && <div className="mt-1">{action}</div>}
    </div>
  )
}
