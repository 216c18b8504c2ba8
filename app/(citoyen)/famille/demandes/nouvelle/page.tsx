import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { UnpaidAlert } from '@/components/planning/unpaid-alert'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/button'
import { CalendarDays, Send } from 'lucide-react'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { requestChoices } from '@/lib/planning/queries'
import { PeriodForm } from './period-form'

export const metadata: Metadata = { title: 'Faire une demande' }

/** « Faire une demande » for a period: the form, its preview day by day, then the result. */
export default async function NewRequestPage() {
  const parent = await requireSubscribedParent()
  const at = now()
  const today = dayInParis(at)
  const choices = await requestChoices(parent, today)
  return (
    <>
      <PageHeader
        title="Faire une demande"
        subtitle="Réservez ou déclarez des absences pour plusieurs jours à la fois."
        back={{ href: '/famille/planning', label: 'Planning' }}
      />
      {choices.activities.length > 0 ? (
        <>
          <UnpaidAlert people={choices.people} at={at} />
          <PeriodForm {...choices} today={today} />
        </>
      ) : (
        <EmptyState
          icon={Send}
          title="Aucune activité pour le moment"
          action={
            <LinkButton href="/famille/planning" variant="secondary">
              <CalendarDays /> Voir le planning
            </LinkButton>
          }
        >
          Quand la mairie aura inscrit un de vos enfants à une activité, vous pourrez la réserver ici.
        </EmptyState>
      )}
    </>
  )
}
