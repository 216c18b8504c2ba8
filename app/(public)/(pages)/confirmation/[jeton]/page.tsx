import type { Metadata } from 'next'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { signUpLink } from '@/lib/account/queries'
import { now } from '@/lib/core/clock'
import { LinkForm } from '../link-form'
import { confirmAction, renewAction } from './actions'

export const metadata: Metadata = { title: 'Confirmer mon compte' }

const TITLES = {
  valid: 'Dernière étape',
  expired: 'Ce lien a expiré',
  used: 'Ce lien a déjà servi',
  unknown: 'Ce lien n’est pas valable',
} as const

// Mail scanners follow links: opening the page changes nothing.
export default async function ConfirmPage({ params }: { params: Promise<{ jeton: string }> }) {
  const { jeton } = await params
  const { state, email } = await signUpLink(jeton, now())
  return (
    <NarrowPage title={TITLES[state]}>
      <Card className="flex flex-col items-start gap-5">
        {state === 'valid' && (
          <>
            <p>
              Votre adresse <strong>{email}</strong> est la bonne. Il ne reste qu’à finaliser la création de
              votre compte.
            </p>
            <LinkForm
              action={confirmAction}
              token={jeton}
              label="Finaliser la création de mon compte"
              pendingLabel="Création du compte…"
            />
          </>
        )}
        {state === 'expired' && (
          <>
            <p>Il était valable 24 heures. Vous pouvez en recevoir un nouveau, sans rien saisir de plus.</p>
            <LinkForm
              action={renewAction}
              token={jeton}
              label="Recevoir un nouveau lien"
              pendingLabel="Envoi…"
              done="Un nouveau lien est parti à votre adresse. Il est valable 24 heures."
            />
          </>
        )}
        {state === 'used' && (
          <>
            <p>Votre compte est déjà créé. Connectez-vous avec votre adresse e-mail et votre mot de passe.</p>
            <LinkButton href="/connexion">Se connecter</LinkButton>
          </>
        )}
        {state === 'unknown' && (
          <>
            <p>
              Vérifiez qu’il est entier : certaines messageries le coupent. Copiez-le depuis l’e-mail, ou
              recommencez l’inscription.
            </p>
            <LinkButton href="/inscription">Créer un compte</LinkButton>
          </>
        )}
      </Card>
    </NarrowPage>
  )
}
