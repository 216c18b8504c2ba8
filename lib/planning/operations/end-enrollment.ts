import 'server-only'
import type { EnrollmentEnd } from '@/lib/activity/schema'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { addDays, dayInParis, dayToDb, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { groupBy } from '@/lib/core/group-by'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { followersOf } from '@/lib/dossier/followers'
import {
  endedReason,
  enrollmentEndMail,
  heldMessage,
  movedEndMessage,
  periodMessage,
} from '../enrollment-messages'
import {
  bookingsOfEnrollment,
  cellsOfEnrollment,
  lockEnrollment,
  removeBookings,
  type EnrollmentBooking,
  type LockedEnrollment,
} from '../enrollment-sql'
import { endEffect } from '../rules/enrollment-end'
import { holdsPlace } from '../rules/states'
import { countPlaces, lockDays } from '../lock-sql'
import { settleRequests } from '../request-sql'
import { serveWaiting } from './serve-waiting'

/**
 * Ends an enrollment earlier than it would: `endsOn` is its last day. The bookings after it are released in the same
 * transaction (rules/enrollment-end.ts), their places go to those who wait, and each parent gets one mail with the days
 * of their family.
 *
 * @param input `released`: how many bookings the agent was told that it releases
 * @returns of which activity, and how many were released
 * @throws NotFound when the agent may not, or the enrollment does not exist
 * @throws Refusal PERIOD when the day is not inside the enrollment, HELD when a day begun or past stands after it, CHANGED
 *   when there are not as many bookings to release as the agent was told
 */
export async function endEnrollment(
  agent: AgentActor,
  input: EnrollmentEnd,
  at: Date,
): Promise<{ activityId: number; released: number }> {
  requirePermission(agent, 'activity.configure')
  const { enrollmentId, endsOn } = input
  return db.$transaction(async (tx) => {
    const enrollment = await lockEnrollment(tx, enrollmentId)
    if (!enrollment) throw new NotFound()
    const { childId, activityId } = enrollment
    refuse('PERIOD', periodMessage(enrollment, endsOn))
    // A click on the planning locks its day before it reads the enrollment: from here on it waits.
    const period = { from: addDays(endsOn, 1), to: enrollment.endsOn }
    await lockDays(tx, cellsOfEnrollment(enrollment, period))
    const after = await bookingsOfEnrollment(tx, enrollment, period)
    const { released, cleared, heldUntil } = endEffect(after, dayInParis(at))
    refuse('HELD', heldMessage(heldUntil))
    if (released.length !== input.released) throw new Refusal('CHANGED', movedEndMessage(released.length))
    await tx.enrollment.update({ where: { id: enrollmentId }, data: { endsOn: dayToDb(endsOn) } })
    await release(tx, enrollment, endsOn, [...released, ...cleared], at)
    await recordEvent(tx, agent, at, {
      action: 'enrollment.end',
      childId,
      subject: enrollmentId,
      detail: { activityId, endsOn, released: released.map(({ day, state }) => ({ day, state })) },
    })
    await tellFamilies(tx, enrollment, endsOn, released, at)
    return { activityId, released: released.length }
  })
}

function refuse(code: 'PERIOD' | 'HELD', message: string | null): void {
  if (message) throw new Refusal(code, message, { endsOn: message })
}

/** The bookings disappear: the child is no longer enrolled on their days. Requests of which no day is left are cancelled. */
async function release(
  tx: Tx,
  enrollment: LockedEnrollment,
  endsOn: Day,
  bookings: readonly EnrollmentBooking[],
  at: Date,
): Promise<void> {
  const freed = bookings.filter(({ state }) => holdsPlace(state))
  const requestIds = [...new Set(bookings.flatMap(({ requestId }) => requestId ?? []))]
  await removeBookings(
    tx,
    enrollment,
    bookings.map(({ day }) => day),
  )
  const places = freed.map(({ groupId, day }) => ({ groupId, day, places: -1 }))
  if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
  await settleRequests(tx, requestIds)
  await tx.bookingRequest.updateMany({
    where: {
      id: { in: requestIds },
      state: { in: ['PENDING', 'WAITING', 'ACCEPTED'] },
      bookings: { none: {} },
    },
    data: { state: 'CANCELLED', reason: endedReason(enrollment.activity, endsOn) },
  })
  await serveWaiting(tx, freed, at)
}

/** One mail to each account that follows the child, with the days that its own families had. */
async function tellFamilies(
  tx: Tx,
  { id, childId, activity, child }: LockedEnrollment,
  endsOn: Day,
  released: readonly EnrollmentBooking[],
  at: Date,
): Promise<void> {
  const followers = groupBy(await followersOf(tx, [childId]), ({ accountId }) => accountId)
  const mails = [...followers].map(([accountId, followed]) => {
    const families = new Set(followed.map(({ familyId }) => familyId))
    const days = released.filter(({ familyId }) => families.has(familyId)).map(({ day }) => day)
    const url = `${env.appUrl}/famille/planning?date=${days[0] ?? endsOn}`
    return {
      kind: 'enrollment.end',
      to: followed[0]!.email,
      idempotencyKey: `enrollment.end:${id}:${endsOn}:${accountId}`,
      content: enrollmentEndMail({ firstName: child.firstName, activity, endsOn, days }, url),
    }
  })
  await queueMails(tx, mails, at)
}
