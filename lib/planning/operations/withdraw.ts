import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { scopeOf } from '@/lib/core/scope'
import { doneMessage, NOTHING_WAITS } from '../messages'
import type { EntryCell } from '../schema'
import { cellsOfRequests, countPlaces, lockDays } from '../lock-sql'
import { settleRequests } from '../request-sql'
import { guardEntry, isDone, moveEntry, openEntry, serveFreed } from './entry'
import type { EntryOutcome } from './request-day'
import { serveWaiting } from './serve-waiting'

/**
 * Withdraws what waits on one entry: a reservation asked for disappears, an absence asked for leaves the
 * reservation in place. The request is withdrawn with its last waiting day.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal CHANGED when an agent has answered in between, OTHER_FAMILY
 */
export function withdrawEntry(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return undoEntry(parent, cell, 'WITHDRAW', at)
}

/**
 * Undoes a reservation that was accepted automatically, as long as an absence could be declared.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal DEADLINE, DECIDED, OTHER_FAMILY or CHANGED
 */
export function cancelBooking(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return undoEntry(parent, cell, 'CANCEL', at)
}

/**
 * Takes the place that is offered.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal EXPIRED, CLOSED, OTHER_FAMILY or CHANGED
 */
export function confirmOffer(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return undoEntry(parent, cell, 'CONFIRM', at)
}

/**
 * Leaves the place that is offered to the next in line.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal OTHER_FAMILY or CHANGED
 */
export function declineOffer(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return undoEntry(parent, cell, 'DECLINE', at)
}

/** What each answer is called in the journal, and what becomes of a request of which no day is left. */
const ENDINGS = {
  WITHDRAW: { event: 'request.withdraw', emptied: 'WITHDRAWN' },
  CANCEL: { event: 'request.cancel', emptied: 'CANCELLED' },
  CONFIRM: { event: 'offer.confirm', emptied: 'CANCELLED' },
  DECLINE: { event: 'offer.decline', emptied: 'WITHDRAWN' },
} as const

async function undoEntry(
  parent: Parent,
  cell: EntryCell,
  action: keyof typeof ENDINGS,
  at: Date,
): Promise<EntryOutcome> {
  return db.$transaction(async (tx) => {
    const open = await openEntry(tx, parent, cell)
    const done = { number: null, undo: null }
    if (isDone(open, action))
      return { ...done, state: open.entry.state, message: doneMessage(open.names, open.entry.state, null) }
    const possible = guardEntry(open, action, at)
    const { to } = possible
    // A reservation that an absence waited on is as it was: its billing too.
    const billing = action === 'WITHDRAW' || action === 'CONFIRM' ? open.billing : possible.billing
    const requestId = action === 'WITHDRAW' && to === 'BOOKED' ? null : open.requestId
    await moveEntry(tx, open, { to, billing }, { requestId }, at)
    await serveFreed(tx, open, to, at)
    const { event, emptied } = ENDINGS[action]
    if (open.requestId) {
      await settleRequests(tx, [open.requestId])
      await tx.bookingRequest.updateMany({
        where: {
          id: open.requestId,
          state: { in: ['PENDING', 'WAITING', 'ACCEPTED'] },
          bookings: { none: {} },
        },
        data: { state: emptied },
      })
    }
    await recordEvent(tx, parent, at, {
      action: event,
      familyId: open.familyId,
      childId: cell.childId,
      subject: open.requestId ?? undefined,
      detail: { activityId: cell.activityId, day: cell.day, state: to },
    })
    return { ...done, state: to, message: doneMessage(open.names, to, null) }
  })
}

/**
 * Withdraws what waits of a request, from the list of requests: days that were decided stay, and the request with them.
 * Withdrawn twice, it is withdrawn.
 *
 * @returns the number of the request
 * @throws NotFound when the request is not of the parent's families
 * @throws Refusal DECIDED when nothing of it waits any more: answered, or withdrawn before beside days already answered
 */
export async function withdrawRequest(parent: Parent, requestId: string, at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const where = { id: requestId, ...scopeOf(parent).request }
    const request = await tx.bookingRequest.findFirst({ where, select: { number: true, familyId: true } })
    if (!request) throw new NotFound()
    await lockDays(tx, cellsOfRequests([requestId]))
    const { count } = await tx.bookingRequest.updateMany({
      where: { ...where, state: { in: ['PENDING', 'WAITING'] } },
      data: { state: 'WITHDRAWN' },
    })
    if (count === 0) {
      const { state } = await tx.bookingRequest.findUniqueOrThrow({
        where: { id: requestId },
        select: { state: true },
      })
      if (state === 'WITHDRAWN') return request.number
      throw new Refusal('DECIDED', NOTHING_WAITS)
    }
    await releaseBookings(tx, requestId, at)
    await settleRequests(tx, [requestId])
    await recordEvent(tx, parent, at, {
      action: 'request.withdraw',
      familyId: request.familyId,
      subject: requestId,
    })
    return request.number
  })
}

/**
 * What waits for a reservation disappears, an offered place goes to the next in line; what waits for an absence keeps its
 * place, and what was decided stays.
 */
async function releaseBookings(tx: Tx, requestId: string, at: Date): Promise<void> {
  const offered = await tx.booking.findMany({
    where: { requestId, state: 'OFFERED' },
    select: { groupId: true, day: true },
  })
  const freed = offered.map(({ groupId, day }) => ({ groupId, day: dayFromDb(day) }))
  await tx.booking.deleteMany({ where: { requestId, state: { in: ['REQUESTED', 'WAITLISTED', 'OFFERED'] } } })
  await countPlaces(
    tx,
    freed.map((one) => ({ ...one, places: -1 })),
  )
  await serveWaiting(tx, freed, at)
  await tx.booking.updateMany({
    where: { requestId, state: 'ABSENCE_REQUESTED' },
    data: { state: 'BOOKED', excuse: null, requestId: null, updatedAt: at },
  })
}
