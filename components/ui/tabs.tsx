import type { ReactNode } from 'react'
import { classes } from './classes'
import { CurrentInView } from './current-in-view'
import { Link } from './link'
import { CountBadge } from './tag'

export type TabItem = { href: string; label: ReactNode; current: boolean; count?: number }

/** The sections of a screen as links, each with its own address. `label` names the set. */
export function Tabs({
  label,
  items,
  className,
}: {
  label: string
  items: readonly TabItem[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={classes('relative overflow-x-auto border-b border-line', className)}>
      <CurrentInView current={items.find(({ current }) => current)?.href} />
      <ul className="flex px-2 sm:flex-wrap sm:px-3">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <Link
              href={item.href}
              scroll={false}
              aria-current={item.current ? 'page' : undefined}
              className={classes(
                'min-h-13 border-b-3 -outline-offset-3! flex items-center gap-2 whitespace-nowrap px-2.5 text-note',
                item.current
                  ? 'border-brand-text font-bold text-brand-text'
                  : 'border-transparent hover:border-line hover:text-brand-text',
              )}
            >
              {item.label}
              {Boolean(item.count) && <CountBadge count={item.count!} label="en attente" />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
