import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes'
import { Link } from '../ui/link'
import type { Step } from '../ui/segmented'

type Place = { href: string; label: string }

type PageHeaderProps = {
  title: ReactNode
  subtitle?: ReactNode
  /** Buttons at the right; under the coloured header on a phone. */
  actions?: ReactNode
  /** The page above this one. */
  back?: Place
  /** The period before and after, as arrows around the title on a phone only: `label` names the period. */
  previous?: Step
  next?: Step
}

function Arrow({ place, icon: Icon }: { place: Step; icon: typeof ChevronLeft }) {
  return (
    <Link
      href={place.href}
      prefetch={place.prefetch}
      aria-label={place.label}
      className="pressable flex size-11 shrink-0 items-center justify-center rounded-control lg:hidden"
    >
      <Icon className="size-5.5" />
    </Link>
  )
}

/**
 * The `h1` of a page in a shell, first child of the page. On a phone it is the coloured header, to the edges
 * of the screen.
 */
export function PageHeader({ title, subtitle, actions, back, previous, next }: PageHeaderProps) {
  const period = Boolean(previous || next)
  return (
    <header className="mb-4 lg:mb-6 lg:mt-2 lg:flex lg:flex-wrap lg:items-end lg:justify-between lg:gap-x-6 lg:gap-y-3">
      <div className="on-brand-phone -mx-4 px-4 pb-4 max-lg:pt-1 lg:mx-0 lg:p-0">
        {back && (
          <Link
            href={back.href}
            className="inline-flex min-h-target items-center gap-2 text-note underline-offset-4 hover:underline lg:text-muted"
          >
            <ArrowLeft /> {back.label}
          </Link>
        )}
        <div className={classes('flex items-center gap-2', period && 'justify-between max-lg:-mx-2')}>
          {previous && <Arrow place={previous} icon={ChevronLeft} />}
          <h1 className={classes('text-[1.375rem] sm:text-2xl lg:text-3xl', period && 'max-lg:text-center')}>
            {title}
          </h1>
          {next && <Arrow place={next} icon={ChevronRight} />}
        </div>
        {subtitle && (
          <p className={classes('mt-1 lg:text-muted', period && 'max-lg:text-center')}>{subtitle}</p>
        )}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2.5 max-lg:mt-4">{actions}</div>}
    </header>
  )
}
