import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { getActor } from '@/lib/core/actor'
import { SignUpForm } from './sign-up-form'

export const metadata: Metadata = { title: 'Créer un compte' }

export default async function SignUpPage() {
  if (await getActor()) redirect('/')
  return (
    <div className="mx-auto flex max-w-form flex-col gap-6 pt-6 lg:pt-4">
      <div className="flex flex-col gap-2">
        <h1 className="text-2xl lg:text-3xl">Créer un compte</h1>
        <p className="text-muted">
          Deux minutes suffisent. Vous le relierez ensuite à vos enfants avec le code abonné reçu par
          courrier.
        </p>
      </div>
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
    </div>
  )
}
