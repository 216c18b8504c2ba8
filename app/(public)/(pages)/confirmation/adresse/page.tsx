import type { Metadata } from 'next'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

export const metadata: Metadata = { title: 'Changement d’adresse e-mail' }

export default async function EmailConfirmedPage({
  searchParams,
}: {
  searchParams: Promise<{ etat?: string }>
}) {
  const isDone = (await searchParams).etat === 'fait'
  return (
    <NarrowPage title={isDone ? 'Votre adresse est changée' : 'Cette adresse est confirmée'}>
      <Card className="flex flex-col items-start gap-5">
        <p>
          {isDone
            ? 'Votre compte utilise désormais la nouvelle adresse, pour vous connecter comme pour recevoir nos messages.'
            : 'Ouvrez maintenant le lien envoyé à l’autre adresse : le changement se fera aussitôt.'}
        </p>
        <LinkButton href="/mon-espace/compte">Aller à mon compte</LinkButton>
      </Card>
    </NarrowPage>
  )
}
