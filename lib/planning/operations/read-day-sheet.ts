import 'server-only'
import { isOpen } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import {
  readSheet,
  type ReadActivity,
  type SheetChild,
  type SheetEvent,
  type SheetKey,
} from '../attendance-sql'
import { requireSheet } from '../day-sheet-scope'
import { hourAsked, markingObstacle, type HourAsked } from '../rules/attendance'

/** A day's sheet: its children by name, within the groups of the activity. */
export type DaySheet = {
  activity: Pick<ReadActivity, 'name' | 'icon' | 'groups'>
  children: SheetChild[]
  /** The hour that its price asks for; null where it asks for none. */
  hour: HourAsked | null
  events: SheetEvent[]
  /** Why nothing opens that day, or null. */
  closedBy: string | null
  /** Why the sheet can't be marked, or null. */
  obstacle: string | null
}

/** A sheet read again within this time, as after each mark, is one opening. */
const OPENING = 60 * 60_000

/**
 * Opens a day's sheet. What it tells of a child's health (that there is an allergy, a PAI) is a reading of protected
 * data: it is written in the journal, once an opening.
 *
 * @throws NotFound without the permission, or the activity among the agent's
 */
export async function readDaySheet(agent: AgentActor, key: SheetKey, at: Date): Promise<DaySheet> {
  requireSheet(agent, 'daysheet.read', key.activityId)
  return db.$transaction(async (tx) => {
    const sheet = await readSheet(tx, key)
    if (!sheet) throw new NotFound()
    const { activity, rules, children, events } = sheet
    await recordReading(tx, agent, key, children, at)
    const opening = isOpen(activity, key.day, await readCalendar(tx, key.day, key.day))
    return {
      activity: { name: activity.name, icon: activity.icon, groups: activity.groups },
      ...{ children, events },
      hour: hourAsked(activity.icon, rules),
      closedBy: opening.open ? null : opening.reason,
      obstacle: markingObstacle(key.day, dayInParis(at)),
    }
  })
}

async function recordReading(
  tx: Tx,
  agent: AgentActor,
  key: SheetKey,
  children: readonly SheetChild[],
  at: Date,
): Promise<void> {
  const warned = children.filter(({ allergy, careplan }) => allergy ?? careplan)
  if (warned.length === 0) return
  const told = await tx.auditEvent.findMany({
    where: {
      accountId: agent.accountId,
      at: { gt: new Date(at.getTime() - OPENING) },
      action: 'health.read',
      detail: { equals: key },
    },
    select: { childId: true },
  })
  const known = new Set(told.map(({ childId }) => childId))
  await recordEvents(
    tx,
    agent,
    at,
    warned
      .filter(({ childId }) => !known.has(childId))
      .map(({ childId, familyId, allergy, careplan }) => ({
        action: 'health.read',
        familyId,
        childId,
        fields: [...(allergy ? ['substance'] : []), ...(careplan ? ['careplan'] : [])],
        detail: key,
      })),
  )
}
