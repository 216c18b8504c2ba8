import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayToDb, weekdayOf } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMail } from '@/lib/core/mail'
import { doneMessage } from '../messages'
import { receiptMail } from '../request-mails'
import { explain } from '../rules/explain'
import { holdsPlace, type EntryState, type ParentAction } from '../rules/states'
import type { EntryCell } from '../schema'
import { guardEntry, isDone, moveEntry, openEntry, serveFreed, type OpenEntry } from './entry'

/** What a click did. `undo` is what « Annuler » on the toast would ask for, while the rules allow it. */
export type EntryOutcome = {
  state: EntryState
  message: string
  number: number | null
  undo: ParentAction | null
}

/**
 * Asks for a reservation of one day: accepted at once where the activity says so and a place is free, else it
 * waits for an agent and holds no place. Asked twice, it is one request.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal DEADLINE, FULL, CLOSED, OTHER_FAMILY or CHANGED
 */
export function requestBooking(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return requestDay(parent, cell, 'BOOK', at)
}

/**
 * Declares the absence of a day that is reserved: the place is given back at once where the activity says so,
 * else the absence waits for an agent and the place stays taken.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal DEADLINE, CLOSED, OTHER_FAMILY or CHANGED
 */
export function requestAbsence(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return requestDay(parent, cell, 'DECLARE_ABSENCE', at)
}

const KINDS = { BOOK: 'RESERVATION', DECLARE_ABSENCE: 'ABSENCE', DECLARE_SICK: 'ABSENCE' } as const

const REQUEST_STATE_AFTER: Partial<Record<EntryState, 'ACCEPTED' | 'WAITING'>> = {
  BOOKED: 'ACCEPTED',
  ABSENT: 'ACCEPTED',
  WAITLISTED: 'WAITING',
}

/** What undoes each request, by the state it led to. */
const UNDO: Partial<Record<EntryState, ParentAction>> = {
  REQUESTED: 'WITHDRAW',
  WAITLISTED: 'WITHDRAW',
  BOOKED: 'CANCEL',
  ABSENCE_REQUESTED: 'WITHDRAW',
  ABSENT: 'BOOK',
}

/**
 * Reports a child's illness past the deadline of absences: the agents decide on the medical proof, and the day is free
 * when they accept it.
 *
 * @throws NotFound when the child or the day is not the parent's
 * @throws Refusal DEADLINE, CLOSED, OTHER_FAMILY or CHANGED
 */
export function requestSickness(parent: Parent, cell: EntryCell, at: Date): Promise<EntryOutcome> {
  return requestDay(parent, cell, 'DECLARE_SICK', at)
}

async function requestDay(
  parent: Parent,
  cell: EntryCell,
  action: keyof typeof KINDS,
  at: Date,
): Promise<EntryOutcome> {
  return db.$transaction(async (tx) => {
    const open = await openEntry(tx, parent, cell)
    if (isDone(open, action)) return outcome(open, open.entry.state, await numberOf(tx, open), at)
    const possible = guardEntry(open, action, at)
    const { to } = possible
    const state = REQUEST_STATE_AFTER[to] ?? 'PENDING'
    const accepted = state === 'ACCEPTED'
    const day = dayToDb(cell.day)
    const request = await tx.bookingRequest.create({
      data: {
        kind: KINDS[action],
        familyId: open.familyId,
        childIds: [cell.childId],
        activityIds: [cell.activityId],
        startsOn: day,
        endsOn: day,
        weekdays: [weekdayOf(cell.day)],
        state,
        askedAt: at,
        authorId: parent.accountId,
        decidedAt: accepted ? at : null,
      },
      select: { id: true, number: true },
    })
    const excuse = action === 'DECLARE_SICK' ? 'MEDICAL' : null
    await moveEntry(tx, open, possible, { requestId: request.id, excuse }, at)
    await serveFreed(tx, open, to, at)
    await recordEvent(tx, parent, at, {
      action: 'request.ask',
      familyId: open.familyId,
      childId: cell.childId,
      subject: request.id,
      detail: { kind: KINDS[action], activityId: cell.activityId, day: cell.day, state: to },
    })
    const receipt = receiptMail(
      { kind: KINDS[action], number: request.number, askedAt: at },
      [{ outcome: state === 'WAITING' ? 'WAITLISTED' : state, entries: [open.names] }],
      `${env.appUrl}/famille/demandes`,
    )
    const mail = { kind: 'request.receipt', to: parent.email, idempotencyKey: `request.ask:${request.id}` }
    await queueMail(tx, { ...mail, content: receipt }, at)
    return outcome(open, to, request.number, at)
  })
}

function outcome(open: OpenEntry, state: EntryState, number: number | null, at: Date): EntryOutcome {
  const { entry, terms, deadlines } = open
  const taken = Number(holdsPlace(state)) - Number(holdsPlace(entry.state))
  const placesLeft = entry.placesLeft === null ? null : entry.placesLeft - taken
  const { possible } = explain({ ...entry, state, placesLeft, own: true }, terms, deadlines, 'parent', at)
  const undo = possible.find((one) => one.action === UNDO[state])
  return { state, number, message: doneMessage(open.names, state, number), undo: undo ? UNDO[state]! : null }
}

async function numberOf(tx: Tx, { requestId }: OpenEntry): Promise<number | null> {
  if (!requestId) return null
  const request = await tx.bookingRequest.findUnique({ where: { id: requestId }, select: { number: true } })
  return request?.number ?? null
}
