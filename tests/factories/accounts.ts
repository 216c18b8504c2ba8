import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { AgentActor, Parent } from '@/lib/core/actor'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type { Account, AgentRole } from '@/lib/generated/prisma/client.ts'

/** The password of every account that the factories make, unless told otherwise. */
export const PASSWORD = 'Espace-famille-2026'

/** When rows of the factories were made, unless told otherwise. */
export const CREATED_AT = new Date('2025-09-01T08:00:00Z')

const THIRTY_DAYS = 30 * 86_400_000
const knownHashes = new Map<string, Promise<string>>()

/** The argon2id hash of a password, computed once per process: a hash costs more than a test. */
export function passwordHash(password = PASSWORD): Promise<string> {
  const known = knownHashes.get(password) ?? hash(password)
  knownHashes.set(password, known)
  return known
}

type AccountInput = Partial<Omit<Account, 'passwordHash'>> & { password?: string }

/** A confirmed account, without family or role. */
export async function createAccount(db: Tx, { password, ...values }: AccountInput = {}): Promise<Account> {
  const id = values.id ?? randomUUID()
  return db.account.create({
    data: {
      id,
      email: `citoyen-${id.slice(0, 8)}@exemple.example`,
      firstName: 'Sofia',
      lastName: 'Delmas',
      createdAt: CREATED_AT,
      ...values,
      passwordHash: await passwordHash(password),
    },
  })
}

/** The account of an agent, with its role and, for on-site agents, their activities. */
export async function createAgent(
  db: Tx,
  role: AgentRole,
  { activityIds = [], ...account }: AccountInput & { activityIds?: number[] } = {},
): Promise<Account> {
  const created = await createAccount(db, { firstName: 'Nadia', lastName: 'Perrin', ...account })
  await db.agent.create({
    data: {
      accountId: created.id,
      role,
      createdAt: created.createdAt,
      activities: { create: activityIds.map((activityId) => ({ activityId })) },
    },
  })
  return created
}

/** An open session of an account, of 30 days from `at`. Returns its row's id and the token of its cookie. */
export async function createSession(
  db: Tx,
  account: Pick<Account, 'id'>,
  { at = CREATED_AT, expiresAt = new Date(at.getTime() + THIRTY_DAYS) }: { at?: Date; expiresAt?: Date } = {},
): Promise<{ sessionId: string; token: string }> {
  const token = randomToken()
  const { id } = await db.session.create({
    data: {
      tokenHash: tokenHash(token),
      accountId: account.id,
      remember: true,
      createdAt: at,
      lastSeenAt: at,
      expiresAt,
      passwordAt: at,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      address: '203.0.113.7',
    },
    select: { id: true },
  })
  return { sessionId: id, token }
}

/** The parent behind an account, logged in, with the guardians of its active subscriptions. */
export async function parentActor(db: Tx, account: Account): Promise<Parent> {
  const { sessionId } = await createSession(db, account)
  const subscriptions = await db.subscription.findMany({
    where: { accountId: account.id, endedAt: null },
    select: { guardian: { select: { id: true, familyId: true } } },
  })
  const guardians = subscriptions.map(({ guardian }) => ({
    guardianId: guardian.id,
    familyId: guardian.familyId,
  }))
  return { kind: 'parent', ...person(account), sessionId, guardians }
}

/** The agent behind an account made by `createAgent`, logged in. */
export async function agentActor(db: Tx, account: Account): Promise<AgentActor> {
  const { sessionId } = await createSession(db, account)
  const agent = await db.agent.findUniqueOrThrow({
    where: { accountId: account.id },
    select: { role: true, activities: { select: { activityId: true } } },
  })
  const activityIds = agent.activities.map(({ activityId }) => activityId)
  return { kind: 'agent', ...person(account), sessionId, role: agent.role, activityIds }
}

const person = ({ id, email, firstName, lastName }: Account) => ({
  accountId: id,
  email,
  firstName,
  lastName,
})
