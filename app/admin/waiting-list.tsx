import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'

type WaitingListProps = {
  title: string
  /** Under the list: leads to the whole queue. */
  all: { href: string; label: string }
  /** What is said when nothing waits. */
  empty: string
  items: readonly {
    id: string
    href: string
    title: string
    detail: string
    since: ReactNode
    late: boolean
  }[]
}

/** The head of a queue, those who wait longest first. */
export function WaitingList({ title, all, empty, items }: WaitingListProps) {
  return (
    <section className="overflow-hidden rounded-card border border-line bg-card">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line bg-sand px-4 py-2.5 sm:px-5">
        <h2 className="text-lg">{title}</h2>
        <p className="text-sm text-muted">Les plus anciens d’abord</p>
      </div>
      {items.length === 0 ? (
        <p className="px-4 py-6 text-muted sm:px-5">{empty}</p>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <li
                key={item.id}
                className="relative flex items-start gap-4 px-4 py-3 hover:bg-brand-soft sm:px-5"
              >
                <div className="min-w-0 flex-1">
                  <Link
                    href={item.href}
                    className="font-semibold after:absolute after:inset-0 hover:underline"
                  >
                    {item.title}
                  </Link>
                  <p className="text-note text-muted">{item.detail}</p>
                </div>
                <p
                  className={classes(
                    'shrink-0 text-sm',
                    item.late ? 'font-semibold text-danger' : 'text-muted',
                  )}
                >
                  {item.since}
                </p>
              </li>
            ))}
          </ul>
          <div className="border-t border-line p-3 sm:px-5">
            <LinkButton href={all.href} variant="secondary" size="sm">
              {all.label}
            </LinkButton>
          </div>
        </>
      )}
    </section>
  )
}
