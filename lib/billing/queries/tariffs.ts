import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { ActivityIcon } from '@/lib/generated/prisma/enums.ts'
import type { TariffRules } from '../rules/price'
import { tariffHistory, type DatedTariff } from '../sql'

export type { DatedTariff }

/** An activity and its tariffs, the last first. */
export type ActivityTariffs = { id: number; name: string; tariffs: DatedTariff[] }

/** The tariffs of an activity; null when it does not exist. */
export async function tariffsOfActivity(agent: AgentActor, id: number): Promise<ActivityTariffs | null> {
  requirePermission(agent, 'tariff.manage')
  const [activity, tariffs] = await Promise.all([
    db.activity.findUnique({ where: { id }, select: { id: true, name: true } }),
    tariffHistory(db, id),
  ])
  return activity && { ...activity, tariffs }
}

/** What an activity costs today, and from when on it costs otherwise; null without a tariff. */
export type TariffToday = {
  id: number
  name: string
  icon: ActivityIcon
  current: { validFrom: Day; rules: TariffRules } | null
  next: Day | null
}

/** What each activity costs today, in their order. */
export async function tariffsToday(agent: AgentActor, at: Date): Promise<TariffToday[]> {
  requirePermission(agent, 'tariff.manage')
  const today = dayInParis(at)
  const activities = await db.activity.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      icon: true,
      tariffs: { select: { validFrom: true, rules: true }, orderBy: { validFrom: 'asc' } },
    },
  })
  return activities.map(({ tariffs, ...activity }) => {
    const dated = tariffs.map(({ validFrom, rules }) => ({
      validFrom: dayFromDb(validFrom),
      rules: rules as TariffRules,
    }))
    return {
      ...activity,
      current: dated.findLast(({ validFrom }) => validFrom <= today) ?? null,
      next: dated.find(({ validFrom }) => validFrom > today)?.validFrom ?? null,
    }
  })
}
