import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { getActor } from '@/lib/core/actor'
import { SignUpForm } from './sign-up-form'

export const metadata: Metadata = { title: 'Créer un compte' }

export default async function SignUpPage() {
  if (await getActor()) redirect('/')
  return (
    <NarrowPage
      title="Créer un compte"
      subtitle="Deux minutes suffisent. Vous le relierez ensuite à vos enfants avec le code abonné reçu par courrier."
    >
      <Card>
        <SignUpForm />
      </Card>
      <p className="text-note text-muted">
        Nous n’utilisons ces informations que pour votre compte.{' '}
        <Link href="/donnees-personnelles" className="underline underline-offset-4">
          Données personnelles
        </Link>
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p>Vous avez déjà un compte ?</p>
        <LinkButton href="/connexion" variant="secondary">
          Se connecter
        </LinkButton>
      </div>
    </NarrowPage>
  )
}
