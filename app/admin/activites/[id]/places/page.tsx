import type { Metadata } from 'next'
import { placesByDay } from '@/lib/activity/places-queries'
import { activitiesAndClosures } from '@/lib/activity/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, parseDay } from '@/lib/core/day'
import { ActivityHeader } from '../../activity-header'
import { Closures } from '../../closures'
import { loadActivity } from '../load-activity'
import { DayPlacesSection } from './day-places'
import { GroupsSection } from './groups'

export const metadata: Metadata = { title: 'Groupes et places' }

type PlacesPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ jour?: string | string[] }>
}

export default async function PlacesPage({ params, searchParams }: PlacesPageProps) {
  const agent = await requireAgent('activity.configure')
  const at = now()
  const activity = await loadActivity(agent, (await params).id)
  const { jour } = await searchParams
  const day = parseDay(String(jour ?? ''))
  const [{ lowered, chosen }, { closures }] = await Promise.all([
    placesByDay(agent, activity.id, day, at),
    activitiesAndClosures(agent, at),
  ])
  return (
    <>
      <ActivityHeader activity={activity} current="/places" role={agent.role} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <GroupsSection activity={activity} />
        <div className="flex min-w-0 flex-col gap-4">
          <DayPlacesSection
            activity={activity}
            day={day}
            misread={jour !== undefined && !day}
            today={dayInParis(at)}
            lowered={lowered}
            chosen={chosen}
          />
          <Closures
            closures={closures.filter(({ activityId }) => activityId === null || activityId === activity.id)}
            activities={[activity]}
            activityId={activity.id}
          />
        </div>
      </div>
    </>
  )
}
