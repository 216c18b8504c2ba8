import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { activityNames, calendarAhead } from '@/lib/activity/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { ActivityForm } from '../activity-form'

export const metadata: Metadata = { title: 'Nouvelle activité' }

export default async function NewActivityPage() {
  const agent = await requireAgent('activity.configure')
  const at = now()
  const [others, calendar] = await Promise.all([activityNames(agent), calendarAhead(at)])
  return (
    <>
      <PageHeader title="Nouvelle activité" back={{ href: '/admin/activites', label: 'Activités' }} />
      <ActivityForm others={others} today={dayInParis(at)} calendar={calendar} />
    </>
  )
}
