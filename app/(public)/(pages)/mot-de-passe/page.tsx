import type { Metadata } from 'next'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { getAuthority } from '@/lib/authority/queries'
import { AskResetForm } from './ask-reset-form'

export const metadata: Metadata = { title: 'Mot de passe oublié' }

export default async function ForgottenPasswordPage() {
  const { isDemonstration } = await getAuthority()
  return (
    <NarrowPage title="Mot de passe oublié" subtitle="Nous vous envoyons un lien pour en choisir un nouveau.">
      <Card>
        <AskResetForm />
      </Card>
      <div className="flex flex-wrap gap-2.5">
        <LinkButton href="/connexion" variant="secondary">
          Revenir à la connexion
        </LinkButton>
        {isDemonstration && (
          <LinkButton href="/messagerie-de-demonstration" variant="quiet">
            Messagerie de démonstration
          </LinkButton>
        )}
      </div>
    </NarrowPage>
  )
}
