import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { ToastOnArrival } from '@/components/ui/toast'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatInstant, formatPeriod } from '@/lib/core/day'
import { isIdentifier } from '@/lib/core/identifier'
import { returnWords, scopeWords } from '@/lib/planning/event-messages'
import { eventView, type EventView } from '@/lib/planning/queries/events'
import { cancel } from '../actions'
import { Effect } from '../effect'
import { EventKindWords, EventStateTag } from '../event-tags'

export const metadata: Metadata = { title: 'Événement' }

type EventPageProps = { params: Promise<{ id: string }>; searchParams: Promise<{ declare?: string }> }

/** An event: whom it concerns, what it did, and its cancellation. */
export default async function EventPage({ params, searchParams }: EventPageProps) {
  const agent = await requireAgent('event.manage')
  const { id } = await params
  const event = isIdentifier(id) ? await eventView(agent, id, dayInParis(now())) : null
  if (!event) notFound()
  const { declare } = await searchParams
  return (
    <>
      {declare && <ToastOnArrival message={`${event.name} : c’est enregistré.`} />}
      <PageHeader
        title={event.name}
        subtitle={formatPeriod(event, 'long', 'full')}
        back={{ href: '/admin/evenements', label: 'Événements' }}
      />
      {event.restored && event.cancelledAt && (
        <Alert tone="info" className="mb-4" title={`Annulé le ${formatInstant(event.cancelledAt)}`}>
          {returnWords(event.restored)}
        </Alert>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <SectionCard title="Ce que l’événement a libéré" subtitle="Au moment où il a été déclaré.">
          {event.released.days.length === 0 ? (
            <p>Rien n’était réservé sur ces jours pour ces enfants.</p>
          ) : (
            <Effect effect={event.released} caption="Ce qui a été libéré, par jour" />
          )}
        </SectionCard>
        <div className="flex flex-col gap-4">
          <About event={event} />
          {(event.state === 'COMING' || event.state === 'NOW') && <Cancel event={event} />}
        </div>
      </div>
    </>
  )
}

function About({ event }: { event: EventView }) {
  return (
    <SectionCard title="L’événement">
      <DescriptionList dense>
        <DescriptionRow label="État">
          <EventStateTag state={event.state} />
        </DescriptionRow>
        <DescriptionRow label="Nature">
          <EventKindWords kind={event.kind} />
        </DescriptionRow>
        <DescriptionRow label="Activités">{event.targets.join(' ; ')}</DescriptionRow>
        <DescriptionRow label="Enfants">{scopeWords(event, event.school)}</DescriptionRow>
        <DescriptionRow label="Déclaré">
          le {formatInstant(event.declaredAt)}
          {event.declaredBy && `, par ${event.declaredBy}`}
        </DescriptionRow>
        {event.cancelledBy && <DescriptionRow label="Annulé">par {event.cancelledBy}</DescriptionRow>}
      </DescriptionList>
    </SectionCard>
  )
}

function Cancel({ event }: { event: EventView }) {
  return (
    <SectionCard title="L’événement n’a pas lieu ?">
      <p className="mb-3 text-note">
        Ses jours peuvent à nouveau être réservés. Ce qui était réservé l’est à nouveau, s’il reste une place
        ; après le délai des absences, la place est proposée, à confirmer. Le reste n’est pas facturé. Chaque
        famille est prévenue par un seul e-mail.
      </p>
      <ActionButton
        action={cancel}
        values={{ eventId: event.id }}
        variant="danger"
        done={`${event.name} : l’événement est annulé.`}
      >
        Annuler l’événement
      </ActionButton>
    </SectionCard>
  )
}
