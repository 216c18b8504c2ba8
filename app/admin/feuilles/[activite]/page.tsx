import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { EventIcon } from '@/components/planning/event-icon'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { PrintButton } from '@/components/ui/print-button'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { photosOf } from '@/lib/document/queries/photos'
import { sheetScopeWords } from '@/lib/planning/event-messages'
import { readDaySheet } from '@/lib/planning/operations/read-day-sheet'
import { childrenToAdd } from '@/lib/planning/queries/day-sheets'
import { eventWords } from '@/lib/planning/rules/events'
import { sheetAddressSchema } from '@/lib/planning/schema'
import { DaySteps, stepsOf } from '../day-steps'
import { AddChild } from './add-child'
import { SheetBoard } from './sheet-board'

export const metadata: Metadata = { title: 'Feuille de présence' }

type SheetPageProps = {
  params: Promise<{ activite: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SheetPage({ params, searchParams }: SheetPageProps) {
  const agent = await requireAgent('daysheet.read')
  const { activite, jour, ajouter } = sheetAddressSchema.parse({
    ...(await searchParams),
    ...(await params),
  })
  if (activite === null) notFound()
  const at = now()
  const today = dayInParis(at)
  const day = jour ?? today
  const key = { activityId: activite, day }
  const sheet = await orNotFound(readDaySheet(agent, key, at))
  const adds = sheet.obstacle === null && sheet.closedBy === null
  const [photos, found] = await Promise.all([
    photosOf(
      agent,
      sheet.children.map(({ childId }) => childId),
    ),
    adds && ajouter ? childrenToAdd(agent, key, ajouter) : null,
  ])
  const path = `/admin/feuilles/${activite}`
  return (
    <>
      <PageHeader
        title={sheet.activity.name}
        subtitle={day === today ? `Aujourd’hui, ${formatDay(day)}` : formatDay(day)}
        back={{ href: `/admin/feuilles?jour=${day}`, label: 'Feuilles de présence' }}
        {...stepsOf(path, day)}
        actions={<DaySteps path={path} day={day} />}
      />
      {sheet.closedBy && (
        <Alert tone="info" className="mb-4">
          <p>Fermé ce jour-là : {sheet.closedBy}.</p>
        </Alert>
      )}
      {sheet.events.map((event, index) => (
        <Alert key={index} tone="info" className="mb-4">
          <p className="flex items-center gap-2">
            <EventIcon kind={event.kind} />
            <span>
              {eventWords(event)} : {sheetScopeWords(event)}.
            </span>
          </p>
        </Alert>
      ))}
      {sheet.obstacle && sheet.children.length > 0 && (
        <Alert tone="info" className="mb-4">
          <p>{sheet.obstacle}</p>
        </Alert>
      )}
      <SheetBoard
        key={`${activite} ${day}`}
        sheetKey={key}
        groups={sheet.activity.groups.map(({ id, name }) => ({ id, name }))}
        kids={sheet.children.map(({ familyId, ...child }) => ({
          ...child,
          photo: photos.get(child.childId) ?? null,
          familyHref: roleCan(agent.role, 'family.read') ? `/admin/familles/${familyId}` : null,
        }))}
        marks={sheet.obstacle === null}
        hour={sheet.hour}
      />
      {adds && <AddChild sheetKey={key} names={ajouter} found={found} />}
      <div className="mt-6 flex flex-wrap gap-2.5 print:hidden">
        <PrintButton />
        <LinkButton href={`${path}/csv?jour=${day}`} variant="secondary" download>
          <FileDown aria-hidden /> Tableur (CSV)
        </LinkButton>
      </div>
    </>
  )
}

/** What an operation gives, or the page 404. */
async function orNotFound<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}
