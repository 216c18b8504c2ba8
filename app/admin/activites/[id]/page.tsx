import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { activityOf, calendarAhead } from '@/lib/activity/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { ActivityForm } from '../activity-form'

export const metadata: Metadata = { title: 'Activité' }

type ActivityPageProps = { params: Promise<{ id: string }> }

export default async function ActivityPage({ params }: ActivityPageProps) {
  const agent = await requireAgent('activity.configure')
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const at = now()
  const [activity, calendar] = await Promise.all([activityOf(agent, Number(id)), calendarAhead(at)])
  if (!activity) notFound()
  return (
    <>
      <PageHeader title={activity.name} back={{ href: '/admin/activites', label: 'Activités' }} />
      <ActivityForm activity={activity} today={dayInParis(at)} calendar={calendar} />
    </>
  )
}
