import type { ComponentProps, ReactNode } from 'react'
import { Switch } from './choice'
import { classes } from './classes'

type SwitchPillProps = Omit<ComponentProps<'input'>, 'type'> & {
  /** A disc or an icon, decorative. */
  mark?: ReactNode
  label: ReactNode
}

/** A switch in a pill, to show or hide a child or an activity. */
export function SwitchPill({ mark, label, className, ...rest }: SwitchPillProps) {
  return (
    <label
      className={classes(
        'inline-flex min-h-target items-center gap-2.5 whitespace-nowrap rounded-full border border-control bg-card px-3 text-note',
        'has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-(--ring) hover:bg-sand has-[:focus-visible]:outline-offset-2',
        'has-[input:not(:checked)]:text-muted',
        className,
      )}
    >
      {mark}
      <span>{label}</span>
      <Switch className="focus-visible:outline-none" {...rest} />
    </label>
  )
}
