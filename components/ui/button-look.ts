import { classes } from './classes'

const VARIANTS = {
  /** The main action of a screen or a form. */
  primary: 'border-brand-text bg-brand text-brand-ink hover:bg-brand-hover',
  /** The one thing to do now: at most one on a screen. */
  sun: 'border-transparent bg-sun text-ink hover:bg-sun-hover',
  secondary: 'border-control bg-card text-ink hover:bg-sand',
  quiet: 'border-transparent text-brand-text hover:bg-brand-soft',
  danger: 'border-transparent bg-danger text-white hover:bg-danger-hover',
  success: 'border-transparent bg-success text-white hover:bg-success-hover',
  /** Outlined, on the brand colour. */
  onBrand: 'border-brand-ink/70 text-brand-ink hover:bg-brand-hover',
} as const

const SIZES = {
  md: 'min-h-target px-4 py-2 text-base',
  /** For dense screens: narrower, as high. */
  sm: 'min-h-target px-3 py-2 text-note',
  lg: 'min-h-13 px-6 py-3 text-base',
  /** A square with an icon only: give it an accessible name. */
  icon: 'size-11 p-0 text-base',
} as const

export type ButtonLook = {
  variant?: keyof typeof VARIANTS
  size?: keyof typeof SIZES
  /** As wide as its container. */
  block?: boolean
}

/** The classes of a button or of a link that looks like one. */
export function buttonLook({ variant = 'primary', size = 'md', block }: ButtonLook, more?: string): string {
  return classes(
    'pressable inline-flex items-center justify-center gap-2 rounded-control border text-center leading-tight',
    'font-semibold aria-disabled:opacity-60 disabled:opacity-60',
    VARIANTS[variant],
    SIZES[size],
    block && 'w-full',
    more,
  )
}
