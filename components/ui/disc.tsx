import { classes } from './classes'

const SIZES = {
  xs: 'size-5.5 text-[0.625rem]',
  sm: 'size-6.5 text-[0.6875rem]',
  md: 'size-8 text-sm',
  lg: 'size-12 text-lg',
  xl: 'size-18 text-2xl',
} as const

type DiscSize = keyof typeof SIZES

/** Two letters for a name: « Lina » gives LI, « Sofia Delmas » gives SD. */
function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? words[0]![0]! + words.at(-1)![0]! : (words[0] ?? '?').slice(0, 2)
  return letters.toLocaleUpperCase('fr-FR')
}

type ChildDiscProps = {
  /** The child's first name: its two first letters are shown. */
  firstName: string
  /** The child's stored colour, 0 to 5 (lib/core/tokens.ts). */
  colour: number
  /** The address of the child's photo, in place of the initials. */
  photo?: string
  size?: DiscSize
  className?: string
}

/** The child's photo, or colour, pattern and initials. Decorative: the name always stands beside it or in its label. */
export function ChildDisc({ firstName, colour, photo, size = 'md', className }: ChildDiscProps) {
  if (photo)
    return (
      <img
        src={photo}
        alt=""
        className={classes('shrink-0 rounded-full object-cover', SIZES[size], className)}
      />
    )
  return (
    <span aria-hidden className={classes(`disc disc-${colour % 6}`, SIZES[size], className)}>
      {[...firstName.normalize('NFC')].slice(0, 2).join('').toLocaleUpperCase('fr-FR')}
    </span>
  )
}

/** The grey disc of an adult. Decorative, as `ChildDisc`. */
export function Avatar({
  name,
  size = 'md',
  className,
}: {
  name: string
  size?: DiscSize
  className?: string
}) {
  return (
    <span aria-hidden className={classes('disc', SIZES[size], className)}>
      {initialsOf(name)}
    </span>
  )
}
