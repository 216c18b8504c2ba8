'use client'

import { ProblemPage } from '@/components/layout/problem-page'
import { Button } from '@/components/ui/button'

export type ProblemProps = { error: unknown; retry: () => void }

/** What went wrong on our side, with the number under which the log has it (instrumentation.ts). */
export function ServerProblem({ error, retry }: ProblemProps) {
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <ProblemPage
      title="Cette page n’a pas pu s’afficher"
      reference={reference}
      retry={<Button onClick={retry}>Réessayer</Button>}
    >
      <p>
        Le problème vient de nous. Réessayez dans un instant ; si vous veniez d’enregistrer quelque chose,
        vérifiez d’abord que c’est fait.
      </p>
      <p>S’il revient, appelez le service famille{reference ? ' et donnez le numéro ci-dessous' : ''}.</p>
    </ProblemPage>
  )
}
