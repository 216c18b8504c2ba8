import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { requireAgent } from '@/lib/core/actor'
import { eventChoices } from '@/lib/planning/queries/events'
import { EventForm } from './event-form'

export const metadata: Metadata = { title: 'Nouvel événement' }

export default async function NewEventPage() {
  const agent = await requireAgent('event.manage')
  const choices = await eventChoices(agent)
  return (
    <>
      <PageHeader
        title="Nouvel événement"
        subtitle="Vous verrez d’abord ce qui sera libéré, avant de confirmer."
        back={{ href: '/admin/evenements', label: 'Événements' }}
      />
      <EventForm choices={choices} />
    </>
  )
}
