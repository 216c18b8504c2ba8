import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ProblemPage } from '@/components/layout/problem-page'
import PublicLayout from './(public)/layout'

export const metadata: Metadata = { title: 'Page introuvable' }

/** In place of what does not exist, or is not the reader's. */
export default async function NotFoundPage() {
  // Made at build time, it would carry no nonce, and its scripts would be refused.
  await connection()
  return (
    <PublicLayout>
      <ProblemPage title="Cette page n’existe pas">
        <p>
          L’adresse est peut-être incomplète, la page a pu être retirée, ou elle ne dépend pas du compte avec
          lequel vous êtes connecté.
        </p>
        <p>Revenez à l’accueil, ou cherchez la page dans le plan du site, en bas de l’écran.</p>
      </ProblemPage>
    </PublicLayout>
  )
}
