import 'server-only'
import { hashPassword } from '@/lib/account/password'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { randomToken } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { AGENT_MESSAGES } from '../messages'
import type { NewAgent } from '../schema'
import { giveActivities } from './give-activities'
import { mailInvitation } from './invite'

/**
 * Opens an agent's account, with a password that nobody knows, and mails them the link to choose one.
 * Returns its identifier.
 *
 * @throws NotFound without the permission; Refusal EMAIL_TAKEN
 */
export async function createAgent(
  administrator: AgentActor,
  input: NewAgent,
  at: Date,
): Promise<{ accountId: string }> {
  requirePermission(administrator, 'agent.manage')
  const passwordHash = await hashPassword(randomToken())
  return db.$transaction(async (tx) => {
    const { email, firstName, lastName, role } = input
    const [account] = await tx.account.createManyAndReturn({
      data: [{ email, firstName, lastName, passwordHash, createdAt: at }],
      skipDuplicates: true,
    })
    if (!account)
      throw new Refusal('EMAIL_TAKEN', AGENT_MESSAGES.emailTaken, { email: AGENT_MESSAGES.emailTaken })
    await tx.agent.create({ data: { accountId: account.id, role, createdAt: at } })
    if (role === 'ON_SITE') await giveActivities(tx, account.id, input.activities)
    await mailInvitation(tx, account, at)
    await recordEvent(tx, administrator, at, {
      action: 'agent.create',
      subject: account.id,
      detail: { role },
    })
    return { accountId: account.id }
  })
}
