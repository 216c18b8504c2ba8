import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'

/** Says that prices are the highest because a quotient is not known, and leads to where it is given. */
export function MissingQuotient({ guardianId, className }: { guardianId: string; className?: string }) {
  return (
    <Alert
      tone="warning"
      className={className}
      action={
        <Link
          href={`/famille/dossier/responsable/${guardianId}?section=fiscales`}
          className="inline-flex min-h-target items-center font-semibold underline underline-offset-4"
        >
          Donner votre quotient familial
        </Link>
      }
    >
      QF non fourni : c’est le tarif maximum. Il peut baisser quand la mairie connaît votre quotient.
    </Alert>
  )
}
