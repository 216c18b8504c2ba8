import { Hourglass } from 'lucide-react'
import type { Metadata } from 'next'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { openSessions, pendingEmailChange, wantsReminders } from '@/lib/account/queries'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatInstant } from '@/lib/core/day'
import { cancelEmailChangeAction } from './actions'
import { OpenSessions } from './open-sessions'
import { DeleteForm, EmailForm, NamesForm, NotificationsForm, PasswordForm } from './profile-forms'

export const metadata: Metadata = { title: 'Mon compte' }

export default async function AccountPage() {
  const actor = await requireAnyone()
  const at = now()
  const [sessions, change, reminders] = await Promise.all([
    openSessions(actor, at),
    pendingEmailChange(actor, at),
    wantsReminders(actor),
  ])
  const isParent = actor.kind === 'parent'
  return (
    <>
      <PageHeader
        title="Mon compte"
        back={isParent ? { href: '/mon-espace', label: 'Mon espace citoyen' } : undefined}
      />
      <div className="max-w-200 flex flex-col gap-4">
        <SectionCard title="Votre nom">
          <NamesForm firstName={actor.firstName} lastName={actor.lastName} />
        </SectionCard>
        <SectionCard title="Adresse e-mail" subtitle="Pour vous connecter et recevoir nos messages.">
          <p className="font-semibold">{actor.email}</p>
          {change && (
            <Alert
              tone="warning"
              icon={Hourglass}
              title={`Changement demandé : ${change.newEmail}`}
              className="my-3"
              action={
                <ActionButton action={cancelEmailChangeAction} size="sm">
                  Abandonner
                </ActionButton>
              }
            >
              {change.currentConfirmed
                ? 'L’adresse actuelle est confirmée ; ouvrez le lien envoyé à la nouvelle'
                : change.newConfirmed
                  ? 'La nouvelle adresse est confirmée ; ouvrez le lien envoyé à l’actuelle'
                  : 'Ouvrez le lien envoyé à chacune des deux adresses'}
              , avant {formatInstant(change.expiresAt)}.
            </Alert>
          )}
          <EmailForm />
        </SectionCard>
        <SectionCard title="Mot de passe">
          <PasswordForm personal={[actor.email, actor.firstName, actor.lastName]} />
        </SectionCard>
        {isParent && (
          <SectionCard
            title="Mes notifications"
            subtitle="Les réponses du service, les accusés de réception et les places proposées sont toujours envoyés."
          >
            <NotificationsForm reminders={reminders} />
          </SectionCard>
        )}
        <SectionCard
          title="Mes sessions ouvertes"
          subtitle="Les appareils où votre compte est connecté. Vous n’en reconnaissez pas un ? Déconnectez-le et changez de mot de passe."
        >
          <OpenSessions sessions={sessions} />
        </SectionCard>
        {isParent && (
          <SectionCard title="Supprimer mon compte">
            <p>
              Votre compte et ses abonnements seront supprimés aussitôt, et vous ne pourrez plus vous
              connecter. Le dossier de votre famille reste auprès de la collectivité, qui en a besoin pour
              accueillir vos enfants : il n’est pas effacé.
            </p>
            <DeleteForm />
          </SectionCard>
        )}
      </div>
    </>
  )
}
