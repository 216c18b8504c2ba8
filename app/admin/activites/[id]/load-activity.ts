import { notFound } from 'next/navigation'
import { activityOf, type ActivityView } from '@/lib/activity/queries'
import type { AgentActor } from '@/lib/core/actor'

/** The activity that an address names. @throws notFound() when it names none */
export async function loadActivity(agent: AgentActor, id: string): Promise<ActivityView> {
  const activity = /^[1-9]\d{0,8}$/.test(id) ? await activityOf(agent, Number(id)) : null
  return activity ?? notFound()
}
