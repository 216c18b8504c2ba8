import { MailCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { waitingSignUpEmail } from '@/lib/account/queries'
import { readSignUpTrace } from '@/lib/account/request'
import { getAuthority } from '@/lib/authority/queries'
import { ResendForm } from './resend-form'

export const metadata: Metadata = { title: 'Vérifiez votre messagerie' }

export default async function CheckMailPage() {
  const [trace, { isDemonstration }] = await Promise.all([readSignUpTrace(), getAuthority()])
  const email = trace && (await waitingSignUpEmail(trace))
  if (!email) redirect('/inscription')
  return (
    <NarrowPage title="Vérifiez votre messagerie">
      <Card className="flex flex-col gap-5">
        <span className="flex size-14 items-center justify-center rounded-full bg-brand-soft text-brand-text">
          <MailCheck className="size-6" />
        </span>
        <div className="flex flex-col gap-3">
          <p>
            Un e-mail est parti à l’adresse <strong>{email}</strong>.
          </p>
          <p>Ouvrez-le et suivez son lien pour finaliser votre compte. Le lien est valable 24 heures.</p>
        </div>
        {isDemonstration && (
          <LinkButton href="/messagerie-de-demonstration" variant="sun">
            Ouvrir la messagerie de démonstration
          </LinkButton>
        )}
        <div className="flex flex-col gap-3 border-t border-line pt-5">
          <p className="text-muted">
            Rien reçu après quelques minutes ? Regardez dans les courriers indésirables, ou demandez un nouvel
            envoi.
          </p>
          <ResendForm />
        </div>
      </Card>
      <p className="text-muted">
        L’adresse n’est pas la bonne ?{' '}
        <Link href="/inscription" className="text-brand-text underline underline-offset-4">
          Recommencez l’inscription
        </Link>
      </p>
    </NarrowPage>
  )
}
