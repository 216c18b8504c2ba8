import type { Metadata } from 'next'
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
    <div className="mx-auto flex max-w-form flex-col gap-6 pt-6 lg:pt-4">
      <h1 className="text-2xl lg:text-3xl">
        {isDone ? 'Votre adresse est changée' : 'Cette adresse est confirmée'}
      </h1>
      <Card className="flex flex-col items-start gap-5">
        <p>
          {isDone
            ? 'Votre compte utilise désormais la nouvelle adresse, pour vous connecter comme pour recevoir nos messages.'
            : 'Ouvrez maintenant le lien envoyé à l’autre adresse : le changement se fera aussitôt.'}
        </p>
        <LinkButton href="/mon-espace/compte">Aller à mon compte</LinkButton>
      </Card>
    </div>
  )
}
