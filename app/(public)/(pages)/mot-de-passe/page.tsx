import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { getAuthority } from '@/lib/authority/queries'
import { AskResetForm } from './ask-reset-form'

export const metadata: Metadata = { title: 'Mot de passe oublié' }

export default async function ForgottenPasswordPage() {
  const { isDemonstration } = await getAuthority()
  return (
    <div className="mx-auto flex max-w-form flex-col gap-6 pt-6 lg:pt-4">
      <div className="flex flex-col gap-2">
        <h1 className="text-2xl lg:text-3xl">Mot de passe oublié</h1>
        <p className="text-muted">Nous vous envoyons un lien pour en choisir un nouveau.</p>
      </div>
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
    </div>
  )
}
