import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classes } from './classes'

const FRAME = 'relative inline-flex max-w-full overflow-x-auto rounded-control border border-control bg-card'
const SEGMENT = 'flex min-h-10.5 items-center gap-2 px-3.5 text-note whitespace-nowrap -outline-offset-3!'

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

type SegmentedRadiosProps = {
  label: string
  name: string
  options: readonly { value: string; label: ReactNode }[]
  defaultValue?: string
  onChange?: (value: string) => void
}

/** A few options of a form side by side, as radios. */
export function SegmentedRadios({ label, name, options, defaultValue, onChange }: SegmentedRadiosProps) {
  return (
    <fieldset className={FRAME}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classes(
            SEGMENT,
            'has-checked:bg-ink has-checked:font-semibold has-checked:text-white shrink-0 hover:bg-sand',
            'has-focus-visible:outline-3 has-focus-visible:outline-(--ring)',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={option.value}
            defaultChecked={option.value === defaultValue}
            onChange={onChange && (() => onChange(option.value))}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

type StepperProps = {
  label: string
  previous: { href: string; label: string }
  next: { href: string; label: string }
  /** The way back to now: « Aujourd’hui ». */
  current: { href: string; label: ReactNode }
}

/** Previous, now, next, in one frame. */
export function Stepper({ label, previous, next, current }: StepperProps) {
  return (
    <nav aria-label={label} className={FRAME}>
      <Link href={previous.href} aria-label={previous.label} className={classes(SEGMENT, 'hover:bg-sand')}>
        <ChevronLeft />
      </Link>
      <Link href={current.href} className={classes(SEGMENT, 'hover:bg-sand')}>
        {current.label}
      </Link>
      <Link href={next.href} aria-label={next.label} className={classes(SEGMENT, 'hover:bg-sand')}>
        <ChevronRight />
      </Link>
    </nav>
  )
}
