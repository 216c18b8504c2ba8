import { db } from '@/lib/core/db'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { formatCode } from '@/lib/subscription/rules/code'
import { agentActor } from '@/tests/factories/accounts'
import { NEWCOMER_FAMILY } from './stories'

/**
 * A new code abonné for the guardian that nouveau@demo.example may subscribe with; the one before, if it was
 * not used, no longer works. As printed: « K7QM-2XHD-… ».
 *
 * @throws when the database does not hold the demonstration
 */
export async function freshDemonstrationCode(at: Date): Promise<string> {
  const guardian = await db.guardian.findFirstOrThrow({
    where: { family: { externalNumber: NEWCOMER_FAMILY } },
    select: { id: true },
  })
  const account = await db.account.findUniqueOrThrow({ where: { email: 'agent@demo.example' } })
  const agent = await agentActor(db, account)
  const [issued] = await issueCodes(agent, { target: 'GUARDIAN', guardianId: guardian.id }, at)
  await db.session.delete({ where: { id: agent.sessionId } })
  return formatCode(issued!.code)
}
