import { notFound } from 'next/navigation'
import { tariffsOfActivity, type ActivityTariffs } from '@/lib/billing/queries/tariffs'
import type { AgentActor } from '@/lib/core/actor'

/** The activity that an address names, with its tariffs. @throws notFound() when it names none */
export async function loadTariffs(agent: AgentActor, id: string): Promise<ActivityTariffs> {
  const found = /^[1-9]\d{0,8}$/.test(id) ? await tariffsOfActivity(agent, Number(id)) : null
  return found ?? notFound()
}
