import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { sealAccount } from '../collector'
import type { CollectionInput } from '../schema'

/**
 * Sets the account that debits credit, the file that the bank takes and the notice that families have. Batches prepared before
 * keep theirs.
 *
 * @throws NotFound when the agent may not
 */
export async function setCollection(agent: AgentActor, input: CollectionInput, at: Date): Promise<void> {
  requirePermission(agent, 'authority.configure')
  const { account, siret, format, notice } = input
  await db.$transaction(async (tx) => {
    await tx.authority.update({
      where: { id: 1 },
      data: {
        creditorIbanEncrypted: account && sealAccount(account.iban),
        creditorBic: account?.bic ?? null,
        ...{ creditorSiret: siret, sepaFormat: format, debitNoticeDays: notice },
      },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'debit.configure',
      fields: ['creditorIban', 'creditorBic', 'creditorSiret', 'sepaFormat', 'debitNoticeDays'],
    })
  })
}
