import 'server-only'
import { estimatesOf, type PlannedBooking } from '@/lib/billing/queries/estimate'
import type { Parent } from '@/lib/core/actor'
import { addDays, dayInParis, daysBetween } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import type { LinkedCell } from '../links'
import { countedPlaces, entriesOf, familyOfEntry } from '../queries'
import { announce, changedSince } from '../rules/announced'
import {
  costsMore,
  FARTHEST_DAY,
  LONGEST_PERIOD,
  planPeriod,
  type PeriodOutcome,
  type PlannedDay,
} from '../rules/period'
import { countOutcomes, type PeriodView } from '../rules/period-view'
import type { LaidEntry, Period } from '../rules/entries'
import { dayKey } from '../rules/reminders'
import type { StoredState } from '../rules/states'
import type { PeriodInput } from '../schema'
import { cellsOfPeriod, lockDays } from '../lock-sql'
import { readPlanning, type PlanningRead } from '../sql'
import { cellKey, writeRequests } from './write-period'

/** What a request for a period asks for. With `cells`, these days alone: those that are no longer there are left out. */
export type AskedPeriod = PeriodInput & { cells?: readonly LinkedCell[] }

/**
 * What a request for a period would do, day by day, and what it would cost; nothing is written. Four children, three
 * activities and a school year are two statements.
 *
 * @throws NotFound when a child is not the parent's, or an activity is none of theirs
 * @throws Refusal PERIOD with the field, NOTHING when no day is to be asked for
 */
export async function previewPeriod(parent: Parent, input: AskedPeriod, at: Date): Promise<PeriodView> {
  checkLength(input)
  checkDates(input, at)
  const read = await readPlanning(db, parent, input)
  const plan = planOf(read, input, at)
  if (plan.length === 0) throw new Refusal('NOTHING', NOTHING_WORDS[input.kind])
  const announced = announce(plan, read, input, input.kind)
  const found = await estimatesOf(plannedBookings(read, plan), read.calendar)
  const estimates = found.map(({ familyId, ...estimate }) => ({
    ...estimate,
    guardianId: parent.guardians.find((one) => one.familyId === familyId)!.guardianId,
  }))
  return { ...viewOf(read, input, plan), announced, numbers: [], estimates }
}

/** What would be billed of a plan: what an agent has to accept counts as accepted, a rank on a waiting list does not. */
function plannedBookings(read: PlanningRead, plan: readonly PlannedDay[]): PlannedBooking[] {
  const bookings = new Map(read.bookings.map((one) => [cellKey(one), one]))
  return plan.flatMap((one): PlannedBooking[] => {
    if (one.action === null || one.to === 'WAITLISTED') return []
    const isAbsence = one.to === 'ABSENT' || one.to === 'ABSENCE_REQUESTED'
    return [
      {
        familyId: familyOfEntry(read, { ...one, elsewhere: false }, bookings.get(cellKey(one))),
        childId: read.children[one.child]!.id,
        activityId: read.activities[one.activity]!.id,
        day: one.day,
        state: isAbsence ? 'ABSENT' : 'BOOKED',
        billing: one.to === 'ABSENCE_REQUESTED' ? 'FREE' : one.billing,
        excuse: one.action === 'DECLARE_SICK' ? 'MEDICAL' : null,
      },
    ]
  })
}

/**
 * Asks for a period: each day is booked, waits for an agent or takes its rank on a waiting list, as `planPeriod` says of
 * what the transaction has locked; impossible days are left out. One request for each family that books. A constant
 * number of statements, whatever the days. Days that are no longer as the preview announced are marked. Sent again with
 * its key, it is the same request.
 *
 * @throws NotFound when a child is not the parent's, or an activity is none of theirs
 * @throws Refusal PERIOD with the field, NOTHING when no day is to be asked for
 */
export async function requestPeriod(parent: Parent, input: AskedPeriod, at: Date): Promise<PeriodView> {
  checkLength(input)
  return db.$transaction(async (tx) => {
    await lockDays(tx, cellsOfPeriod(parent, input))
    const read = await readPlanning(tx, parent, input)
    const known = await tx.bookingRequest.findMany({
      where: { key: input.key, authorId: parent.accountId },
      orderBy: { number: 'asc' },
      select: { id: true, number: true },
    })
    if (known.length > 0) return doneView(read, input, known, at)
    checkDates(input, at)
    const plan = planOf(read, input, at)
    if (plan.length === 0) throw new Refusal('NOTHING', NOTHING_WORDS[input.kind])
    const requests = await writeRequests(tx, parent, read, input, plan, at)
    return {
      ...viewOf(read, input, plan),
      announced: [],
      estimates: [],
      numbers: requests.map(({ number }) => number),
    }
  })
}

const NOTHING_WORDS = {
  RESERVATION:
    'Sur ces jours, rien n’est ouvert aux enfants choisis dans les activités choisies. Changez les dates, les jours ou les activités.',
  ABSENCE:
    'Rien n’est réservé sur ces jours : il n’y a pas d’absence à déclarer. Changez les dates ou les activités.',
}

const refuse = (field: 'from' | 'to', message: string) => new Refusal('PERIOD', message, { [field]: message })

/** Before a day is locked or read: a period has no more days than a form may ask for. */
function checkLength({ from, to }: Period): void {
  if (to < from) throw refuse('to', 'Le dernier jour vient avant le premier.')
  if (daysBetween(from, to) >= LONGEST_PERIOD)
    throw refuse('to', 'Une demande porte sur une année scolaire au plus : rapprochez les deux dates.')
}

function checkDates({ from, to }: Period, at: Date): void {
  const today = dayInParis(at)
  if (from < today) throw refuse('from', 'Ce jour est passé : commencez aujourd’hui ou plus tard.')
  if (to > addDays(today, FARTHEST_DAY)) throw refuse('to', 'Choisissez un jour des deux années à venir.')
}

/** @throws NotFound for a child or an activity that is not among what the parent reads */
function planOf(read: PlanningRead, input: AskedPeriod, at: Date): PlannedDay[] {
  const position = <Id>(list: readonly { id: Id }[], id: Id) => {
    const found = list.findIndex((one) => one.id === id)
    if (found < 0 && !input.cells) throw new NotFound()
    return found
  }
  const { kind, from, to, weekdays, childIds, activityIds, cells } = input
  const asked = cells && new Set(cells.map((one) => dayKey(one.childId, one.activityId, one.day)))
  const isAsked = ({ child, activity, day }: LaidEntry) =>
    !asked || asked.has(dayKey(read.children[child]!.id, read.activities[activity]!.id, day))
  return planPeriod(
    read,
    entriesOf(read, { from, to }).filter(isAsked),
    countedPlaces(read),
    {
      ...{ kind, weekdays },
      sick: input.absenceReason === 'ILLNESS',
      children: childIds.map((id) => position(read.children, id)),
      activities: activityIds.map((id) => position(read.activities, id)),
    },
    at,
  )
}

function viewOf(
  read: PlanningRead,
  { kind, from, to, childIds, activityIds, announced }: PeriodInput,
  plan: readonly PlannedDay[],
): Omit<PeriodView, 'announced' | 'numbers' | 'estimates'> {
  const changed = changedSince(plan, announced, read, from, kind)
  const pairs = new Set(plan.map(({ child, activity }) => `${child} ${activity}`))
  const empty = read.children.flatMap(({ id: childId }, child) =>
    read.activities.flatMap(({ id }, activity) =>
      childIds.includes(childId) && activityIds.includes(id) && !pairs.has(`${child} ${activity}`)
        ? [{ child, activity }]
        : [],
    ),
  )
  return {
    ...{ kind, from, to, empty },
    children: read.children.map(({ id, firstName, colour }) => ({ id, firstName, colour })),
    activities: read.activities.map(({ id, name }) => ({ id, name })),
    counts: countOutcomes(plan, kind),
    days: plan.map((one, index) => ({
      child: one.child,
      activity: one.activity,
      day: one.day,
      outcome: one.outcome,
      rank: one.rank,
      reason: one.reason,
      costsMore: costsMore(one, kind),
      ...(changed.has(index) && { announced: changed.get(index)! }),
    })),
  }
}

/** The outcome of a day that a request holds already, by its booking. */
const DONE: Partial<Record<StoredState, PeriodOutcome>> = {
  BOOKED: 'ACCEPTED',
  ABSENT: 'ACCEPTED',
  REQUESTED: 'PENDING',
  ABSENCE_REQUESTED: 'PENDING',
  WAITLISTED: 'WAITLISTED',
}

/** What a request that is there already has done: the answer to a form sent twice. */
function doneView(
  read: PlanningRead,
  input: AskedPeriod,
  requests: readonly { id: string; number: number }[],
  at: Date,
): PeriodView {
  const ids = new Set(requests.map(({ id }) => id))
  const mine = new Map(
    read.bookings.flatMap((one) =>
      one.requestId !== null && ids.has(one.requestId) ? [[cellKey(one), one] as const] : [],
    ),
  )
  const plan = planOf(read, input, at).map((one) => {
    const booking = mine.get(cellKey(one))
    const outcome = booking && DONE[booking.state]
    return outcome ? { ...one, outcome, billing: booking.billing, rank: booking.rank, reason: null } : one
  })
  return {
    ...viewOf(read, { ...input, announced: [] }, plan),
    announced: [],
    estimates: [],
    numbers: requests.map(({ number }) => number),
  }
}
