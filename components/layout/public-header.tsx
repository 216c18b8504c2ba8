import { CircleUserRound, Menu } from 'lucide-react'
import Link from 'next/link'
import { LinkButton } from '../ui/button'
import { AuthorityMark, type AuthorityIdentity } from './authority-mark'

type PublicHeaderProps = {
  authority: AuthorityIdentity
  /** When someone is logged in: their name and where their space is. */
  person?: { name: string; href: string } | null
  helpHref?: string
}

/** The header of the public pages. On a phone, what is not « Se connecter » is under « Menu ». */
export function PublicHeader({ authority, person, helpHref = '/aide' }: PublicHeaderProps) {
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex max-w-page items-center justify-between gap-x-2.5 px-4 py-3.5 lg:px-8">
        <AuthorityMark authority={authority} place="Portail citoyen" href="/" />
        <nav aria-label="Compte et aide" className="flex shrink-0 items-center gap-2">
          <Link
            href={helpHref}
            className="hidden min-h-target items-center px-3 font-semibold text-brand-text underline-offset-4 hover:underline md:flex"
          >
            Aide
          </Link>
          {person ? (
            <LinkButton href={person.href} variant="secondary">
              <CircleUserRound /> {person.name}
            </LinkButton>
          ) : (
            <>
              <LinkButton href="/connexion" variant="secondary" className="max-sm:px-3">
                Se connecter
              </LinkButton>
              <LinkButton href="/inscription" className="max-md:hidden">
                Créer un compte
              </LinkButton>
            </>
          )}
          <details className="group relative md:hidden">
            <summary
              aria-label="Menu"
              className="flex size-11 items-center justify-center rounded-control border border-control"
            >
              <Menu />
            </summary>
            <ul className="absolute right-0 z-20 mt-2 w-56 rounded-card border border-line bg-card p-2 shadow-float">
              {!person && (
                <li>
                  <Link
                    href="/inscription"
                    className="flex min-h-target items-center rounded-control px-3 hover:bg-sand"
                  >
                    Créer un compte
                  </Link>
                </li>
              )}
              <li>
                <Link
                  href={helpHref}
                  className="flex min-h-target items-center rounded-control px-3 hover:bg-sand"
                >
                  Aide
                </Link>
              </li>
            </ul>
          </details>
        </nav>
      </div>
    </header>
  )
}
