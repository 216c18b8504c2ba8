import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes'
import { Link } from './link'

const FRAME = 'relative inline-flex max-w-full overflow-x-auto rounded-control border border-control bg-card'
const SEGMENT =
  'flex min-h-10.5 items-center gap-2 px-2.5 text-note sm:px-3.5 whitespace-nowrap -outline-offset-3!'

export type Segment = { href: string; label: ReactNode; current: boolean }

/** A few views of the same thing, as links: « Mois », « Semaine ». `label` names the choice. */
export function SegmentedLinks({ label, items }: { label: string; items: readonly Segment[] }) {
  return (
    <nav aria-label={label} className={FRAME}>
      <ul className="flex">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <Link
              href={item.href}
              scroll={false}
              aria-current={item.current ? 'page' : undefined}
              className={classes(SEGMENT, item.current ? 'on-ink font-semibold' : 'hover:bg-sand')}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A period beside the one that shows; `prefetch` reads it ahead, so that it shows at once. */
export type Step = { href: string; label: string; prefetch?: boolean }

type StepperProps = {
  label: string
  previous: Step
  next: Step
  /** The way back to now: « Aujourd’hui ». */
  current: { href: string; label: ReactNode }
}

/** Previous, now, next, in one frame. */
export function Stepper({ label, previous, next, current }: StepperProps) {
  return (
    <nav aria-label={label} className={FRAME}>
      <Link
        href={previous.href}
        prefetch={previous.prefetch}
        aria-label={previous.label}
        className={classes(SEGMENT, 'hover:bg-sand')}
      >
        <ChevronLeft />
      </Link>
      <Link href={current.href} className={classes(SEGMENT, 'hover:bg-sand')}>
        {current.label}
      </Link>
      <Link
        href={next.href}
        prefetch={next.prefetch}
        aria-label={next.label}
        className={classes(SEGMENT, 'hover:bg-sand')}
      >
        <ChevronRight />
      </Link>
    </nav>
  )
}
