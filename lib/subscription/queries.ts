import 'server-only'
import type { AgentActor, Parent } from '../core/actor'
import { db } from '../core/db'
import { requirePermission } from '../core/permissions'
import { guardianName } from './messages'
import { codeState, type CodeState } from './rules/validity'
import { unsubscribeSchema } from './schema'
import { countCodes, type CodeCounts } from './statements'

const subscriptionId = unsubscribeSchema.shape.subscriptionId

/** One of a parent's subscriptions, as « Mes abonnements » lists it. */
export type SubscriptionView = {
  id: string
  familyName: string
  guardian: string
  children: { id: string; firstName: string; colour: number }[]
  since: Date
}

/** The parent's active subscriptions, the oldest first. */
export async function subscriptionsOf(parent: Parent): Promise<SubscriptionView[]> {
  const rows = await db.subscription.findMany({
    where: { accountId: parent.accountId, endedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      createdAt: true,
      guardian: {
        select: {
          title: true,
          firstNames: true,
          lastName: true,
          family: { select: { name: true } },
          guardianships: {
            select: { child: { select: { id: true, firstNames: true, colour: true } } },
            orderBy: { child: { birthDate: 'asc' } },
          },
        },
      },
    },
  })
  return rows.map(({ id, createdAt, guardian }) => ({
    id,
    familyName: guardian.family.name,
    guardian: guardianName(guardian),
    children: guardian.guardianships.map(({ child }) => ({
      id: child.id,
      firstName: child.firstNames.split(/[\s,]+/)[0]!,
      colour: child.colour,
    })),
    since: createdAt,
  }))
}

/** One of the parent's own subscriptions, active or ended; null when it is not theirs or names nothing. */
export async function subscriptionOf(
  parent: Parent,
  id: unknown,
): Promise<{ familyName: string; ended: boolean } | null> {
  const known = subscriptionId.safeParse(id)
  if (!known.success) return null
  const row = await db.subscription.findFirst({
    where: { id: known.data, accountId: parent.accountId },
    select: { endedAt: true, guardian: { select: { family: { select: { name: true } } } } },
  })
  return row && { familyName: row.guardian.family.name, ended: row.endedAt !== null }
}

/** What agents see of a guardian's codes: never the code itself. */
export type GuardianCodesView = {
  guardianId: string
  name: string
  hasAddress: boolean
  /** The latest code that was made, or null. */
  code: { id: string; state: CodeState; createdAt: Date; expiresAt: Date; revokedAt: Date | null } | null
  /** Every account that used a code of this guardian: who, when, and until when. `account` null: deleted. */
  uses: { account: string | null; email: string | null; usedAt: Date; endedAt: Date | null }[]
}

type CodeRow = Record<'id' | 'createdAt' | 'expiresAt', string> &
  Record<'revokedAt' | 'usedAt' | 'account' | 'email' | 'endedAt', string | null>

type GuardianRow = Parameters<typeof guardianName>[0] & { id: string; hasAddress: boolean; codes: CodeRow[] }

/** JSON carries instants as texts. */
function codeOfRow({ id, account, email, ...row }: CodeRow) {
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...{ id, account, email },
    createdAt: new Date(row.createdAt),
    expiresAt: new Date(row.expiresAt),
    revokedAt: instant(row.revokedAt),
    usedAt: instant(row.usedAt),
    endedAt: instant(row.endedAt),
  }
}

/** The guardians of a family with the state of their codes at an instant, in one statement. @throws NotFound */
export async function codesOfFamily(
  agent: AgentActor,
  familyId: string,
  at: Date,
): Promise<GuardianCodesView[]> {
  requirePermission(agent, 'family.read')
  const guardians = await db.$queryRaw<GuardianRow[]>`
    SELECT g.id, g.title::text AS title, g."firstNames", g."lastName", num_nonnulls(NULLIF(g."addressLine", ''), NULLIF(g."postalCode", ''), NULLIF(g.city, '')) = 3 AS "hasAddress",
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'createdAt', c."createdAt", 'expiresAt', c."expiresAt", 'revokedAt', c."revokedAt",
          'usedAt', c."usedAt", 'account', a."firstName" || ' ' || a."lastName", 'email', a.email, 'endedAt', s."endedAt")
          ORDER BY c."createdAt" DESC, c.id DESC), '[]')
        FROM "SubscriberCode" c LEFT JOIN "Account" a ON a.id = c."usedByAccountId" LEFT JOIN "Subscription" s ON s."codeId" = c.id
        WHERE c."guardianId" = g.id) AS codes
    FROM "Guardian" g WHERE g."familyId" = ${familyId}::uuid ORDER BY g."createdAt", g."lastName", g."firstNames", g.id`
  return guardians.map(({ codes: rows, ...guardian }) => {
    const codes = rows.map(codeOfRow)
    const open = codes.find(({ usedAt, revokedAt }) => !usedAt && !revokedAt)
    const latest = open ?? codes[0]
    return {
      guardianId: guardian.id,
      name: guardianName(guardian),
      hasAddress: guardian.hasAddress,
      code: latest
        ? {
            id: latest.id,
            state: codeState(latest, at),
            createdAt: latest.createdAt,
            expiresAt: latest.expiresAt,
            revokedAt: latest.revokedAt,
          }
        : null,
      uses: codes.flatMap(({ account, email, usedAt, endedAt }) =>
        usedAt ? { account, email, usedAt, endedAt } : [],
      ),
    }
  })
}

/** How far the guardians' subscriptions are, for the page of the codes. @throws NotFound */
export async function codeCounts(agent: AgentActor, at: Date): Promise<CodeCounts> {
  requirePermission(agent, 'code.manage')
  return countCodes(db, at)
}
