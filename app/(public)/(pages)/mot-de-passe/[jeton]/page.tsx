import type { Metadata } from 'next'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { resetLink } from '@/lib/account/queries'
import { now } from '@/lib/core/clock'
import { ResetForm } from './reset-form'

export const metadata: Metadata = { title: 'Choisir un nouveau mot de passe' }

const ENDED = {
  expired: ['Ce lien a expiré', 'Il était valable une heure. Demandez-en un nouveau.'],
  used: [
    'Ce lien a déjà servi',
    'Connectez-vous avec votre nouveau mot de passe, ou demandez un nouveau lien.',
  ],
  unknown: ['Ce lien n’est pas valable', 'Vérifiez qu’il est entier, ou demandez un nouveau lien.'],
} as const

export default async function ResetPasswordPage({ params }: { params: Promise<{ jeton: string }> }) {
  const { jeton } = await params
  const { state, personal } = await resetLink(jeton, now())
  return (
    <NarrowPage title={state === 'valid' ? 'Choisir un nouveau mot de passe' : ENDED[state][0]}>
      <Card className="flex flex-col gap-5">
        {state === 'valid' ? (
          <>
            <p className="text-muted">Toutes les sessions ouvertes de votre compte seront fermées.</p>
            <ResetForm token={jeton} personal={personal} />
          </>
        ) : (
          <>
            <p>{ENDED[state][1]}</p>
            <div className="flex flex-wrap gap-2.5">
              <LinkButton href="/mot-de-passe">Demander un nouveau lien</LinkButton>
              <LinkButton href="/connexion" variant="secondary">
                Se connecter
              </LinkButton>
            </div>
          </>
        )}
      </Card>
    </NarrowPage>
  )
}
