import 'server-only'
import { isOpen, type Calendar } from '@/lib/activity/rules/calendar'
import { groupOn } from '@/lib/activity/rules/groups'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { custodyFamilyOn } from '@/lib/family/custody-rules'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import {
  readToMark,
  removeMarks,
  writeMarks,
  type ChildToMark,
  type MarkRow,
  type ReadActivity,
  type SheetKey,
} from '../attendance-sql'
import { requireSheet } from '../day-sheet-scope'
import { markedMessage, movedMeanwhile } from '../messages'
import { markingObstacle, markTarget, presenceBilling } from '../rules/attendance'
import { holdsPlace, targetsOf, type AttendanceAction, type EntryState } from '../rules/states'
import { countPlaces, lockDays } from '../lock-sql'
import { settleRequests } from '../request-sql'
import { serveWaiting } from './serve-waiting'

/** A tap on a sheet: whom, what, and the state that the agent saw. */
export type Mark = { childId: string; action: AttendanceAction; seen: EntryState }

/** What became of the children asked for; `before` is what stood before the mark that stands now. */
export type MarkedChild = { childId: string; state: EntryState; before: EntryState | null }

export type MarkOutcome = {
  children: MarkedChild[]
  message: string
  /** Those that somebody else changed meanwhile, each in a sentence: they stay as they are. */
  left: string[]
}

type Step = { child: ChildToMark; mark: Mark; from: EntryState; to: EntryState; billing: MarkRow['billing'] }

/**
 * Marks children present or missing on a day's sheet, or takes the marks back; 'ALL': present, everyone who is booked.
 * A child nobody expected is counted and billed with a surcharge, beyond the day's capacity if it must be: it is there.
 * The same mark asked twice is one. A constant number of statements, whatever the number of children.
 *
 * @throws NotFound without the permission, the activity among the agent's, or a child that it may have
 * @throws Refusal DAY on a day to come or long past; CLOSED, for a child not booked; CHANGED when all of them were
 *   changed meanwhile
 */
export async function markAttendance(
  agent: AgentActor,
  { activityId, day, marks }: SheetKey & { marks: readonly Mark[] | 'ALL' },
  at: Date,
): Promise<MarkOutcome> {
  requireSheet(agent, 'attendance.mark', activityId)
  const obstacle = markingObstacle(day, dayInParis(at))
  if (obstacle) throw new Refusal('DAY', obstacle)
  const key = { activityId, day }
  return db.$transaction(async (tx) => {
    const locks = await lockDays(
      tx,
      Prisma.sql`SELECT ${activityId}::int AS "activityId", ${day}::date AS day`,
    )
    if (locks.length === 0) throw new NotFound()
    const { activity, children } = await readToMark(
      tx,
      key,
      marks === 'ALL' ? 'BOOKED' : marks.map(({ childId }) => childId),
    )
    const asked: readonly Mark[] =
      marks === 'ALL'
        ? children.map(({ childId }) => ({ childId, action: 'MARK_PRESENT', seen: 'BOOKED' }))
        : marks
    const { steps, done, left } = sortMarks(asked, children)
    if (asked.length > 0 && steps.length + done.length === 0) throw new Refusal('CHANGED', left.join(' '))
    const unbooked = steps.filter(({ from }) => from === 'ENROLLED')
    const calendar = unbooked.length > 0 ? await readCalendar(tx, day, day) : null
    if (calendar) requireOpen(activity, key, calendar)
    await writeSteps(tx, agent, activity, key, steps, calendar, at)
    const marked = steps.map(({ child, from, to }): MarkedChild => {
      const before = to !== 'PRESENT' && to !== 'NO_SHOW' ? null : isMark(from) ? child.before : from
      return { childId: child.childId, state: to, before }
    })
    return {
      children: [...marked, ...done],
      message: markedMessage(steps.map(({ child, to }) => ({ name: child.name, state: to }))),
      left,
    }
  })
}

/** What is to be written, what is done already (a double tap, another agent's same tap), and what moved meanwhile. */
function sortMarks(asked: readonly Mark[], children: readonly ChildToMark[]) {
  const byId = new Map(children.map((child) => [child.childId, child]))
  const steps: Step[] = []
  const done: MarkedChild[] = []
  const left: string[] = []
  for (const mark of new Map(asked.map((one) => [one.childId, one])).values()) {
    const child = byId.get(mark.childId)
    if (!child || (child.state === null && !child.mayCome)) throw new NotFound()
    const from = child.state ?? 'ENROLLED'
    const to = markTarget({ state: from, before: child.before }, mark.action)
    if (from === mark.seen && to !== null)
      steps.push({ child, mark, from, to, billing: presenceBilling(from, child.billing, child.released) })
    else if (from !== mark.seen && targetsOf(mark.seen, mark.action).includes(from))
      done.push({ childId: child.childId, state: from, before: child.before })
    else left.push(movedMeanwhile(child.name, from))
  }
  return { steps, done, left }
}

const isMark = (state: EntryState) => state === 'PRESENT' || state === 'NO_SHOW'

function requireOpen(activity: ReadActivity, { day }: SheetKey, calendar: Calendar): void {
  const opening = isOpen(activity, day, calendar)
  if (!opening.open) throw new Refusal('CLOSED', `Fermé ce jour-là : ${opening.reason}.`)
}

async function writeSteps(
  tx: Tx,
  agent: AgentActor,
  activity: ReadActivity,
  key: SheetKey,
  steps: readonly Step[],
  calendar: Calendar | null,
  at: Date,
): Promise<void> {
  if (steps.length === 0) return
  const placed = steps.map((step) => ({ ...step, ...placeOf(step, activity, key, calendar) }))
  const rows = placed.flatMap(({ child, to, billing, groupId, familyId }): MarkRow[] =>
    to === 'PRESENT' || to === 'NO_SHOW'
      ? [{ childId: child.childId, state: to, billing, groupId, familyId }]
      : [],
  )
  const undone = steps.filter(({ mark }) => mark.action === 'UNMARK').map(({ child }) => child.childId)
  if (rows.length > 0) await writeMarks(tx, key, rows, at)
  if (undone.length > 0) await removeMarks(tx, key, undone, at)
  const changes = placed.map(({ groupId, from, to }) => ({
    groupId,
    day: key.day,
    places: Number(holdsPlace(to)) - Number(holdsPlace(from)),
  }))
  if (!(await countPlaces(tx, changes, true))) throw new Error('a locked day changed under its lock')
  await settleRequests(tx, requestsOf(steps))
  await serveWaiting(
    tx,
    changes.filter(({ places }) => places < 0),
    at,
  )
  await recordEvents(
    tx,
    agent,
    at,
    placed.map(({ child, familyId, from, to }) => ({
      action: 'attendance.mark',
      familyId,
      childId: child.childId,
      detail: { activityId: key.activityId, day: key.day, from, to },
    })),
  )
}

/** The group and the family of a mark: those of the booking, else those that would book the day. */
function placeOf(
  { child }: Step,
  activity: ReadActivity,
  { day }: SheetKey,
  calendar: Calendar | null,
): { groupId: number; familyId: string } {
  if (child.groupId !== null) return { groupId: child.groupId, familyId: child.familyId }
  const group = groupOn(child, activity.groups, day, child.enrolledIn) ?? activity.groups[0]!
  return {
    groupId: group.id,
    familyId: custodyFamilyOn(child.custody, day, calendar?.holidays ?? []) ?? child.ownFamilyId,
  }
}

/** States in which a request hangs on a day. */
const WAITS: readonly EntryState[] = ['REQUESTED', 'WAITLISTED', 'OFFERED', 'ABSENCE_REQUESTED']

/** The requests whose waiting day was marked, or waits again. */
function requestsOf(steps: readonly Step[]): string[] {
  const ids = steps.flatMap(({ child, from, to }) =>
    child.requestId && (WAITS.includes(from) || WAITS.includes(to)) ? [child.requestId] : [],
  )
  return [...new Set(ids)]
}
