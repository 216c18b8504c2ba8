import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Grade } from '@/lib/generated/prisma/enums.ts'
import type { EventFilter } from '../event-schema'
import {
  countEffect,
  eventState,
  EXCUSED_STATES,
  REFUSED_STATES,
  type EventEffect,
  type EventKind,
  type EventReturn,
  type EventState,
} from '../rules/events'

/** What an event may be about: the activities with their groups (where there are several), and the schools. */
export type EventChoices = {
  activities: { id: number; name: string; groups: { id: number; name: string }[] }[]
  schools: { id: number; name: string }[]
}

/** Two statements. @throws NotFound when the agent may not */
export async function eventChoices(agent: AgentActor): Promise<EventChoices> {
  requirePermission(agent, 'event.manage')
  const group = { select: { id: true, name: true }, orderBy: [{ position: 'asc' }, { id: 'asc' }] } as const
  const [activities, schools] = await Promise.all([
    db.activity.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, groups: { ...group, orderBy: [...group.orderBy] } },
    }),
    db.school.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } }),
  ])
  return {
    activities: activities.map(({ groups, ...one }) => ({ ...one, groups: groups.length > 1 ? groups : [] })),
    schools,
  }
}

/** An event in the list. */
export type EventLine = {
  id: string
  name: string
  kind: EventKind
  startsOn: Day
  endsOn: Day
  grades: Grade[]
  school: string | null
  /** « Cantine », « Mercredi, Petits ». */
  targets: string[]
  state: EventState
  /** Bookings and requests released. */
  released: number
}

/** How many events one page shows. */
export const EVENTS_PAGE = 30

const TARGETS = Prisma.sql`COALESCE((SELECT json_agg(concat_ws(', ', a.name, NULLIF(g.name, '')) ORDER BY a.position, a.id, g.position)
  FROM "EventTarget" t JOIN "Activity" a ON a.id = t."activityId" LEFT JOIN "ActivityGroup" g ON g.id = t."groupId"
  WHERE t."eventId" = v.id), '[]')`

/** The events that answer a filter, the latest days first: one page, one statement. @throws NotFound when the agent may not */
export async function eventsPage(
  agent: AgentActor,
  { text, state, page }: EventFilter,
  today: Day,
): Promise<{ events: EventLine[]; total: number }> {
  requirePermission(agent, 'event.manage')
  const rows = await db.$queryRaw<
    (Omit<EventLine, 'released'> & { released: EventEffect; isCancelled: boolean; total: number })[]
  >`
    SELECT * FROM (SELECT v.id::text, v.name, v.kind::text, v."startsOn"::text, v."endsOn"::text, v.grades::text[], s.name AS school,
        ${TARGETS} AS targets, v.released, v."cancelledAt" IS NOT NULL AS "isCancelled", (count(*) OVER ())::int AS total
      FROM "CollectiveEvent" v LEFT JOIN "School" s ON s.id = v."schoolId"
      WHERE ${inState(state, today)}
        AND position(espace_normalise(${text}) IN espace_normalise(concat_ws(' ', v.name, s.name, ${TARGETS}::text))) > 0
      ORDER BY v."startsOn" DESC, v.id DESC LIMIT ${EVENTS_PAGE} OFFSET ${(page - 1) * EVENTS_PAGE}) found`
  return {
    events: rows.map(({ isCancelled, total: _, released, ...event }) => ({
      ...event,
      state: eventState({ ...event, isCancelled }, today),
      released: countEffect(released, [...EXCUSED_STATES, ...REFUSED_STATES]),
    })),
    total: rows[0]?.total ?? 0,
  }
}

/** As lib/planning/rules/events.ts, `eventState`. */
function inState(state: EventState | null, today: Day): Prisma.Sql {
  const live = Prisma.sql`v."cancelledAt" IS NULL`
  if (state === 'CANCELLED') return Prisma.sql`v."cancelledAt" IS NOT NULL`
  if (state === 'OVER') return Prisma.sql`${live} AND v."endsOn" < ${today}::date`
  if (state === 'COMING') return Prisma.sql`${live} AND v."startsOn" > ${today}::date`
  if (state === 'NOW') return Prisma.sql`${live} AND ${today}::date BETWEEN v."startsOn" AND v."endsOn"`
  return Prisma.sql`true`
}

/** An event with what it did, and what its cancellation gave back. */
export type EventView = Omit<EventLine, 'released'> & {
  released: EventEffect
  restored: EventReturn | null
  declaredAt: Date
  /** Null when the account is gone. */
  declaredBy: string | null
  cancelledAt: Date | null
  cancelledBy: string | null
}

/** One event; null when there is none. @throws NotFound when the agent may not */
export async function eventView(agent: AgentActor, id: string, today: Day): Promise<EventView | null> {
  requirePermission(agent, 'event.manage')
  const person = { select: { firstName: true, lastName: true } } as const
  const event = await db.collectiveEvent.findUnique({
    where: { id },
    select: {
      ...{ id: true, name: true, kind: true, startsOn: true, endsOn: true, grades: true },
      ...{ declaredAt: true, cancelledAt: true, released: true, restored: true },
      ...{ declaredBy: person, cancelledBy: person, school: { select: { name: true } } },
      targets: {
        orderBy: [{ activity: { position: 'asc' } }, { id: 'asc' }],
        select: { activity: { select: { name: true } }, group: { select: { name: true } } },
      },
    },
  })
  if (!event) return null
  const [startsOn, endsOn] = [dayFromDb(event.startsOn), dayFromDb(event.endsOn)]
  const nameOf = (one: { firstName: string; lastName: string } | null) =>
    one && `${one.firstName} ${one.lastName}`
  return {
    ...event,
    ...{ startsOn, endsOn },
    kind: event.kind as EventKind,
    school: event.school?.name ?? null,
    targets: event.targets.map(({ activity, group }) =>
      [activity.name, group?.name].filter(Boolean).join(', '),
    ),
    state: eventState({ startsOn, endsOn, isCancelled: event.cancelledAt !== null }, today),
    released: event.released as EventEffect,
    restored: event.restored as EventReturn | null,
    declaredBy: nameOf(event.declaredBy),
    cancelledBy: nameOf(event.cancelledBy),
  }
}
