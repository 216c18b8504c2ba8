import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NarrowPage } from '@/components/layout/narrow-page'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { safeNextPath } from '@/lib/account/rules'
import { getActor } from '@/lib/core/actor'
import { LoginForm } from './login-form'

export const metadata: Metadata = { title: 'Se connecter' }

/** What just happened, when it leads here. */
const REASONS: Record<string, string> = {
  'compte-cree': 'Votre compte est créé. Connectez-vous avec votre mot de passe.',
  'mot-de-passe': 'Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.',
  'compte-supprime': 'Votre compte est supprimé.',
  adresse: 'Votre adresse e-mail est changée. Connectez-vous avec la nouvelle.',
}

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ suite?: string | string[]; motif?: string | string[] }>
}) {
  const { suite, motif } = await searchParams
  const next = safeNextPath(suite)
  const actor = await getActor()
  if (actor) redirect(next ?? (actor.kind === 'agent' ? '/admin' : '/'))
  const reason = typeof motif === 'string' && Object.hasOwn(REASONS, motif) ? REASONS[motif] : undefined
  return (
    <NarrowPage title="Se connecter">
      {reason && <Alert tone="success">{reason}</Alert>}
      {next && !reason && <Alert>Connectez-vous pour ouvrir cette page.</Alert>}
      <Card>
        <LoginForm suite={next} />
      </Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p>Vous n’avez pas encore de compte ?</p>
        <LinkButton href="/inscription" variant="secondary">
          Créer un compte
        </LinkButton>
      </div>
    </NarrowPage>
  )
}
