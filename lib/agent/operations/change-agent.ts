import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent, type AuditEntry } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { AGENT_MESSAGES } from '../messages'
import type { AgentRoleInput } from '../schema'
import { giveActivities } from './give-activities'
import { mailInvitation } from './invite'

/**
 * Gives an agent another role or other activities; it holds from their next request on.
 *
 * @throws NotFound without the permission or the agent; Refusal OWN_ACCOUNT, LAST_ADMINISTRATOR
 */
export function changeAgentRole(administrator: AgentActor, input: AgentRoleInput, at: Date): Promise<void> {
  const { accountId, role, activities } = input
  const event = { action: 'agent.role-change', subject: accountId, detail: { role } }
  return changeAgent(administrator, event, at, async (tx) => {
    if (role !== 'ADMINISTRATOR') await refuseLastAdministrator(tx, accountId)
    await tx.agent.update({ where: { accountId }, data: { role } })
    await tx.agentActivity.deleteMany({ where: { accountId } })
    if (role === 'ON_SITE') await giveActivities(tx, accountId, activities)
  })
}

/**
 * Closes an agent's account and ends its sessions. What they did stays in the journal.
 *
 * @throws NotFound without the permission or the agent; Refusal OWN_ACCOUNT, LAST_ADMINISTRATOR
 */
export function disableAgent(
  administrator: AgentActor,
  { accountId }: { accountId: string },
  at: Date,
): Promise<void> {
  return changeAgent(administrator, { action: 'agent.disable', subject: accountId }, at, async (tx) => {
    await refuseLastAdministrator(tx, accountId)
    await tx.account.update({ where: { id: accountId }, data: { disabledAt: at } })
    await tx.session.deleteMany({ where: { accountId } })
  })
}

/** Opens again an agent's account that was closed. @throws NotFound without the permission or the agent */
export function enableAgent(
  administrator: AgentActor,
  { accountId }: { accountId: string },
  at: Date,
): Promise<void> {
  return changeAgent(administrator, { action: 'agent.enable', subject: accountId }, at, async (tx) => {
    await tx.account.update({ where: { id: accountId }, data: { disabledAt: null } })
  })
}

/** Mails an agent a new link to choose their password. @throws NotFound without the permission or the agent */
export function inviteAgent(
  administrator: AgentActor,
  { accountId }: { accountId: string },
  at: Date,
): Promise<void> {
  return changeAgent(administrator, { action: 'agent.invite', subject: accountId }, at, (tx, account) =>
    mailInvitation(tx, account, at),
  )
}

/** Does something about an agent, the event's subject, who is another than the administrator, and writes the event. */
async function changeAgent(
  administrator: AgentActor,
  event: AuditEntry & { subject: string },
  at: Date,
  change: (tx: Tx, account: AgentRow) => Promise<void>,
): Promise<void> {
  requirePermission(administrator, 'agent.manage')
  await db.$transaction(async (tx) => {
    await change(tx, await lockOtherAgent(tx, administrator, event.subject))
    await recordEvent(tx, administrator, at, event)
  })
}

type AgentRow = { id: string; email: string; firstName: string }

/** The agent, who is another than the administrator; all administrators are locked, so that one always stays. */
async function lockOtherAgent(tx: Tx, administrator: AgentActor, accountId: string): Promise<AgentRow> {
  const locked = await tx.$queryRaw<AgentRow[]>`
    SELECT a.id, a.email, a."firstName" FROM "Agent" g JOIN "Account" a ON a.id = g."accountId"
    WHERE g."accountId" = ${accountId}::uuid OR g.role = 'ADMINISTRATOR'
    ORDER BY g."accountId" FOR UPDATE OF g`
  const agent = locked.find(({ id }) => id === accountId)
  if (!agent) throw new NotFound()
  if (accountId === administrator.accountId) throw new Refusal('OWN_ACCOUNT', AGENT_MESSAGES.ownAccount)
  return agent
}

async function refuseLastAdministrator(tx: Tx, accountId: string): Promise<void> {
  const others = await tx.agent.count({
    where: { role: 'ADMINISTRATOR', accountId: { not: accountId }, account: { disabledAt: null } },
  })
  if (others === 0) throw new Refusal('LAST_ADMINISTRATOR', AGENT_MESSAGES.lastAdministrator)
}
