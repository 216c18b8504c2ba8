import type { Metadata } from 'next'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { emailChangeLink } from '@/lib/account/queries'
import { now } from '@/lib/core/clock'
import { LinkForm } from '../../link-form'
import { confirmEmailAction } from './actions'

export const metadata: Metadata = { title: 'Confirmer le changement d’adresse' }

const ENDED = {
  expired: ['Ce lien a expiré', 'Il était valable 24 heures. Recommencez le changement depuis votre compte.'],
  used: ['Ce lien a déjà servi', 'Cette adresse est déjà confirmée, ou le changement a été abandonné.'],
  unknown: ['Ce lien n’est pas valable', 'Vérifiez qu’il est entier : certaines messageries le coupent.'],
} as const

export default async function ConfirmEmailPage({ params }: { params: Promise<{ jeton: string }> }) {
  const { jeton } = await params
  const { state, newEmail } = await emailChangeLink(jeton, now())
  const [title, text] =
    state === 'valid'
      ? ['Confirmer le changement d’adresse', `Votre compte utilisera l’adresse ${newEmail}.`]
      : ENDED[state]
  return (
    <NarrowPage title={title}>
      <Card className="flex flex-col items-start gap-5">
        <p>{text}</p>
        {state === 'valid' ? (
          <LinkForm
            action={confirmEmailAction}
            token={jeton}
            label="Confirmer"
            pendingLabel="Confirmation…"
          />
        ) : (
          <LinkButton href="/mon-espace/compte">Aller à mon compte</LinkButton>
        )}
      </Card>
    </NarrowPage>
  )
}
