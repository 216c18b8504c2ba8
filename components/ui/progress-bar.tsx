import { classes } from './classes'

const TONES = {
  brand: 'text-brand-text',
  success: 'text-success',
  warning: 'text-sun',
  danger: 'text-danger',
} as const

type ProgressBarProps = {
  value: number
  max: number
  /** What is measured, read out. */
  label: string
  tone?: keyof typeof TONES
  className?: string
}

/** A native progress bar. The figures stand beside it, in words. */
export function ProgressBar({ value, max, label, tone = 'brand', className }: ProgressBarProps) {
  return (
    <progress value={value} max={max} aria-label={label} className={classes('bar', TONES[tone], className)} />
  )
}
