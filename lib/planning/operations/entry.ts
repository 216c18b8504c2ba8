import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import type { AbsenceExcuse } from '@/lib/generated/prisma/enums.ts'
import type { EntryNames } from '../messages'
import { entriesOf, familyOfEntry, shownPlaces } from '../queries'
import { deadlinesOf } from '../rules/entries'
import type { Deadlines } from '@/lib/activity/rules/terms'
import { explain } from '../rules/explain'
import type { Billing, Entry, Possible, Terms } from '../rules/entry'
import { holdsPlace, targetsOf, type EntryState, type ParentAction } from '../rules/states'
import type { EntryCell } from '../schema'
import { serveWaiting } from './serve-waiting'
import { cellOf, countPlaces, lockDays, writeBookings } from '../lock-sql'
import { readPlanning } from '../sql'

/** An entry that the transaction has locked: nobody else can change it before the commit. */
export type OpenEntry = {
  cell: EntryCell
  entry: Entry
  names: EntryNames
  /** The family that has booked the day, or that the parent books it for. */
  familyId: string
  /** The group that the child is booked in, or would be; null where none takes the child. */
  groupId: number | null
  /** The request that the booking points to. */
  requestId: string | null
  /** What is billed of the booking as it stands. */
  billing: Billing
  terms: Terms
  deadlines: Deadlines
}

/**
 * Locks and reads an entry of a parent's planning, as the planning itself shows it.
 *
 * @throws NotFound when the child is not the parent's, or neither enrolled nor booked that day
 */
export async function openEntry(tx: Tx, parent: Parent, cell: EntryCell): Promise<OpenEntry> {
  const [locked] = await lockDays(tx, cellOf(parent, cell))
  if (!locked) throw new NotFound()
  const read = await readPlanning(tx, parent, { from: cell.day, to: cell.day })
  const child = read.children.findIndex(({ id }) => id === cell.childId)
  const activity = read.activities.findIndex(({ id }) => id === cell.activityId)
  const rules = read.activities[activity]
  const period = { from: cell.day, to: cell.day }
  const laid = entriesOf(read, period).find((one) => one.child === child && one.activity === activity)
  if (!rules || !laid) throw new NotFound()
  const places = shownPlaces(read)(activity, laid.groupId, cell.day)
  const { firstName } = read.children[child]!
  const booking = read.bookings.find((one) => one.child === child && one.activity === activity)
  return {
    cell,
    entry: { ...laid, placesLeft: places.left, waiting: places.waiting },
    groupId: laid.groupId,
    names: { firstName, activity: rules.name, day: cell.day },
    familyId: familyOfEntry(read, laid, booking),
    requestId: booking?.requestId ?? null,
    billing: booking?.billing ?? 'STANDARD',
    terms: rules,
    deadlines: deadlinesOf(rules, cell.day, read.calendar),
  }
}

/** Whether what is asked is done already: a double click, the other parent's click. */
export function isDone({ cell, entry }: OpenEntry, action: ParentAction): boolean {
  return entry.state !== cell.seen && entry.own && targetsOf(cell.seen, action).includes(entry.state)
}

/**
 * What `explain` says of an action on an entry.
 *
 * @throws Refusal CHANGED when the entry is no longer what the person saw, or with the rule that forbids it
 */
export function guardEntry(open: OpenEntry, action: ParentAction, at: Date): Possible {
  const { entry, cell, terms, deadlines } = open
  if (entry.state !== cell.seen)
    throw new Refusal(
      'CHANGED',
      'Cette journée a changé entre-temps : rien n’a été modifié. Le planning montre son nouvel état.',
    )
  const { possible, forbidden } = explain(entry, terms, deadlines, 'parent', at)
  const found = possible.find((one) => one.action === action)
  if (found) return found
  const obstacle = forbidden.find((one) => one.action === action)
  throw new Refusal(obstacle?.code ?? 'STATE', obstacle?.reason ?? 'Ce n’est pas possible dans cet état.')
}

/**
 * Moves a locked entry to its new state, and the day's counter with it. A name put on the waiting list takes the next
 * number, under the lock of the day.
 *
 * @throws Refusal FULL when the day has no place left
 */
export async function moveEntry(
  tx: Tx,
  open: OpenEntry,
  { to, billing }: Pick<Possible, 'to' | 'billing'>,
  { requestId, excuse = null }: { requestId: string | null; excuse?: AbsenceExcuse | null },
  at: Date,
): Promise<void> {
  const { cell, entry, familyId, groupId } = open
  const places = Number(holdsPlace(to)) - Number(holdsPlace(entry.state))
  if (groupId !== null && !(await countPlaces(tx, [{ groupId, day: cell.day, places }])))
    throw new Refusal('FULL', 'Complet : la dernière place vient d’être prise.')
  if (to === 'ENROLLED' || to === 'ELSEWHERE' || to === 'CLOSED' || groupId === null) {
    await tx.booking.deleteMany({
      where: { childId: cell.childId, activityId: cell.activityId, day: dayToDb(cell.day) },
    })
    return
  }
  // What an absence waits on stays billed as it was until an agent accepts it.
  const kept = to === 'ABSENCE_REQUESTED' ? open.billing : billing
  await writeBookings(tx, [{ ...cell, groupId, state: to, billing: kept, excuse, familyId, requestId }], at)
}

/** Serves the waiting list with the place that an entry's move has freed. */
export async function serveFreed(
  tx: Tx,
  { entry, groupId, cell }: OpenEntry,
  to: EntryState,
  at: Date,
): Promise<void> {
  if (groupId !== null && holdsPlace(entry.state) && !holdsPlace(to))
    await serveWaiting(tx, [{ groupId, day: cell.day }], at)
}
