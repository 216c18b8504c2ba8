import 'server-only'
import { isOpen, type Calendar } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { decisionMail, entryWords } from '../messages'
import { deadlinesOf } from '../rules/entries'
import { explain } from '../rules/explain'
import type { AgentAction } from '../rules/states'
import { serveWaiting } from './serve-waiting'
import {
  cellsOfRequests,
  countPlaces,
  decideBookings,
  keepWaiting,
  lockDays,
  readRequests,
  type DayLock,
  type PlaceChange,
  type RequestToDecide,
} from '../sql'

/** What a decision did: how many requests, and those left as they were, each with its reason. */
export type DecisionOutcome = { decided: number; left: { number: number; reason: string }[] }

/**
 * Accepts or refuses requests, the oldest first, as long as there are places: those that no longer fit stay
 * pending and are named. The families are written to. A constant number of statements, whatever the batch.
 *
 * @param reason what the family reads; needed to refuse
 * @throws NotFound when the agent may not decide, or when no request has these ids
 */
export async function decideRequests(
  agent: AgentActor,
  { requestIds, verdict, reason }: { requestIds: string[]; verdict: AgentAction; reason: string | null },
  at: Date,
): Promise<DecisionOutcome> {
  requirePermission(agent, 'request.decide')
  return db.$transaction(async (tx) => {
    const locks = await lockDays(tx, cellsOfRequests(requestIds))
    const requests = await readRequests(tx, requestIds)
    if (requests.length === 0) throw new NotFound()
    const days = locks.map(({ day }) => day).sort()
    const calendar = days[0] ? await readCalendar(tx, days[0], days.at(-1)!) : { holidays: [], closures: [] }
    const sorted = sortRequests(requests, verdict, locks, calendar, at)
    const told = verdict === 'REFUSE' ? reason : null
    const decided = await writeDecision(tx, agent, sorted.decided, verdict, told, at)
    return { decided, left: sorted.left }
  })
}

/** Which requests the verdict can be given to, counting the places that each of them takes. */
function sortRequests(
  requests: RequestToDecide[],
  verdict: AgentAction,
  locks: DayLock[],
  calendar: Calendar,
  at: Date,
) {
  const decided: RequestToDecide[] = []
  const left: DecisionOutcome['left'] = []
  let free = new Map(locks.map((lock) => [keyOf(lock.groupId, lock.day), freePlaces(lock)]))
  for (const request of requests) {
    const after = new Map(free)
    let obstacle =
      request.state === 'PENDING' && request.bookings.length > 0
        ? null
        : 'Quelqu’un y a répondu entre-temps, ou la famille l’a annulée.'
    for (const booking of request.bookings) {
      obstacle ??= obstacleTo(booking, verdict, after, calendar, at)
      const { groupId, day, places } = placeOf(booking, verdict)
      after.set(keyOf(groupId, day), (after.get(keyOf(groupId, day)) ?? Infinity) - places)
    }
    if (obstacle) left.push({ number: request.number, reason: obstacle })
    else {
      decided.push(request)
      free = after
    }
  }
  return { decided, left }
}

function obstacleTo(
  { activity, groupId, day, state, firstName }: RequestToDecide['bookings'][number],
  verdict: AgentAction,
  free: Map<string, number>,
  calendar: Calendar,
  at: Date,
): string | null {
  const opening = isOpen(activity, day, calendar)
  const places = free.get(keyOf(groupId, day)) ?? Infinity
  const entry = {
    state,
    own: true,
    elsewhere: false,
    reason: null,
    closedBy: opening.open ? null : opening.reason,
    barred: null,
    needed: null,
    placesLeft: places === Infinity ? null : places,
    waiting: 0,
    rank: null,
    offeredUntil: null,
  }
  const { possible, forbidden } = explain(entry, activity, deadlinesOf(activity, day, calendar), 'agent', at)
  if (possible.some((one) => one.action === verdict)) return null
  const reason = forbidden.find((one) => one.action === verdict)?.reason ?? 'Ce n’est plus possible.'
  return `${entryWords({ firstName, activity: activity.name, day })}. ${reason}`
}

async function writeDecision(
  tx: Tx,
  agent: AgentActor,
  requests: RequestToDecide[],
  verdict: AgentAction,
  reason: string | null,
  at: Date,
): Promise<number> {
  if (requests.length === 0) return 0
  const ids = requests.map(({ id }) => id)
  const changes = requests.flatMap(({ bookings }) => bookings.map((one) => placeOf(one, verdict)))
  const { count } = await tx.bookingRequest.updateMany({
    where: { id: { in: ids }, state: 'PENDING' },
    data: {
      state: verdict === 'ACCEPT' ? 'ACCEPTED' : 'REFUSED',
      decidedAt: at,
      deciderId: agent.accountId,
      reason,
    },
  })
  if (count !== ids.length || !(await countPlaces(tx, changes)))
    throw new Error('a locked day or request changed under its lock')
  await decideBookings(tx, ids, verdict, reason, at)
  await keepWaiting(tx, ids)
  await serveWaiting(
    tx,
    changes.filter(({ places }) => places < 0),
    at,
  )
  const event = verdict === 'ACCEPT' ? 'request.accept' : 'request.refuse'
  await recordEvents(
    tx,
    agent,
    at,
    requests.map(({ id, familyId }) => ({ action: event, familyId, subject: id })),
  )
  await queueMails(
    tx,
    requests.flatMap((request) => mailsOf(request, reason)),
    at,
  )
  return count
}

function mailsOf(request: RequestToDecide, reason: string | null) {
  if (!request.email) return []
  const entries = request.bookings.map(({ activity, firstName, day }) => ({
    firstName,
    activity: activity.name,
    day,
  }))
  const content = decisionMail(
    { ...request, askedAt: new Date(request.askedAt), entries, rest: false },
    reason,
    `${env.appUrl}/famille/planning?date=${request.bookings[0]!.day}`,
  )
  const key = `request.decide:${request.id}`
  return [{ kind: 'request.decision', to: request.email, idempotencyKey: key, content }]
}

/** The place that a verdict takes or gives back: only accepting moves it. */
function placeOf(
  { groupId, day, state }: RequestToDecide['bookings'][number],
  verdict: AgentAction,
): PlaceChange {
  const places = verdict === 'REFUSE' ? 0 : state === 'REQUESTED' ? 1 : -1
  return { groupId, day, places }
}

function freePlaces({ capacity, booked }: DayLock): number {
  return capacity === null ? Infinity : capacity - booked
}

function keyOf(groupId: number, day: string): string {
  return `${groupId} ${day}`
}
