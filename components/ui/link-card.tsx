import { ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from './link'

type LinkCardProps = {
  href: string
  icon: LucideIcon
  title: string
  /** How many things wait there: `CountBadge`. */
  badge?: ReactNode
  /** What is found there, in a sentence. */
  children: ReactNode
}

/** A card that is a way in: to a module, to a page. The whole of it can be pressed. */
export function LinkCard({ href, icon: Icon, title, badge, children }: LinkCardProps) {
  return (
    <div className="pressable relative flex h-full gap-3.5 rounded-card border border-line bg-card p-4 hover:border-control sm:p-5">
      <span className="flex size-11 shrink-0 items-center justify-center rounded-control bg-brand-soft text-brand-text">
        <Icon className="size-5.5" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-h-11 items-center gap-2.5">
          <h2 className="text-lg">
            <Link href={href} className="after:absolute after:inset-0 after:rounded-card">
              {title}
            </Link>
          </h2>
          {badge}
          <ChevronRight className="ml-auto shrink-0 text-muted" />
        </div>
        <div className="mt-1 text-muted">{children}</div>
      </div>
    </div>
  )
}
