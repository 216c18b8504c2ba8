import 'server-only'
import { isOpen } from '@/lib/activity/rules/calendar'
import { readCalendar } from '@/lib/activity/sql'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import type { Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { createLinks } from '../links'
import { entryWords } from '../messages'
import { offerEndedMail, offerMail, placeGivenMail } from '../request-mails'
import { deadlinesOf } from '../rules/entries'
import { placeFor, type ServedPlace } from '../rules/waiting'
import {
  cellsOfExpiredOffers,
  cellsOfGroupDay,
  cellsOfWaiting,
  endOffers,
  nextInLine,
  servePlaces,
  type Waiting,
} from '../waiting-sql'
import { countPlaces, lockDays } from '../lock-sql'
import { settleRequests } from '../request-sql'

type Offer = Waiting & Extract<ServedPlace, { state: 'OFFERED' }> & { accountId: string }

/** A group's day. */
export type GroupDay = { groupId: number; day: Day }

/**
 * Gives the free places of days to those who wait for them, in their order: booked at once while the family could still
 * give the day up freely, else offered, for a time (PRODUCT §6). The days must be locked by the transaction. A constant
 * number of statements.
 *
 * @param hand the agent who gives one place of a list kept by hand; without one, the lists that serve by themselves
 * @returns how many were served
 */
export async function serveWaiting(
  tx: Tx,
  days: readonly GroupDay[],
  at: Date,
  hand: AgentActor | null = null,
): Promise<number> {
  if (days.length === 0) return 0
  const line = await nextInLine(tx, days, hand ? 'MANUAL' : 'AUTO')
  if (line.length === 0) return 0
  const sorted = line.map(({ day }) => day).sort()
  const calendar = await readCalendar(tx, sorted[0]!, sorted.at(-1)!)
  const served = line.flatMap((waiting) => {
    const { activity, day } = waiting
    if (!isOpen(activity, day, calendar).open) return []
    const place = placeFor(deadlinesOf(activity, day, calendar), activity.offerHours, at)
    return place ? [{ ...waiting, ...place }] : []
  })
  if (served.length === 0) return 0
  await servePlaces(tx, served, at)
  const places = served.map(({ groupId, day }) => ({ groupId, day, places: 1 }))
  if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
  await settleRequests(tx, requestIdsOf(served))
  await recordEvents(
    tx,
    hand,
    at,
    served.map(({ familyId, childId, requestId, activity, day, state }) => ({
      action: 'waiting.serve',
      familyId,
      childId,
      subject: requestId ?? undefined,
      detail: { activityId: activity.id, day, state },
    })),
  )
  const offers = served.flatMap((one) =>
    one.state === 'OFFERED' && one.accountId ? [{ ...one, accountId: one.accountId }] : [],
  )
  const tokens = await createLinks(tx, offers.map(linkOf), at)
  const urls = new Map(offers.map((one, index) => [keyOf(one), `${env.appUrl}/places/${tokens[index]!}`]))
  await queueMails(
    tx,
    served.flatMap((one) => mailsOf(one, urls.get(keyOf(one)) ?? urlOf(one.day))),
    at,
  )
  return served.length
}

/** The link that confirms an offer without logging in, as long as the place is held. */
function linkOf({ accountId, childId, activity, day, offeredUntil }: Offer) {
  const cells = [{ childId, activityId: activity.id, day }]
  return { accountId, purpose: 'CONFIRM' as const, cells, expiresAt: offeredUntil }
}

/**
 * Ends the offers that nobody answered in time, and serves the next in line.
 *
 * @returns how many offers ended
 */
export async function expireOffers(at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const locks = await lockDays(tx, cellsOfExpiredOffers(at))
    if (locks.length === 0) return 0
    const ended = await endOffers(tx, at)
    const places = ended.map(({ groupId, day }) => ({ groupId, day, places: -1 }))
    if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
    await settleRequests(tx, requestIdsOf(ended))
    await recordEvents(
      tx,
      null,
      at,
      ended.map(({ familyId, childId, requestId, activity, day }) => ({
        action: 'waiting.expire',
        familyId,
        childId,
        subject: requestId ?? undefined,
        detail: { activityId: activity.id, day },
      })),
    )
    const mails = ended.flatMap((offer) => {
      if (!offer.email) return []
      const content = offerEndedMail(wordsOf(offer), urlOf(offer.day))
      const key = `waiting.expire:${keyOf(offer)}:${at.getTime()}`
      return [{ kind: 'waiting.expire', to: offer.email, idempotencyKey: key, content }]
    })
    await queueMails(tx, mails, at)
    await serveWaiting(tx, ended, at)
    return ended.length
  })
}

/** Serves the waiting lists of an activity's days to come: its places have grown. @returns how many were served */
export async function serveActivity(activityId: number, today: Day, at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const locks = await lockDays(tx, cellsOfWaiting(activityId, today))
    return serveWaiting(tx, locks, at)
  })
}

/**
 * Gives a free place of a waiting list kept by hand to the first who waits.
 *
 * @throws NotFound when the agent may not, or the group does not exist
 * @throws Refusal NOBODY when no place is free, nobody waits any more, or the activity has begun or is closed
 */
export async function givePlace(agent: AgentActor, day: GroupDay, at: Date): Promise<void> {
  requirePermission(agent, 'request.decide')
  await db.$transaction(async (tx) => {
    const locks = await lockDays(tx, cellsOfGroupDay(day))
    if (locks.length === 0) throw new NotFound()
    if ((await serveWaiting(tx, [day], at, agent)) === 0)
      throw new Refusal(
        'NOBODY',
        'Rien n’a été donné : la place est prise, plus personne n’attend, ou la journée n’est plus ouverte.',
      )
  })
}

function mailsOf(served: Waiting & ServedPlace, url: string) {
  if (!served.email) return []
  const content =
    served.state === 'OFFERED'
      ? offerMail(wordsOf(served), served.offeredUntil, url)
      : placeGivenMail(wordsOf(served), url)
  const key = `waiting.serve:${keyOf(served)}`
  return [{ kind: 'waiting.serve', to: served.email, idempotencyKey: key, content }]
}

function wordsOf({ firstName, activity, day }: Waiting): string {
  return entryWords({ firstName, activity: activity.name, day })
}

/** A name waits once under a number. */
function keyOf({ childId, activity, day, waitingNumber }: Waiting): string {
  return `${childId}:${activity.id}:${day}:${waitingNumber}`
}

function urlOf(day: Day): string {
  return `${env.appUrl}/famille/planning?date=${day}`
}

/** The requests that bookings point to. */
export function requestIdsOf(rows: readonly { requestId: string | null }[]): string[] {
  return [...new Set(rows.flatMap(({ requestId }) => (requestId ? [requestId] : [])))]
}
