import 'server-only'
import { isOpen, type Calendar } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import type { Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { decisionMail } from '../request-mails'
import { entryWords } from '../messages'
import { deadlinesOf } from '../rules/entries'
import { explain } from '../rules/explain'
import type { AgentAction } from '../rules/states'
import { serveWaiting } from './serve-waiting'
import { cellsOfRequests, countPlaces, lockDays, type DayLock, type PlaceChange } from '../lock-sql'
import { decideBookings, readRequests, settleRequests, type RequestToDecide } from '../request-sql'

/** What a decision did: how many requests, and those left as they were, each with its reason. */
export type DecisionOutcome = { decided: number; left: { number: number; reason: string }[] }

/** A day of a request, decided by itself. */
export type DayToDecide = { requestId: string; childId: string; activityId: number; day: Day }

/** What is decided of a request: its days, and whether others of it go on waiting. */
type Decided = RequestToDecide & { rest: boolean }

/**
 * Accepts or refuses requests, or some of their days, the oldest first, as long as there are places: those that no longer
 * fit stay pending and are named. The families are written to. A constant number of statements, whatever the batch.
 *
 * @param requestIds decided whole
 * @param days decided by themselves, of other requests
 * @param reason what the family reads; needed to refuse
 * @throws NotFound when the agent may not decide, or when no request has these ids
 */
export async function decideRequests(
  agent: AgentActor,
  { requestIds, days = [], verdict, reason }: DecisionInput,
  at: Date,
): Promise<DecisionOutcome> {
  requirePermission(agent, 'request.decide')
  return db.$transaction(async (tx) => {
    const ids = [...new Set([...requestIds, ...days.map(({ requestId }) => requestId)])]
    const locks = await lockDays(tx, cellsOfRequests(ids))
    const read = await readRequests(tx, ids)
    if (read.length === 0) throw new NotFound()
    const requests = read.map((request) => chosenDays(request, requestIds, days))
    const locked = locks.map(({ day }) => day).sort()
    const calendar = locked[0]
      ? await readCalendar(tx, locked[0], locked.at(-1)!)
      : { holidays: [], closures: [] }
    const sorted = sortRequests(requests, verdict, locks, calendar, at)
    const told = verdict === 'REFUSE' ? reason : null
    const decided = await writeDecision(tx, agent, sorted.decided, verdict, told, at)
    return { decided, left: sorted.left }
  })
}

type DecisionInput = {
  requestIds: readonly string[]
  days?: readonly DayToDecide[]
  verdict: AgentAction
  reason: string | null
}

/** A request with the days of it that are decided. */
function chosenDays(
  request: RequestToDecide,
  requestIds: readonly string[],
  days: readonly DayToDecide[],
): Decided {
  if (requestIds.includes(request.id)) return { ...request, rest: false }
  const chosen = new Set(days.filter(({ requestId }) => requestId === request.id).map(dayKey))
  const bookings = request.bookings.filter(({ activity, ...one }) =>
    chosen.has(dayKey({ ...one, activityId: activity.id })),
  )
  return { ...request, bookings, rest: bookings.length < request.bookings.length }
}

function dayKey({ childId, activityId, day }: Omit<DayToDecide, 'requestId'>): string {
  return `${childId} ${activityId} ${day}`
}

/** Which requests the verdict can be given to, counting the places that each of them takes. */
function sortRequests(
  requests: Decided[],
  verdict: AgentAction,
  locks: DayLock[],
  calendar: Calendar,
  at: Date,
) {
  const decided: Decided[] = []
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
  requests: Decided[],
  verdict: AgentAction,
  reason: string | null,
  at: Date,
): Promise<number> {
  if (requests.length === 0) return 0
  const ids = requests.map(({ id }) => id)
  const bookings = requests.flatMap((request) => request.bookings)
  const changes = bookings.map((one) => placeOf(one, verdict))
  const whole = requests.filter(({ rest }) => !rest).map(({ id }) => id)
  const { count } = await tx.bookingRequest.updateMany({
    where: { id: { in: whole }, state: 'PENDING' },
    data: { decidedAt: at, deciderId: agent.accountId, reason },
  })
  if (count !== whole.length || !(await countPlaces(tx, changes)))
    throw new Error('a locked day or request changed under its lock')
  const cells = bookings.map(({ childId, activity, day }) => ({ childId, activityId: activity.id, day }))
  await decideBookings(tx, cells, verdict, reason, at)
  await settleRequests(tx, ids)
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
    requests.map(({ id, familyId, bookings: { length: days } }) => ({
      ...{ action: event, familyId, subject: id, detail: { days } },
    })),
  )
  await queueMails(
    tx,
    requests.flatMap((request) => mailsOf(request, reason, at)),
    at,
  )
  return requests.length
}

function mailsOf(request: Decided, reason: string | null, at: Date) {
  if (!request.email) return []
  const entries = request.bookings.map(({ activity, firstName, day }) => ({
    firstName,
    activity: activity.name,
    day,
  }))
  const content = decisionMail(
    { ...request, askedAt: new Date(request.askedAt), entries },
    reason,
    `${env.appUrl}/famille/planning?date=${request.bookings[0]!.day}`,
  )
  // Some of its days may be decided later.
  const key = `request.decide:${request.id}:${at.getTime()}`
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
