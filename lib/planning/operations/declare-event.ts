import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { eventMail } from '../event-messages'
import type { EventInput } from '../event-schema'
import { cellsOfEvent, readEffect, releaseBookings, writeTargets, type TouchedBooking } from '../event-sql'
import { periodObstacle, type EventEffect } from '../rules/events'
import { holdsPlace } from '../rules/states'
import { countPlaces, lockDays } from '../lock-sql'
import { settleRequests } from '../request-sql'
import { eventsByChild, mailFamilies, urlOf } from './event-families'
import { requestIdsOf, serveWaiting } from './serve-waiting'

/**
 * What a collective event would release; nothing is written. One statement.
 *
 * @throws NotFound when the agent may not
 * @throws Refusal PERIOD with the field
 */
export async function previewEvent(agent: AgentActor, input: EventInput, at: Date): Promise<EventEffect> {
  requirePermission(agent, 'event.manage')
  checkPeriod(input, at)
  return readEffect(db, input)
}

/**
 * Declares a collective event (PRODUCT §7): what is booked on its days for the children it concerns becomes an absence that
 * is not billed, what waits is refused with its name, the places go to those who wait and whom it does not concern, and
 * each family reads it in one mail. From then on `explain` bars these days. One transaction and a constant number of
 * statements, whatever the bookings. Sent again with its key, it is the same event.
 *
 * @returns the id of the event
 * @throws NotFound when the agent may not, or the school, an activity or a group does not exist
 * @throws Refusal PERIOD with the field
 */
export async function declareEvent(agent: AgentActor, input: EventInput, at: Date): Promise<string> {
  requirePermission(agent, 'event.manage')
  checkPeriod(input, at)
  const { key, name, kind, startsOn, endsOn, schoolId, grades } = input
  return db.$transaction(async (tx) => {
    if (schoolId !== null && (await tx.school.count({ where: { id: schoolId } })) === 0) throw new NotFound()
    const nothing: EventEffect = { families: 0, children: 0, days: [] }
    // Who comes second with the same key waits here for the first, and finds its event.
    const [event] = await tx.collectiveEvent.createManyAndReturn({
      data: [
        {
          ...{ key, name, kind, schoolId, grades, released: nothing },
          startsOn: dayToDb(startsOn),
          endsOn: dayToDb(endsOn),
          declaredAt: at,
          declaredById: agent.accountId,
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    })
    if (!event)
      return (await tx.collectiveEvent.findUniqueOrThrow({ where: { key }, select: { id: true } })).id
    if (!(await writeTargets(tx, event.id, input.targets))) throw new NotFound()
    await lockDays(tx, cellsOfEvent(input))
    const released = await readEffect(tx, input)
    await tx.collectiveEvent.update({ where: { id: event.id }, data: { released } })
    const bookings = await releaseBookings(tx, event.id, input, at)
    await freePlaces(tx, bookings, at)
    await recordEvents(tx, agent, at, [
      {
        action: 'event.declare',
        subject: event.id,
        detail: { kind, startsOn, endsOn, families: released.families, children: released.children },
      },
      ...eventsByChild(bookings, event.id, 'event.release'),
    ])
    await mailFamilies(
      tx,
      bookings,
      (lines) => eventMail(input, lines, urlOf(lines)),
      { kind: 'event.declare', key: `event.declare:${event.id}` },
      at,
    )
    return event.id
  })
}

function checkPeriod(input: EventInput, at: Date): void {
  const obstacle = periodObstacle(input, dayInParis(at))
  if (obstacle) throw new Refusal('PERIOD', obstacle.message, { [obstacle.field]: obstacle.message })
}

/** Counts the places that were given up, and serves those who wait for them. */
async function freePlaces(tx: Tx, bookings: readonly TouchedBooking[], at: Date): Promise<void> {
  const freed = bookings.filter(({ before }) => holdsPlace(before))
  const places = freed.map(({ groupId, day }) => ({ groupId, day, places: -1 }))
  if (!(await countPlaces(tx, places))) throw new Error('a locked day changed under its lock')
  await settleRequests(tx, requestIdsOf(bookings))
  await serveWaiting(tx, freed, at)
}
