import type { ReactNode } from 'react'
import { classes } from './classes'
import { CurrentInView } from './current-in-view'
import { Link } from './link'
import { CountBadge } from './tag'

export type TabItem = { href: string; label: ReactNode; current: boolean; count?: number }

/**
 * The sections of a screen as links, each with its own address. `label` names the set. On a phone the row scrolls; where
 * there is more room but not enough, `about` (what tells of the sections: their history) goes to a row of its own, whole.
 */
export function Tabs({
  label,
  items,
  about = [],
  className,
}: {
  label: string
  items: readonly TabItem[]
  about?: readonly TabItem[]
  className?: string
}) {
  return (
    <nav
      aria-label={label}
      className={classes(
        'relative flex overflow-x-auto border-b border-line px-2 sm:flex-wrap sm:px-3',
        className,
      )}
    >
      <CurrentInView current={[...items, ...about].find(({ current }) => current)?.href} />
      <TabRow items={items} />
      {about.length > 0 && <TabRow items={about} />}
    </nav>
  )
}

function TabRow({ items }: { items: readonly TabItem[] }) {
  return (
    <ul className="flex shrink-0 sm:max-w-full sm:flex-wrap">
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
  )
}
