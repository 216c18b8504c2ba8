import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMails } from '@/lib/core/mail'
import { receiptMail, type ReceiptPart } from '../request-mails'
import { familyOfEntry } from '../queries'
import type { PlannedDay } from '../rules/period'
import { holdsPlace, type StoredState } from '../rules/states'
import type { PeriodInput } from '../schema'
import { countPlaces, writeBookings, type BookingRow } from '../lock-sql'
import type { PlanningRead } from '../sql'
import { serveWaiting } from './serve-waiting'

/** Writes the requests, the days, the counters, the journal and the receipts of a plan. */
export async function writeRequests(
  tx: Tx,
  parent: Parent,
  read: PlanningRead,
  input: PeriodInput,
  plan: readonly PlannedDay[],
  at: Date,
): Promise<{ id: string; number: number }[]> {
  const bookings = new Map(read.bookings.map((one) => [cellKey(one), one]))
  const done = plan.flatMap((one) => {
    if (one.action === null || one.groupId === null) return []
    const booking = bookings.get(cellKey(one))
    // What `explain` allows is never a day of the other family.
    const familyId = familyOfEntry(read, { ...one, elsewhere: false }, booking)
    return [{ ...one, groupId: one.groupId, familyId, booking }]
  })
  if (done.length === 0) return []
  const families = [...new Set(done.map(({ familyId }) => familyId))]
  const ofFamily = (familyId: string) => done.filter((one) => one.familyId === familyId)
  const requests = await tx.bookingRequest.createManyAndReturn({
    data: families.map((familyId) => requestRow(read, input, ofFamily(familyId), familyId, parent, at)),
    select: { id: true, number: true, familyId: true },
  })
  const idOf = new Map(requests.map(({ id, familyId }) => [familyId, id]))
  const rows = done.map(({ familyId, booking, ...one }): BookingRow => ({
    childId: read.children[one.child]!.id,
    activityId: read.activities[one.activity]!.id,
    groupId: one.groupId,
    day: one.day,
    state: one.to as StoredState,
    // What an absence waits on stays billed as it was until an agent accepts it.
    billing: one.to === 'ABSENCE_REQUESTED' ? booking!.billing : one.billing,
    excuse: one.action === 'DECLARE_SICK' ? 'MEDICAL' : null,
    familyId,
    requestId: idOf.get(familyId)!,
  }))
  const changes = done.map(({ groupId, day, from, to }) => ({
    groupId,
    day,
    places: Number(holdsPlace(to)) - Number(holdsPlace(from)),
  }))
  if (!(await countPlaces(tx, changes))) throw new Error('a locked day changed under its lock')
  await writeBookings(tx, rows, at)
  await serveWaiting(
    tx,
    changes.filter(({ places }) => places < 0),
    at,
  )
  await recordEvents(
    tx,
    parent,
    at,
    requests.flatMap(({ id, familyId }) => {
      const days = ofFamily(familyId)
      return [...new Set(days.map(({ child }) => child))].map((child) => ({
        action: 'request.ask',
        familyId,
        childId: read.children[child]!.id,
        subject: id,
        detail: {
          kind: input.kind,
          from: input.from,
          to: input.to,
          days: days.filter((one) => one.child === child).length,
        },
      }))
    }),
  )
  await queueMails(
    tx,
    requests.map(({ id, number, familyId }, index) => ({
      kind: 'request.receipt',
      to: parent.email,
      idempotencyKey: `request.ask:${id}`,
      content: receiptMail(
        { kind: input.kind, number, askedAt: at },
        receiptParts(read, [...ofFamily(familyId), ...(index === 0 ? plan.filter(isImpossible) : [])]),
        `${env.appUrl}/famille/demandes`,
      ),
    })),
    at,
  )
  return requests
}

function requestRow(
  read: PlanningRead,
  input: PeriodInput,
  days: readonly PlannedDay[],
  familyId: string,
  parent: Parent,
  at: Date,
) {
  const outcomes = new Set(days.map(({ outcome }) => outcome))
  const state = outcomes.has('PENDING') ? 'PENDING' : outcomes.has('WAITLISTED') ? 'WAITING' : 'ACCEPTED'
  const children = new Set(days.map(({ child }) => read.children[child]!.id))
  const activities = new Set(days.map(({ activity }) => read.activities[activity]!.id))
  return {
    kind: input.kind,
    familyId,
    comment: input.comment,
    absenceReason: input.absenceReason,
    key: input.key,
    childIds: input.childIds.filter((id) => children.has(id)),
    activityIds: input.activityIds.filter((id) => activities.has(id)),
    startsOn: dayToDb(input.from),
    endsOn: dayToDb(input.to),
    weekdays: input.weekdays,
    state,
    askedAt: at,
    authorId: parent.accountId,
    decidedAt: state === 'ACCEPTED' ? at : null,
  } as const
}

const isImpossible = ({ outcome }: PlannedDay) => outcome === 'IMPOSSIBLE'

/** Reasons of a receipt are said one by one as long as they are few. */
const MAX_REASONS = 3

function receiptParts(read: PlanningRead, days: readonly PlannedDay[]): ReceiptPart[] {
  const reasons = new Set(days.map(({ reason }) => reason))
  const parts = new Map<string, ReceiptPart>()
  for (const { child, activity, day, outcome, reason } of days) {
    const told = reasons.size <= MAX_REASONS + 1 ? reason : null
    const key = `${outcome} ${told}`
    const part = parts.get(key) ?? {
      outcome: outcome as ReceiptPart['outcome'],
      entries: [],
      reason: told,
    }
    const { firstName } = read.children[child]!
    part.entries.push({ firstName, activity: read.activities[activity]!.name, day })
    parts.set(key, part)
  }
  return [...parts.values()]
}

/** The key of a child's day in an activity, by positions in the lists of a reading. */
export function cellKey({ child, activity, day }: { child: number; activity: number; day: Day }): string {
  return `${child} ${activity} ${day}`
}
