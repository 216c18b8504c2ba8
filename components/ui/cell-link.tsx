import type { ReactNode } from 'react'
import { Link } from './link'

/** A link in a cell of a table: high enough for a finger, without making the row higher. */
export function CellLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 md:-my-2.5"
    >
      {children}
    </Link>
  )
}
