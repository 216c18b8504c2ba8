import type { ComponentProps } from 'react'
import { classes } from './classes'

const BOX =
  'choice size-5 shrink-0 border-2 border-control bg-card checked:border-brand-text checked:bg-brand-text'

type ChoiceProps = Omit<ComponentProps<'input'>, 'type'>

/** A native box to tick, drawn in the brand colour. Its label is the caller's. */
export function Checkbox({ className, ...rest }: ChoiceProps) {
  return <input type="checkbox" className={classes(BOX, 'choice-check rounded-tag', className)} {...rest} />
}

/** A native radio, drawn in the brand colour. Its label is the caller's. */
export function Radio({ className, ...rest }: ChoiceProps) {
  return <input type="radio" className={classes(BOX, 'choice-dot rounded-full', className)} {...rest} />
}

/** A native box with the role and the look of a switch. Its label is the caller's. */
export function Switch({ className, ...rest }: ChoiceProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={classes(
        'choice switch h-5 w-9 shrink-0 rounded-full border-2 border-muted bg-muted',
        'checked:border-brand-text checked:bg-brand-text',
        className,
      )}
      {...rest}
    />
  )
}
