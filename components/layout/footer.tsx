import type { PublishedAuthority } from '@/lib/authority/queries'
import { ACCESSIBILITY_WORDS } from '@/lib/authority/rules'
import { Link } from '../ui/link'

type FooterProps = { authority: Pick<PublishedAuthority, 'name' | 'accessibilityStatus' | 'isDemonstration'> }

/** The links that every page must carry; in the demonstration, also to the mails that it writes instead of sending. */
export function Footer({ authority: { name, accessibilityStatus, isDemonstration } }: FooterProps) {
  const links = [
    { href: '/mentions-legales', label: 'Mentions légales' },
    { href: '/donnees-personnelles', label: 'Données personnelles' },
    { href: '/accessibilite', label: `Accessibilité : ${ACCESSIBILITY_WORDS[accessibilityStatus]}` },
    { href: '/plan-du-site', label: 'Plan du site' },
    ...(isDemonstration
      ? [{ href: '/messagerie-de-demonstration', label: 'Messagerie de démonstration' }]
      : []),
  ]
  return (
    <footer className="border-t border-line text-note text-muted print:hidden">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 px-4 py-3 lg:px-8">
        <p className="py-2">{name}</p>
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
