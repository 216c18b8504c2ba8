import { CalendarHeart, Plus, Search, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { SelectField, TextField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatPeriod } from '@/lib/core/day'
import { EVENT_STATE_WORDS, scopeWords } from '@/lib/planning/event-messages'
import { eventListSchema, type EventFilter } from '@/lib/planning/event-schema'
import { EVENTS_PAGE, eventsPage, type EventLine } from '@/lib/planning/queries/events'
import { EVENT_STATES } from '@/lib/planning/rules/events'
import { EventKindWords, EventStateTag } from './event-tags'

export const metadata: Metadata = { title: 'Événements' }

type EventsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Collective events: outings, strikes, absent teachers. */
export default async function EventsPage({ searchParams }: EventsPageProps) {
  const agent = await requireAgent('event.manage')
  const filter = eventListSchema.parse(await searchParams)
  const { events, total } = await eventsPage(agent, filter, dayInParis(now()))
  if (events.length === 0 && filter.page > 1) redirect(addressOf({ ...filter, page: 1 }))
  return (
    <>
      <PageHeader
        title="Événements"
        subtitle="Sortie, grève, enseignant absent : tout est libéré en une fois, et non facturé."
        actions={
          <LinkButton href="/admin/evenements/nouveau">
            <Plus aria-hidden /> Nouvel événement
          </LinkButton>
        }
      />
      <FilterForm filter={filter} />
      <div className="mt-4">
        {events.length === 0 ? <NothingFound filter={filter} /> : <EventTable events={events} />}
      </div>
      <Pagination
        page={filter.page}
        pages={Math.ceil(total / EVENTS_PAGE)}
        label="événements"
        hrefOf={(page) => addressOf({ ...filter, page })}
      />
    </>
  )
}

function addressOf({ text, state, page }: EventFilter): string {
  const query = new URLSearchParams({
    ...(text && { q: text }),
    ...(state && { etat: state }),
    page: String(page),
  })
  return `/admin/evenements?${query}`
}

function FilterForm({ filter }: { filter: EventFilter }) {
  return (
    <form
      action="/admin/evenements"
      role="search"
      aria-label="Événements"
      className="grid items-end gap-3 sm:grid-cols-[1fr_13rem_auto]"
    >
      <TextField
        name="q"
        type="search"
        label="Nom, école ou activité"
        defaultValue={filter.text}
        autoComplete="off"
        maxLength={80}
      />
      <SelectField name="etat" label="État" defaultValue={filter.state ?? ''}>
        <option value="">Tous</option>
        {EVENT_STATES.map((state) => (
          <option key={state} value={state}>
            {EVENT_STATE_WORDS[state]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="secondary">
        <Search aria-hidden /> Rechercher
      </Button>
    </form>
  )
}

function EventTable({ events }: { events: readonly EventLine[] }) {
  return (
    <Card padded={false} className="overflow-hidden">
      <Table caption="Événements">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Événement</Th>
            <Th>Jours</Th>
            <Th>Concerne</Th>
            <Th>Libéré</Th>
            <Th>État</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {events.map((event) => (
            <Tr key={event.id}>
              <Th scope="row">
                <Link
                  href={`/admin/evenements/${event.id}`}
                  className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 [overflow-wrap:anywhere]"
                >
                  {event.name}
                </Link>
                <span className="block text-sm font-normal text-muted">
                  <EventKindWords kind={event.kind} />
                </span>
              </Th>
              <Td label="Jours">{formatPeriod(event, 'long', 'full')}</Td>
              <Td label="Concerne">
                <div className="min-w-0">
                  {event.targets.join(' ; ')}
                  <span className="block text-sm text-muted">{scopeWords(event, event.school)}</span>
                </div>
              </Td>
              <Td label="Libéré">
                {event.released === 0
                  ? 'Rien'
                  : `${event.released} ${event.released > 1 ? 'journées' : 'journée'}`}
              </Td>
              <Td label="État">
                <EventStateTag state={event.state} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

function NothingFound({ filter }: { filter: EventFilter }) {
  if (filter.text || filter.state)
    return (
      <EmptyState
        icon={SearchX}
        title="Aucun événement ne répond"
        action={
          <LinkButton href="/admin/evenements" variant="secondary">
            Voir tous les événements
          </LinkButton>
        }
      />
    )
  return (
    <EmptyState
      icon={CalendarHeart}
      title="Aucun événement pour le moment"
      action={<LinkButton href="/admin/evenements/nouveau">Déclarer le premier</LinkButton>}
    >
      Une classe part en sortie, un enseignant est absent, le service est en grève : déclarez-le ici. Vous
      voyez d’abord ce qui sera libéré ; chaque famille est prévenue par un seul e-mail.
    </EmptyState>
  )
}
