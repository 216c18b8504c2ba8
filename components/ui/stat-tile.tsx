import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes'
import { Link } from './link'

type StatTileProps = {
  label: ReactNode
  value: ReactNode
  /** Under the value: since when, out of how many. */
  note?: ReactNode
  icon?: LucideIcon
  /** Leads to what is counted. */
  href?: string
}

/** A figure and what it counts. */
export function StatTile({ label, value, note, icon: Icon, href }: StatTileProps) {
  const look = 'flex flex-col gap-1 rounded-card border border-line bg-card p-4'
  const content = (
    <>
      <span className="flex items-center gap-2 text-note text-muted">
        {Icon && <Icon />} {label}
      </span>
      <span className="heading text-2xl tabular-nums">{value}</span>
      {note && <span className="text-sm text-muted">{note}</span>}
    </>
  )
  if (!href) return <div className={look}>{content}</div>
  return (
    <Link href={href} className={classes(look, 'pressable hover:border-control')}>
      {content}
    </Link>
  )
}
