import { CircleUserRound } from 'lucide-react'
import { LinkButton } from '../ui/button'
import { Link } from '../ui/link'
import { AuthorityMark, type AuthorityIdentity } from './authority-mark'
import { PhoneMenu } from './phone-menu'

type PublicHeaderProps = {
  authority: AuthorityIdentity
  /** When someone is logged in: their name and where their space is. */
  person?: { name: string; href: string } | null
  helpHref?: string
}

/** The header of the public pages. On a phone its links are under « Menu ». */
export function PublicHeader({ authority, person, helpHref = '/aide' }: PublicHeaderProps) {
  const help = { href: helpHref, label: 'Aide' }
  const links = person
    ? [{ href: person.href, label: person.name }, help]
    : [
        { href: '/connexion', label: 'Se connecter' },
        { href: '/inscription', label: 'Créer un compte' },
        help,
      ]
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex max-w-page items-center justify-between gap-x-3 px-4 py-3.5 lg:px-8">
        <AuthorityMark authority={authority} place="Portail citoyen" href="/" />
        <nav aria-label="Compte et aide" className="shrink-0">
          <div className="hidden items-center gap-2.5 md:flex">
            <Link
              href={helpHref}
              className="flex min-h-target items-center px-3 font-semibold text-brand-text underline-offset-4 hover:underline"
            >
              Aide
            </Link>
            {person ? (
              <LinkButton href={person.href} variant="secondary">
                <CircleUserRound /> {person.name}
              </LinkButton>
            ) : (
              <>
                <LinkButton href="/connexion" variant="secondary">
                  Se connecter
                </LinkButton>
                <LinkButton href="/inscription">Créer un compte</LinkButton>
              </>
            )}
          </div>
          <PhoneMenu links={links} />
        </nav>
      </div>
    </header>
  )
}
