'use client'

import { Menu } from 'lucide-react'
import { useRef } from 'react'
import { Link } from '../ui/link'

type PhoneMenuProps = { links: readonly { href: string; label: string }[] }

/** The links of the public header that a phone has no room for. Opens without JavaScript. */
export function PhoneMenu({ links }: PhoneMenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  return (
    <details
      ref={details}
      className="relative md:hidden"
      onKeyDown={(event) => {
        if (event.key === 'Escape') details.current?.removeAttribute('open')
      }}
    >
      <summary className="flex min-h-target items-center gap-2 rounded-control border border-control px-3 font-semibold">
        <Menu /> Menu
      </summary>
      <ul className="absolute right-0 z-20 mt-2 w-56 rounded-card border border-line bg-card p-2 shadow-float">
        {links.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              // The header outlives the page: the router changes the page, the menu closes.
              onClick={() => details.current?.removeAttribute('open')}
              className="flex min-h-target items-center rounded-control px-3 hover:bg-sand"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
