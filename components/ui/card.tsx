import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes'

/** A white sheet with a fine line. `padded={false}` when its content draws its own rows to the edge. */
export function Card({ padded = true, className, ...rest }: ComponentProps<'div'> & { padded?: boolean }) {
  return (
    <div
      className={classes(
        'rounded-card border border-line bg-card',
        padded ? 'p-4 sm:p-6' : 'overflow-hidden',
        className,
      )}
      {...rest}
    />
  )
}

type SectionCardProps = {
  title: ReactNode
  /** A line of muted text under the title. */
  subtitle?: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  /** 2 under the page's title, 3 inside a section. */
  level?: 2 | 3
  id?: string
  className?: string
  children: ReactNode
}

/** A card that is a section of the page, named by its title. */
export function SectionCard({
  title,
  subtitle,
  actions,
  level = 2,
  id,
  className,
  children,
}: SectionCardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section id={id} className={classes('rounded-card border border-line bg-card p-4 sm:p-6', className)}>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <Heading className="text-xl">{title}</Heading>
          {subtitle && <p className="mt-1 text-muted">{subtitle}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
