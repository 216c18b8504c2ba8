import type { ReactNode } from 'react'
import { classes } from '@/components/ui/classes'
import { CurrentInView } from '@/components/ui/current-in-view'
import { Avatar, ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { CountBadge } from '@/components/ui/tag'
import { personAddress } from '@/lib/dossier/addresses'

type PeopleListProps = {
  guardianCards: readonly { id: string; name: string; waiting: number }[]
  childCards: readonly { id: string; firstName: string; age: string; colour: number; waiting: number }[]
  /** The person whose dossier is open. */
  currentId?: string
}

/** The people of a family, each with what waits: a column at the left, a row that scrolls on a phone. */
export function PeopleList({ guardianCards, childCards, currentId }: PeopleListProps) {
  return (
    <nav
      aria-label="Personnes du dossier"
      className="relative -mx-4 flex gap-4 overflow-x-auto px-4 pb-1 lg:mx-0 lg:flex-col lg:overflow-visible lg:px-0"
    >
      <CurrentInView current={currentId} />
      <PeopleGroup title="Responsables">
        {guardianCards.map((guardian) => (
          <PersonLink
            key={guardian.id}
            href={personAddress({ kind: 'guardian', id: guardian.id })}
            current={guardian.id === currentId}
            disc={<Avatar name={guardian.name} size="sm" />}
            name={guardian.name}
            waiting={guardian.waiting}
          />
        ))}
      </PeopleGroup>
      <PeopleGroup title="Enfants">
        {childCards.map((child) => (
          <PersonLink
            key={child.id}
            href={personAddress({ kind: 'child', id: child.id })}
            current={child.id === currentId}
            disc={<ChildDisc firstName={child.firstName} colour={child.colour} size="sm" />}
            name={`${child.firstName}, ${child.age}`}
            waiting={child.waiting}
          />
        ))}
      </PeopleGroup>
    </nav>
  )
}

function PeopleGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="shrink-0">
      <h2 className="mb-1.5 px-1 font-sans text-sm font-semibold text-muted">{title}</h2>
      <ul className="flex gap-2 lg:flex-col">{children}</ul>
    </section>
  )
}

type PersonLinkProps = { href: string; current: boolean; disc: ReactNode; name: string; waiting: number }

function PersonLink({ href, current, disc, name, waiting }: PersonLinkProps) {
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? 'page' : undefined}
        className={classes(
          'pressable -outline-offset-3! flex min-h-12 items-center gap-2.5 whitespace-nowrap rounded-control border px-3 lg:whitespace-normal',
          current
            ? 'border-brand-text bg-brand-soft font-semibold ring-1 ring-inset ring-brand-text'
            : 'border-line bg-card hover:bg-sand',
        )}
      >
        {disc}
        <span className="min-w-0 flex-1">{name}</span>
        {waiting > 0 && <CountBadge count={waiting} label="en attente de validation" />}
      </Link>
    </li>
  )
}
