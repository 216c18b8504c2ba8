import type { Metadata } from 'next'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { feedSince } from '@/lib/calendar/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { close, open } from './actions'
import { OpenForm } from './feed-forms'

export const metadata: Metadata = { title: 'Planning dans mon agenda' }

/** The secret address by which a parent's own calendar reads their planning. */
export default async function CalendarFeedPage() {
  const parent = await requireSubscribedParent()
  const since = await feedSince(parent)
  return (
    <>
      <PageHeader
        title="Planning dans mon agenda"
        subtitle="Les journées de vos enfants dans l’agenda de votre téléphone ou de votre ordinateur"
        back={{ href: '/famille/planning', label: 'Planning' }}
      />
      <Card className="flex max-w-form flex-col gap-5">
        <p>
          Votre agenda lit une adresse secrète, une fois par heure environ. Il y trouve le prénom de l’enfant,
          l’activité et l’état de la journée ; aucune donnée de santé.
        </p>
        <OpenForm send={open} since={since && formatInstant(since)} />
        {since && (
          <ActionButton action={close} done="Le partage est arrêté.">
            Arrêter le partage
          </ActionButton>
        )}
      </Card>
    </>
  )
}
