import 'server-only'
import type { Tx } from '@/lib/core/db'

/** The address of an account, while it still follows the family. */
export async function followerEmail(tx: Tx, accountId: string, familyId: string): Promise<string | null> {
  const account = await tx.account.findFirst({
    where: {
      id: accountId,
      disabledAt: null,
      subscriptions: { some: { endedAt: null, guardian: { familyId } } },
    },
    select: { email: true },
  })
  return account?.email ?? null
}
