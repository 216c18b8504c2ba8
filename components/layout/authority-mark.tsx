import Image from 'next/image'
import { classes } from '../ui/classes'
import { Link } from '../ui/link'

/** What the headers show of the collectivité. */
export type AuthorityIdentity = {
  name: string
  /** Its own logo; without one, a shield in its colour. */
  logoUrl?: string | null
}

/** The default shield: the brand colour and a wave of sun. */
export function Shield({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 38 42"
      width="38"
      height="42"
      aria-hidden="true"
      className={classes('shrink-0', className)}
    >
      <path d="M0 0h38v26.5L19 42 0 26.5z" fill="var(--brand-text)" />
      <path d="M0 25.6 9.5 21 19 25.6 28.5 21 38 25.6v.9L34.1 30H3.9L0 26.5z" fill="#F2B134" />
    </svg>
  )
}

type AuthorityMarkProps = {
  authority: AuthorityIdentity
  /** Under the name: « Portail citoyen », « Agents ». */
  place: string
  href: string
}

/** Logo, name and place, as one link to the place's home. */
export function AuthorityMark({ authority, place, href }: AuthorityMarkProps) {
  return (
    <Link href={href} className="flex min-w-0 items-center gap-3 rounded-control">
      {authority.logoUrl ? (
        // A few kilobytes, of any shape: the image optimiser has nothing to add.
        <Image
          src={authority.logoUrl}
          alt=""
          width={80}
          height={42}
          unoptimized
          className="h-10.5 w-auto max-w-20 object-contain"
        />
      ) : (
        <Shield />
      )}
      <span className="min-w-0">
        <span className="heading block text-base leading-tight sm:text-lg">{authority.name}</span>
        <span className="block text-sm text-muted">{place}</span>
      </span>
    </Link>
  )
}
