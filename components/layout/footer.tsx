import Link from 'next/link'

type FooterProps = {
  authorityName: string
  /** The declared state, as set by the collectivité: « non conforme ». */
  accessibility: string
  /** Links to the mails that the demonstration writes instead of sending them. */
  isDemonstration?: boolean
}

/** The links that every page must carry. */
export function Footer({ authorityName, accessibility, isDemonstration }: FooterProps) {
  const links = [
    { href: '/mentions-legales', label: 'Mentions légales' },
    { href: '/donnees-personnelles', label: 'Données personnelles' },
    { href: '/accessibilite', label: `Accessibilité : ${accessibility}` },
    { href: '/plan-du-site', label: 'Plan du site' },
    ...(isDemonstration
      ? [{ href: '/messagerie-de-demonstration', label: 'Messagerie de démonstration' }]
      : []),
  ]
  return (
    <footer className="border-t border-line text-note text-muted print:hidden">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 px-4 py-3 lg:px-8">
        <p className="py-2">{authorityName}</p>
        <ul className="flex flex-wrap gap-x-6">
          {links.map(({ href, label }) => (
            <li key={href}>
              <Link
                href={href}
                className="flex min-h-target items-center underline-offset-4 hover:text-ink hover:underline"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}
