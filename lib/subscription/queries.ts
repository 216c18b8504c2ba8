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

/** The guardians of a family with the state of their codes at an instant. @throws NotFound */
export async function codesOfFamily(
  agent: AgentActor,
  familyId: string,
  at: Date,
): Promise<GuardianCodesView[]> {
  requirePermission(agent, 'family.read')
  const guardians = await db.guardian.findMany({
    where: { familyId },
    orderBy: [{ createdAt: 'asc' }, { lastName: 'asc' }, { firstNames: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      title: true,
      firstNames: true,
      lastName: true,
      addressLine: true,
      postalCode: true,
      city: true,
      codes: {
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: {
          id: true,
          createdAt: true,
          expiresAt: true,
          revokedAt: true,
          usedAt: true,
          usedByAccount: { select: { firstName: true, lastName: true, email: true } },
          subscription: { select: { endedAt: true } },
        },
      },
    },
  })
  return guardians.map(({ codes, ...guardian }) => {
    const open = codes.find(({ usedAt, revokedAt }) => !usedAt && !revokedAt)
    const latest = open ?? codes[0]
    return {
      guardianId: guardian.id,
      name: guardianName(guardian),
      hasAddress: Boolean(guardian.addressLine && guardian.postalCode && guardian.city),
      code: latest
        ? {
            id: latest.id,
            state: codeState(latest, at),
            createdAt: latest.createdAt,
            expiresAt: latest.expiresAt,
            revokedAt: latest.revokedAt,
          }
        : null,
      uses: codes.flatMap(({ usedAt, usedByAccount: user, subscription }) =>
        usedAt
          ? {
              account: user && `${user.firstName} ${user.lastName}`,
              email: user && user.email,
              usedAt,
              endedAt: subscription?.endedAt ?? null,
            }
          : [],
      ),
    }
  })
}

/** How far the guardians' subscriptions are, for the page of the codes. @throws NotFound */
export async function codeCounts(agent: AgentActor, at: Date): Promise<CodeCounts> {
  requirePermission(agent, 'code.manage')
  return countCodes(db, at)
}
