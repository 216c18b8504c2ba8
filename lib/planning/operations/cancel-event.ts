import 'server-only'
import { isOpen, type Calendar } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayFromDb, dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { eventCancelledMail, type RestoredLine } from '../event-messages'
import {
  cellsOfEvent,
  readReleased,
  restoreBookings,
  type ReleasedBooking,
  type RestoredBooking,
} from '../event-sql'
import { deadlinesOf } from '../rules/entries'
import { eventOn, type CollectiveEvent, type EventKind, type EventReturn } from '../rules/events'
import { placeFor } from '../rules/waiting'
import { countPlaces, lockDays, type DayLock } from '../lock-sql'
import { settleRequests } from '../request-sql'
import { eventsByChild, mailFamilies, urlOf } from './event-families'
import { requestIdsOf } from './serve-waiting'

/**
 * Cancels an event whose last day is not over: its days can be booked again, and each family reads in one mail what became
 * of its own. What was reserved is reserved again where a place is still free, in the order in which it had been booked; past
 * the deadline of absences it is offered, for a place is never imposed (docs/decisions/collective-events.md). The rest stays
 * as the event left it: not billed. Cancelled twice, it is cancelled. A constant number of statements.
 *
 * @throws NotFound when the agent may not, or the event does not exist
 * @throws Refusal OVER when its last day is over
 */
export async function cancelEvent(agent: AgentActor, eventId: string, at: Date): Promise<void> {
  requirePermission(agent, 'event.manage')
  await db.$transaction(async (tx) => {
    const found = await tx.collectiveEvent.findUnique({ where: { id: eventId }, include: { targets: true } })
    if (!found) throw new NotFound()
    const [startsOn, endsOn] = [dayFromDb(found.startsOn), dayFromDb(found.endsOn)]
    const span = { name: found.name, kind: found.kind as EventKind, startsOn, endsOn, targets: found.targets }
    const locks = await lockDays(tx, cellsOfEvent(span))
    if (endsOn < dayInParis(at))
      throw new Refusal('OVER', 'Cet événement est passé : ce qu’il a libéré reste libéré.')
    const nothing: EventReturn = { booked: 0, offered: 0, left: 0 }
    const { count } = await tx.collectiveEvent.updateMany({
      where: { id: eventId, cancelledAt: null },
      data: { cancelledAt: at, cancelledById: agent.accountId, restored: nothing },
    })
    if (count === 0) return
    const { bookings, events } = await readReleased(tx, eventId, span)
    const calendar = await readCalendar(tx, startsOn, endsOn)
    const outcomes = sortReleased(bookings, locks, calendar, events, at)
    const restored = outcomes.flatMap(({ row }) => (row && row.state !== 'ABSENT' ? [row] : []))
    await writeRestored(tx, outcomes, at)
    // An absence stays one: nobody misses it.
    const missed = outcomes.filter(
      ({ booking: { before } }) => before !== 'ABSENT' && before !== 'ABSENCE_REQUESTED',
    )
    const countOf = (state: RestoredBooking['state']) => restored.filter((row) => row.state === state).length
    const given: EventReturn = {
      booked: countOf('BOOKED'),
      offered: countOf('OFFERED'),
      left: missed.length - restored.length,
    }
    await tx.collectiveEvent.update({ where: { id: eventId }, data: { restored: given } })
    await recordEvents(tx, agent, at, [
      { action: 'event.cancel', subject: eventId, detail: given },
      ...eventsByChild(
        outcomes.flatMap(({ booking, row }) => (row && row.state !== 'ABSENT' ? [booking] : [])),
        eventId,
        'event.restore',
      ),
    ])
    await mailFamilies(
      tx,
      missed.map(({ booking, line }) => ({ ...booking, ...line })),
      (lines) => eventCancelledMail(span, lines, urlOf(lines)),
      { kind: 'event.cancel', key: `event.cancel:${eventId}` },
      at,
    )
  })
}

type Outcome = {
  booking: ReleasedBooking
  /** What is written; null where it stays as the event left it. */
  row: RestoredBooking | null
  line: RestoredLine
}

/** What becomes of each released booking, counting the places that those before it take. */
function sortReleased(
  bookings: readonly ReleasedBooking[],
  locks: readonly DayLock[],
  calendar: Calendar,
  events: readonly (CollectiveEvent & { id: string })[],
  at: Date,
): Outcome[] {
  const keyOf = ({ groupId, day }: { groupId: number; day: string }) => `${groupId} ${day}`
  const free = new Map(
    locks.map((lock) => [keyOf(lock), lock.capacity === null ? Infinity : lock.capacity - lock.booked]),
  )
  return bookings.map((booking): Outcome => {
    const { childId, activityId, groupId, day, firstName, activity, rules } = booking
    const cell = { childId, activityId, day }
    const names = { firstName, activity, day }
    const left: Outcome = { booking, row: null, line: { ...names, outcome: 'LEFT' } }
    if (booking.before !== 'BOOKED') return left
    const other = eventOn(events, booking, { activityId, groupId }, day)
    if (other) {
      const { id, kind } = events.find((event) => event === other)!
      return { ...left, row: { ...cell, state: 'ABSENT', offeredUntil: null, eventId: id, excuse: kind } }
    }
    const places = free.get(keyOf(booking)) ?? 0
    const place = placeFor(deadlinesOf(rules, day, calendar), rules.offerHours, at)
    if (!booking.stays || !isOpen(rules, day, calendar).open || places <= 0 || !place) return left
    free.set(keyOf(booking), places - 1)
    return {
      booking,
      row: { ...cell, ...place, eventId: null, excuse: null },
      line:
        place.state === 'BOOKED'
          ? { ...names, outcome: 'BOOKED' }
          : { ...names, outcome: 'OFFERED', until: place.offeredUntil },
    }
  })
}

async function writeRestored(tx: Tx, outcomes: readonly Outcome[], at: Date): Promise<void> {
  const written = outcomes.flatMap(({ booking, row }) => (row ? [{ booking, row }] : []))
  if (written.length === 0) return
  await restoreBookings(
    tx,
    written.map(({ row }) => row),
    at,
  )
  const taken = written.flatMap(({ booking, row }) => (row.state === 'ABSENT' ? [] : [booking]))
  const places = taken.map(({ groupId, day }) => ({ groupId, day, places: 1 }))
  if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
  await settleRequests(tx, requestIdsOf(taken))
}
