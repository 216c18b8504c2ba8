import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { EntryDetails } from '@/components/planning/entry-details'
import { Card } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { entryOf } from '@/lib/planning/queries'
import { explain, offered } from '@/lib/planning/rules/explain'
import { entryAddressSchema } from '@/lib/planning/schema'
import { changeEntry } from '../actions'
import { EntryForm } from './entry-form'

export const metadata: Metadata = { title: 'Une journée du planning' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** An entry of the planning as a page: where its link leads without JavaScript. */
export default async function EntryPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const address = entryAddressSchema.safeParse(await searchParams)
  if (!address.success) notFound()
  const at = now()
  const view = await entryOf(parent, address.data, at)
  if (!view) notFound()
  const { entry, child, activity } = view
  const explanation = explain(entry, activity, entry.deadlines, 'parent', at)
  return (
    <>
      <PageHeader
        title={`${activity.name}, ${formatDay(entry.day, 'weekday')}`}
        back={{ href: `/famille/planning?date=${entry.day}`, label: 'Planning' }}
      />
      <Card className="max-w-form">
        <div className="mb-4 flex items-center gap-3">
          <ChildDisc firstName={child.firstName} colour={child.colour} />
          <p className="font-semibold">{[child.firstName, child.school].filter(Boolean).join(' · ')}</p>
        </div>
        <div className="flex flex-col gap-5">
          <EntryDetails entry={entry} explanation={explanation} />
          <EntryForm
            send={changeEntry}
            cell={{ childId: child.id, activityId: activity.id, day: entry.day, seen: entry.state }}
            actions={offered(explanation).map(({ action, label }) => ({ action, label }))}
          />
        </div>
      </Card>
    </>
  )
}
