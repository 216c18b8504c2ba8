'use client'

import { usePathname } from 'next/navigation'
import type { MouseEvent } from 'react'
import { classes } from '../ui/classes'
import { Link } from '../ui/link'
import { CountBadge } from '../ui/tag'
import { currentHref } from './current-href'
import { NAV_ICONS, type NavItem, type NavSection } from './nav-items'

// A menu in a popover stays open when the router changes the page under it.
function closePopover(event: MouseEvent<HTMLElement>) {
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover?.()
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const Icon = NAV_ICONS[item.icon]
  return (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      onClick={closePopover}
      className={classes(
        'pressable flex min-h-target items-center gap-3 rounded-control border border-transparent px-3 py-2',
        current ? 'bg-brand font-semibold text-brand-ink' : 'text-absent hover:bg-sand',
      )}
    >
      <Icon />
      <span className="min-w-0 flex-1">{item.label}</span>
      {Boolean(item.count) && <CountBadge count={item.count!} label={item.countLabel ?? 'en attente'} />}
    </Link>
  )
}

/** The entries of a menu, by section; marks the one the page belongs to. */
export function NavMenu({ sections }: { sections: readonly NavSection[] }) {
  const pathname = usePathname()
  const hrefs = sections.flatMap((section) =>
    [section.href ?? [], ...section.items.map((item) => item.href)].flat(),
  )
  const current = currentHref(pathname, hrefs)
  return sections.map((section, index) => (
    <div key={section.title ?? index} className={section.title ? 'mt-3' : undefined}>
      {section.title && section.href && (
        <Link
          href={section.href}
          aria-current={current === section.href ? 'page' : undefined}
          onClick={closePopover}
          className={classes(
            'flex min-h-target items-center rounded-control px-3 text-sm font-semibold hover:bg-sand hover:text-ink',
            current === section.href ? 'bg-brand-soft text-brand-text' : 'text-muted',
          )}
        >
          {section.title}
        </Link>
      )}
      {section.title && !section.href && (
        <p className="px-3 pb-2 pt-3 text-sm font-semibold text-muted">{section.title}</p>
      )}
      <ul className="gap-0.75 flex flex-col">
        {section.items.map((item) => (
          <li key={item.href}>
            <NavLink item={item} current={current === item.href} />
          </li>
        ))}
      </ul>
    </div>
  ))
}

/** One entry of the bottom bar of a phone: icon over word. */
export function TabBarLink({ item, others }: { item: NavItem; others: readonly string[] }) {
  const current = currentHref(usePathname(), others) === item.href
  const Icon = NAV_ICONS[item.icon]
  return (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      className={classes(
        'min-h-15 relative flex flex-col items-center justify-center gap-1 px-1 py-2 text-sm leading-tight',
        current ? 'font-bold text-brand-text' : 'text-muted',
      )}
    >
      <span className="relative">
        <Icon className="size-5.5" />
        {Boolean(item.count) && (
          <span className="left-4.5 absolute -top-2.5">
            <CountBadge count={item.count!} label={item.countLabel ?? 'en attente'} />
          </span>
        )}
      </span>
      {item.shortLabel ?? item.label}
    </Link>
  )
}
