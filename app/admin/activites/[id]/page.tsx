import type { Metadata } from 'next'
import { activityNames, calendarAhead } from '@/lib/activity/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { ActivityForm } from '../activity-form'
import { ActivityHeader } from '../activity-header'
import { loadActivity } from './load-activity'

export const metadata: Metadata = { title: 'Règles de l’activité' }

type ActivityPageProps = { params: Promise<{ id: string }> }

export default async function ActivityPage({ params }: ActivityPageProps) {
  const agent = await requireAgent('activity.configure')
  const at = now()
  const activity = await loadActivity(agent, (await params).id)
  const [names, calendar] = await Promise.all([activityNames(agent), calendarAhead(at)])
  return (
    <>
      <ActivityHeader activity={activity} current="" role={agent.role} />
      <ActivityForm
        activity={activity}
        others={names.filter(({ id }) => id !== activity.id)}
        today={dayInParis(at)}
        calendar={calendar}
      />
    </>
  )
}
