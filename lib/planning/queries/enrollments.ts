import 'server-only'
import type { GroupedChild } from '@/lib/activity/rules/groups'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { heldMessage, periodMessage } from '../enrollment-messages'
import { bookingsOfEnrollment } from '../enrollment-sql'
import { endEffect } from '../rules/enrollment-end'
import { FIRST_NAME } from '../sql'
import type { EnrolledFilter } from '../schema'

/** A child, as the lists of agents name it. */
export type ChildNamed = GroupedChild & {
  childId: string
  firstName: string
  lastName: string
  colour: number
  families: { id: string; name: string }[]
}

/** A child's enrollment in an activity. `groupId`: chosen by an agent. */
export type EnrolledChild = ChildNamed & {
  id: string
  groupId: number | null
  startsOn: Day
  endsOn: Day
  weekdays: number[]
  isOccasional: boolean
}

/** How many enrollments a page of the list holds, and how many children a search proposes. */
export const ENROLLED_PAGE = 40
export const CHILDREN_FOUND = 20

/** How close a typed name must be (word_similarity of pg_trgm): a wrong letter in six. */
const CLOSENESS = '0.45'

const NAMES = Prisma.sql`espace_normalise(c."lastName" || ' ' || c."firstNames" || ' ' || coalesce(c."usualName", ''))`

/** A child "c" as `ChildNamed`. */
const CHILD = Prisma.sql`c.id AS "childId", ${FIRST_NAME} AS "firstName", coalesce(c."usualName", c."lastName") AS "lastName",
  c.colour, c."birthDate"::text AS "birthDate", c.grade::text AS grade,
  COALESCE((SELECT json_agg(DISTINCT jsonb_build_object('id', f.id, 'name', f.name)) FROM "Guardianship" gs
    JOIN "Guardian" g ON g.id = gs."guardianId" JOIN "Family" f ON f.id = g."familyId" WHERE gs."childId" = c.id), '[]') AS families`

/** The enrollments of an activity, by name: one page of them, and how many there are. One statement. */
export async function enrolledChildren(
  agent: AgentActor,
  activityId: number,
  { text, when, page }: EnrolledFilter,
  today: Day,
): Promise<{ children: EnrolledChild[]; total: number }> {
  requirePermission(agent, 'activity.configure')
  const rows = await db.$queryRaw<(EnrolledChild & { total: number })[]>`
    SELECT e.id, ${CHILD}, e."groupId", e."startsOn"::text, e."endsOn"::text, e.weekdays, e."isOccasional", (count(*) OVER ())::int AS total
    FROM "Enrollment" e JOIN "Child" c ON c.id = e."childId"
    WHERE e."activityId" = ${activityId}
      AND (${when} = 'toutes' OR (e."endsOn" >= ${today}::date) = (${when} <> 'terminees'))
      AND NOT EXISTS (SELECT 1 FROM regexp_split_to_table(espace_normalise(${text}), '\\s+') word WHERE position(word IN ${NAMES}) = 0)
    ORDER BY espace_normalise(coalesce(c."usualName", c."lastName")), espace_normalise(c."firstNames"), c.id, e."startsOn"
    LIMIT ${ENROLLED_PAGE} OFFSET ${(page - 1) * ENROLLED_PAGE}`
  return { children: rows.map(({ total: _, ...child }) => child), total: rows[0]?.total ?? 0 }
}

/** A child that a search found, and until when it is enrolled in the activity already; null when it is not. */
export type ChildFound = ChildNamed & { enrolledUntil: Day | null }

/** The children whose names are the closest to what is typed, twenty at most. One statement. */
export async function childrenToEnroll(
  agent: AgentActor,
  activityId: number,
  text: string,
  today: Day,
): Promise<ChildFound[]> {
  requirePermission(agent, 'activity.configure')
  if (text === '') return []
  const asked = Prisma.sql`espace_normalise(${text})`
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${CLOSENESS}, true)`
    return tx.$queryRaw<ChildFound[]>`
      SELECT ${CHILD}, ${enrolledUntil(activityId, today)} FROM "Child" c WHERE ${asked} <% ${NAMES}
      ORDER BY word_similarity(${asked}, ${NAMES}) DESC, ${NAMES}, c.id LIMIT ${CHILDREN_FOUND}`
  })
}

/** One child to enroll; null when it does not exist. */
export async function childToEnroll(
  agent: AgentActor,
  activityId: number,
  childId: string,
  today: Day,
): Promise<ChildFound | null> {
  requirePermission(agent, 'activity.configure')
  const [child] = await db.$queryRaw<ChildFound[]>`
    SELECT ${CHILD}, ${enrolledUntil(activityId, today)} FROM "Child" c WHERE c.id = ${childId}::uuid`
  return child ?? null
}

function enrolledUntil(activityId: number, today: Day): Prisma.Sql {
  return Prisma.sql`(SELECT max(e."endsOn")::text FROM "Enrollment" e WHERE e."childId" = c.id
    AND e."activityId" = ${activityId} AND e."endsOn" >= ${today}::date) AS "enrolledUntil"`
}

/** What an end would do: why it can't be, or the days of the bookings that it releases. */
export type EndPreview = { endsOn: Day; obstacle: string | null; days: Day[] }

/**
 * One enrollment of an activity, and what its end on a day would do.
 *
 * @param endsOn null: no end is looked at
 * @returns null when the activity has no such enrollment
 */
export async function enrollmentOf(
  agent: AgentActor,
  { activityId, id }: { activityId: number; id: string },
  endsOn: Day | null,
  today: Day,
): Promise<(EnrolledChild & { end: EndPreview | null }) | null> {
  requirePermission(agent, 'activity.configure')
  const [enrollment] = await db.$queryRaw<EnrolledChild[]>`
    SELECT e.id, ${CHILD}, e."groupId", e."startsOn"::text, e."endsOn"::text, e.weekdays, e."isOccasional"
    FROM "Enrollment" e JOIN "Child" c ON c.id = e."childId"
    WHERE e.id = ${id}::uuid AND e."activityId" = ${activityId}`
  if (!enrollment) return null
  return { ...enrollment, end: endsOn && (await previewEnd(enrollment, activityId, endsOn, today)) }
}

async function previewEnd(
  enrollment: EnrolledChild,
  activityId: number,
  endsOn: Day,
  today: Day,
): Promise<EndPreview> {
  const outside = periodMessage(enrollment, endsOn)
  if (outside) return { endsOn, obstacle: outside, days: [] }
  const period = { from: addDays(endsOn, 1), to: enrollment.endsOn }
  const after = await bookingsOfEnrollment(db, { childId: enrollment.childId, activityId }, period)
  const { released, heldUntil } = endEffect(after, today)
  return { endsOn, obstacle: heldMessage(heldUntil), days: released.map(({ day }) => day) }
}
