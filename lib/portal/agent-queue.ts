import 'server-only'
import { cache } from 'react'
import type { AgentActor } from '@/lib/core/actor'
import { dayToDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { typeIdsOfAgent } from '@/lib/document/scope'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'
import type { ActivityIcon } from '@/lib/planning/rules/grid'

/** How many entries of each queue wait for an agent: people whose dossier has a change, requests, documents and photos. */
export type QueueCounts = { dossiers: number; requests: number; documents: number }

/** What waits, counted; 0 for what the agent's role does not decide. Read once per request. */
export const queueCounts = cache(async (agent: AgentActor): Promise<QueueCounts> => {
  const sections = DECLARED_SECTIONS.filter(({ agents }) => roleCan(agent.role, agents.decide)).map(
    ({ id }) => id,
  )
  const requests = roleCan(agent.role, 'request.decide')
  const documents = roleCan(agent.role, 'document.decide')
  if (sections.length === 0 && !requests && !documents) return { dossiers: 0, requests: 0, documents: 0 }
  const typeIds = documents ? await typeIdsOfAgent(agent) : []
  const [row] = await db.$queryRaw<QueueCounts[]>`
    SELECT
      (SELECT count(DISTINCT COALESCE("guardianId", "childId", "familyId"))::int FROM "PendingChange"
        WHERE state = 'PENDING' AND section = ANY(${sections})) AS dossiers,
      (SELECT count(*)::int FROM "BookingRequest" WHERE state = 'PENDING' AND ${requests}) AS requests,
      (SELECT count(*)::int FROM "Document" WHERE state = 'PENDING' AND "typeId" = ANY(${typeIds}::int[]))
        + (SELECT count(*)::int FROM "ChildPhoto" WHERE state = 'PENDING' AND ${roleCan(agent.role, 'photo.decide')}) AS documents`
  return row!
})

/** A code that was used lately: whose, by which account, and when. */
export type RecentSubscription = {
  id: string
  familyId: string
  familyName: string
  guardianName: string
  accountName: string
  createdAt: Date
}

/** The last subscriptions, newest first. @throws NotFound without the permission */
export async function recentSubscriptions(agent: AgentActor, count: number): Promise<RecentSubscription[]> {
  requirePermission(agent, 'family.read')
  return db.$queryRaw<RecentSubscription[]>`
    SELECT s.id, f.id AS "familyId", f.name AS "familyName", s."createdAt",
      split_part(g."firstNames", ' ', 1) || ' ' || g."lastName" AS "guardianName", a."firstName" || ' ' || a."lastName" AS "accountName"
    FROM "Subscription" s JOIN "Guardian" g ON g.id = s."guardianId" JOIN "Family" f ON f.id = g."familyId"
    JOIN "Account" a ON a.id = s."accountId"
    WHERE s."endedAt" IS NULL ORDER BY s."createdAt" DESC, s.id LIMIT ${count}`
}

/** How many children an activity expects on a day. */
export type ExpectedChildren = {
  activityId: number
  name: string
  icon: ActivityIcon
  expected: number
  absent: number
}

/**
 * The children expected on a day, by activity: those who hold a place. An on-site agent sees their own
 * activities. @throws NotFound without the permission
 */
export async function expectedOn(agent: AgentActor, day: Day): Promise<ExpectedChildren[]> {
  requirePermission(agent, 'daysheet.read')
  const all = agent.role !== 'ON_SITE'
  return db.$queryRaw<ExpectedChildren[]>`
    SELECT a.id AS "activityId", a.name, a.icon::text AS icon,
      count(*) FILTER (WHERE b.state IN ('BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW'))::int AS expected,
      count(*) FILTER (WHERE b.state = 'ABSENT')::int AS absent
    FROM "Activity" a JOIN "Booking" b ON b."activityId" = a.id AND b.day = ${dayToDb(day)}
    WHERE ${all} OR a.id = ANY(${agent.activityIds}::int[])
    GROUP BY a.id ORDER BY a.position`
}

/** A request that waits: whose, for whom, for what and since when. */
export type WaitingRequest = {
  id: string
  number: number
  kind: 'RESERVATION' | 'ABSENCE'
  familyName: string
  children: string[]
  activities: string[]
  days: number
  askedAt: Date
}

/** The requests that wait longest. @throws NotFound without the permission */
export async function oldestRequests(agent: AgentActor, count: number): Promise<WaitingRequest[]> {
  requirePermission(agent, 'request.decide')
  return db.$queryRaw<WaitingRequest[]>`
    SELECT r.id, r.number, r.kind::text AS kind, f.name AS "familyName", r."askedAt",
      ARRAY(SELECT split_part(c."firstNames", ' ', 1) FROM "Child" c WHERE c.id = ANY(r."childIds") ORDER BY c."birthDate") AS children,
      ARRAY(SELECT a.name FROM "Activity" a WHERE a.id = ANY(r."activityIds") ORDER BY a.position) AS activities,
      (SELECT count(DISTINCT b.day)::int FROM "Booking" b WHERE b."requestId" = r.id) AS days
    FROM "BookingRequest" r JOIN "Family" f ON f.id = r."familyId"
    WHERE r.state = 'PENDING' ORDER BY r."askedAt", r.id LIMIT ${count}`
}
