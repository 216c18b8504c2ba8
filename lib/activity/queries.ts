import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, dayFromDb, dayInParis, dayToDb, type Day, type WallTime } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { Activity, Prisma } from '@/lib/generated/prisma/client.ts'
import type { Calendar } from './rules/calendar'
import type { Group } from './rules/groups'
import type { DayLimits, DeadlineTerms } from './rules/terms'
import { readCalendar } from './sql'

/** An activity with its rules, as the agents' screens show it. */
export type ActivityView = DeadlineTerms &
  Pick<
    Activity,
    | 'id'
    | 'name'
    | 'icon'
    | 'opensOn'
    | 'weekdays'
    | 'openToAll'
    | 'needsDocuments'
    | 'showsPlacesLeft'
    | 'isChildcare'
    | 'autoAccepts'
    | 'waitingList'
    | 'offerHours'
  > & {
    startsAt: WallTime
    endsAt: WallTime
    dayLimits: DayLimits | null
    groups: Group[]
    /** Ids of activities that can't be booked on a same day, or that must be. */
    excludes: number[]
    requires: number[]
  }

/** Days to come with more bookings than places: how many, and the fullest. */
export type Overfull = { days: number; most: number; on: Day }

export type ClosureView = {
  id: number
  activityId: number | null
  activity: string | null
  name: string
  startsOn: Day
  endsOn: Day
}

const GROUP = { id: true, name: true, capacity: true, minAge: true, maxAge: true, grades: true } as const

const ACTIVITY = {
  id: true,
  name: true,
  icon: true,
  opensOn: true,
  weekdays: true,
  startsAt: true,
  endsAt: true,
  openToAll: true,
  needsDocuments: true,
  showsPlacesLeft: true,
  isChildcare: true,
  autoAccepts: true,
  bookingOpens: true,
  bookingDeadline: true,
  lateBooking: true,
  absenceDeadline: true,
  lateAbsence: true,
  dayLimits: true,
  waitingList: true,
  offerHours: true,
  groups: { select: GROUP, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  links: { select: { otherId: true, kind: true }, orderBy: { otherId: 'asc' } },
} satisfies Prisma.ActivitySelect

/** The activities in their order, and the closures that are not over. */
export async function activitiesAndClosures(
  agent: AgentActor,
  at: Date,
): Promise<{
  activities: (ActivityView & { enrolled: number; overfull: Overfull | null })[]
  closures: ClosureView[]
}> {
  requirePermission(agent, 'activity.configure')
  const today = dayToDb(dayInParis(at))
  const [activities, closures, overfull] = await Promise.all([
    db.activity.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: {
        ...ACTIVITY,
        _count: { select: { enrollments: { where: { startsOn: { lte: today }, endsOn: { gte: today } } } } },
      },
    }),
    db.closure.findMany({
      where: { endsOn: { gte: today } },
      orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        activityId: true,
        name: true,
        startsOn: true,
        endsOn: true,
        activity: { select: { name: true } },
      },
    }),
    overfullDays(today),
  ])
  return {
    activities: activities.map(({ _count, ...activity }) => ({
      ...view(activity),
      enrolled: _count.enrollments,
      overfull: overfull.get(activity.id) ?? null,
    })),
    closures: closures.map(({ activity, ...closure }) => ({
      ...closure,
      activity: activity?.name ?? null,
      startsOn: dayFromDb(closure.startsOn),
      endsOn: dayFromDb(closure.endsOn),
    })),
  }
}

/** An activity that a child may be enrolled in, and its groups. */
export type ActivityToEnroll = { id: number; name: string; groups: Group[] }

/** The activities with their groups, in their order, for the form of an enrollment. */
export async function activitiesToEnroll(agent: AgentActor): Promise<ActivityToEnroll[]> {
  requirePermission(agent, 'activity.configure')
  return db.activity.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      groups: { select: GROUP, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
    },
  })
}

/** The activities by name, in their order. */
export async function activityNames(agent: AgentActor): Promise<{ id: number; name: string }[]> {
  requirePermission(agent, 'activity.configure')
  return db.activity.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
}

/** By activity, the days from one on that hold more bookings than the activity has places. */
async function overfullDays(from: Date): Promise<Map<number, Overfull>> {
  const rows = await db.$queryRaw<(Overfull & { id: number })[]>`
    SELECT d."activityId" AS id, count(DISTINCT d.day)::int AS days, max(d.booked - g.capacity)::int AS most,
      ((array_agg(d.day ORDER BY d.booked DESC, d.day))[1])::text AS on
    FROM "ActivityDay" d JOIN "ActivityGroup" g ON g.id = d."groupId"
    WHERE d.day >= ${from}::date AND d.booked > g.capacity GROUP BY d."activityId"`
  return new Map(rows.map(({ id, ...overfull }) => [id, overfull]))
}

/** One activity with its rules; null when it does not exist. */
export async function activityOf(agent: AgentActor, id: number): Promise<ActivityView | null> {
  requirePermission(agent, 'activity.configure')
  const activity = await db.activity.findUnique({ where: { id }, select: ACTIVITY })
  return activity && view(activity)
}

/** The calendar of the next weeks, for the examples of the form; a year back for the counting. */
export function calendarAhead(at: Date): Promise<Calendar> {
  const today = dayInParis(at)
  return readCalendar(db, today, addDays(today, 60))
}

type Row = Prisma.ActivityGetPayload<{ select: typeof ACTIVITY }>

function view({ links, ...activity }: Row): ActivityView {
  const linked = (kind: 'EXCLUDES' | 'REQUIRES') =>
    links.filter((link) => link.kind === kind).map(({ otherId }) => otherId)
  const rules = { ...activity, excludes: linked('EXCLUDES'), requires: linked('REQUIRES') }
  // The JSON was checked by the form's schema when it was written.
  return rules as unknown as ActivityView
}
