import { Link } from '../ui/link'
import { ProblemPage } from './problem-page'

/** In place of what does not exist, or is not the reader's, within the frame where it was asked for. */
export function MissingPage() {
  return (
    <ProblemPage title="Cette page n’existe pas">
      <p>
        L’adresse est peut-être incomplète, la page a pu être retirée, ou elle ne dépend pas du compte avec
        lequel vous êtes connecté.
      </p>
      <p>
        Revenez à l’accueil, ou cherchez la page dans le{' '}
        <Link href="/plan-du-site" className="underline">
          plan du site
        </Link>
        .
      </p>
    </ProblemPage>
  )
}
