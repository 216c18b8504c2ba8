import 'server-only'
import { isOpen } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import type { Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import {
  findChildren,
  readSheet,
  readSheetLines,
  type FoundChild,
  type SheetChild,
  type SheetKey,
  type SheetLine,
} from '../attendance-sql'
import { requireSheet } from '../day-sheet-scope'

/** A sheet in the list of a day's; `closedBy` tells why nothing opens. */
export type SheetOfDay = SheetLine & { closedBy: string | null }

/** The sheets of a day: an on-site agent has those of their own activities. @throws NotFound without the permission */
export async function sheetsOfDay(agent: AgentActor, day: Day): Promise<SheetOfDay[]> {
  requirePermission(agent, 'daysheet.read')
  const own = agent.role === 'ON_SITE' ? agent.activityIds : null
  const [lines, calendar] = await Promise.all([readSheetLines(db, day, own), readCalendar(db, day, day)])
  return lines.map(({ activity, ...line }) => {
    const opening = isOpen(activity, day, calendar)
    return { ...line, closedBy: opening.open ? null : opening.reason }
  })
}

const FOUND = 12

/**
 * The children of an activity that may be added to a day's sheet, by a part of their names.
 *
 * @throws NotFound without the permission, or the activity among the agent's
 */
export async function childrenToAdd(agent: AgentActor, key: SheetKey, names: string): Promise<FoundChild[]> {
  requireSheet(agent, 'attendance.mark', key.activityId)
  return findChildren(db, key, names, FOUND)
}

/** What leaves the portal as a file: nothing of health, no phone. */
export type ExportedSheet = {
  activity: string
  groups: readonly { id: number; name: string }[]
  children: Pick<
    SheetChild,
    'firstName' | 'lastName' | 'grade' | 'school' | 'diet' | 'groupId' | 'state' | 'before'
  >[]
}

/** A day's sheet for a spreadsheet. @throws NotFound without the permission, or the activity among the agent's */
export async function sheetToExport(agent: AgentActor, key: SheetKey): Promise<ExportedSheet | null> {
  requireSheet(agent, 'daysheet.read', key.activityId)
  const sheet = await readSheet(db, key)
  return sheet && { activity: sheet.activity.name, groups: sheet.activity.groups, children: sheet.children }
}
