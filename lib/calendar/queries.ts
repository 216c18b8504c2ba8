import 'server-only'
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { parentOfAccount, type Parent } from '@/lib/core/actor'
import { tokenHash } from '@/lib/core/crypto'
import { addDays, dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { planningOfPeriod } from '@/lib/planning/queries'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { feedEvent, FEED_SPAN } from './rules'

/** Whether a parent has an open feed, and since when. */
export async function feedSince(parent: Parent): Promise<Date | null> {
  const feed = await db.calendarFeed.findUnique({
    where: { accountId: parent.accountId },
    select: { createdAt: true },
  })
  return feed?.createdAt ?? null
}

/**
 * The planning behind a secret address, as iCalendar (RFC 5545): all-day events of a month back and half a year ahead.
 *
 * @returns null when the address is unknown or revoked, or its account disabled or without a family
 */
export async function calendarOf(token: string, at: Date): Promise<string | null> {
  const parent = await parentOfFeed(token)
  if (!parent) return null
  const today = dayInParis(at)
  const period = { from: addDays(today, -FEED_SPAN.before), to: addDays(today, FEED_SPAN.after) }
  const grid = await planningOfPeriod(parent, period, at)
  const host = new URL(env.appUrl).host
  const calendar = ical({
    name: 'Planning Espace Famille',
    prodId: { company: 'Espace Famille', product: 'Planning', language: 'FR' },
    ttl: 3600,
  })
  for (const { child, activity, day, state } of unpackEntries(grid)) {
    const { id: childId, firstName } = grid.children[child]!
    const { id: activityId, name } = grid.activities[activity]!
    const event = feedEvent({ childId, firstName, activityId, activity: name, day, state }, host)
    if (!event) continue
    calendar.createEvent({
      id: event.uid,
      // All-day: the library writes the UTC date, whatever the zone of the machine.
      start: dayToDb(event.day),
      end: dayToDb(addDays(event.day, 1)),
      allDay: true,
      stamp: at,
      summary: event.summary,
      description: event.description,
      status: event.certain ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
      transparency: ICalEventTransparency.TRANSPARENT,
      url: `${env.appUrl}/famille/planning?date=${event.day}`,
    })
  }
  return calendar.toString()
}

async function parentOfFeed(token: string): Promise<Parent | null> {
  const feed = await db.calendarFeed.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: { accountId: true },
  })
  return feed && parentOfAccount(feed.accountId)
}
