import 'server-only'
import { cache } from 'react'
import { notFound, redirect } from 'next/navigation'
import { headers } from 'next/headers'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { now } from './clock'
import { db, PREPARED } from './db'
import { roleCan, type AgentPermission } from './permissions'
import { readSessionToken } from './session-cookie'
import { isTouchDue, sessionLifetime, type SessionNature } from './session-lifetime'
import { tokenHash } from './crypto'

type Person = { accountId: string; sessionId: string; email: string; firstName: string; lastName: string }

/** A citizen: their account, and the guardians (with their families) that their active subscriptions link it to. */
export type Parent = Person & { kind: 'parent'; guardians: { guardianId: string; familyId: string }[] }

/** An agent of the collectivité. `activityIds` bounds what an on-site agent sees. */
export type AgentActor = Person & { kind: 'agent'; role: AgentRole; activityIds: number[] }

export type Actor = Parent | AgentActor

type Row = Person & {
  role: AgentRole | null
  guardians: { guardianId: string; familyId: string }[]
  activityIds: number[]
  remember: boolean
  lastSeenAt: Date
}

/**
 * Who holds a session's token, at an instant: one statement, rights included. Its use extends the session
 * (written down every few minutes). Null when it is unknown, ended or expired, or the account disabled.
 */
export async function actorOfToken(token: string, at: Date): Promise<Actor | null> {
  const [row] = await db.$queryRaw<Row[]>`${PREPARED}
    SELECT a.id AS "accountId", s.id AS "sessionId", a.email, a."firstName", a."lastName", g.role,
      s.remember, s."lastSeenAt",
      COALESCE((SELECT json_agg(json_build_object('guardianId', gu.id, 'familyId', gu."familyId"))
        FROM "Subscription" su JOIN "Guardian" gu ON gu.id = su."guardianId"
        WHERE su."accountId" = a.id AND su."endedAt" IS NULL), '[]') AS guardians,
      COALESCE((SELECT json_agg(aa."activityId") FROM "AgentActivity" aa WHERE aa."accountId" = a.id), '[]') AS "activityIds"
    FROM "Session" s JOIN "Account" a ON a.id = s."accountId" LEFT JOIN "Agent" g ON g."accountId" = a.id
    WHERE s."tokenHash" = ${tokenHash(token)} AND s."expiresAt" > ${at} AND a."disabledAt" IS NULL`
  if (!row) return null
  const { role, guardians, activityIds, remember, lastSeenAt, ...person } = row
  if (isTouchDue(lastSeenAt, at))
    await extendSession(person.sessionId, { isAgent: role !== null, remember }, at)
  return role ? { kind: 'agent', ...person, role, activityIds } : { kind: 'parent', ...person, guardians }
}

/** Writes down that a session is used at an instant: its end moves on. Returns its new end. */
export async function extendSession(sessionId: string, nature: SessionNature, at: Date): Promise<Date> {
  const expiresAt = new Date(at.getTime() + sessionLifetime(nature))
  // The account remembers it after its sessions: what is not used for long is erased (lib/retention).
  await db.$executeRaw`
    WITH used AS (UPDATE "Session" SET "lastSeenAt" = ${at}, "expiresAt" = ${expiresAt}
      WHERE id = ${sessionId}::uuid AND "expiresAt" > ${at} RETURNING "accountId")
    INSERT INTO "AccountActivity" ("accountId", "lastActiveAt") SELECT "accountId", ${at} FROM used
    ON CONFLICT ("accountId") DO UPDATE SET "lastActiveAt" = EXCLUDED."lastActiveAt"`
  return expiresAt
}

/**
 * The parent behind an account, without a session: for the one thing that a secret address of theirs does.
 *
 * @returns null when the account is unknown, an agent's or disabled, or has no subscription
 */
export async function parentOfAccount(accountId: string): Promise<Parent | null> {
  const account = await db.account.findUnique({
    where: { id: accountId, disabledAt: null, agent: null },
    select: {
      email: true,
      firstName: true,
      lastName: true,
      subscriptions: {
        where: { endedAt: null },
        select: { guardian: { select: { id: true, familyId: true } } },
      },
    },
  })
  if (!account || account.subscriptions.length === 0) return null
  const { subscriptions, ...person } = account
  const guardians = subscriptions.map(({ guardian: { id, familyId } }) => ({ guardianId: id, familyId }))
  return { kind: 'parent', accountId, sessionId: '', ...person, guardians }
}

/** Who is asking, or null. Read once per request. */
export const getActor = cache(async (): Promise<Actor | null> => {
  const token = await readSessionToken()
  return token ? actorOfToken(token, now()) : null
})

/** Where the person wanted to go, to bring them back after the login. */
async function loginAddress(): Promise<string> {
  const path = (await headers()).get('x-path')
  return path && path !== '/' ? `/connexion?suite=${encodeURIComponent(path)}` : '/connexion'
}

/** The parent who is asking. Nobody is sent to the login; an agent finds nothing here. */
export async function requireParent(): Promise<Parent> {
  const actor = await getActor()
  if (!actor) redirect(await loginAddress())
  if (actor.kind !== 'parent') notFound()
  return actor
}

/** The parent who is asking, who has a family; without one, they are sent to « Mes abonnements ». */
export async function requireSubscribedParent(): Promise<Parent> {
  const parent = await requireParent()
  if (parent.guardians.length === 0) redirect('/mon-espace/abonnements')
  return parent
}

/** The agent who is asking, if their role holds the permission (any agent without one). 404 for others. */
export async function requireAgent(permission?: AgentPermission): Promise<AgentActor> {
  const actor = await getActor()
  if (!actor) redirect(await loginAddress())
  if (actor.kind !== 'agent' || (permission && !roleCan(actor.role, permission))) notFound()
  return actor
}

/** Whoever is logged in, parent or agent: for the pages of one's own account. */
export async function requireAnyone(): Promise<Actor> {
  const actor = await getActor()
  if (!actor) redirect(await loginAddress())
  return actor
}
