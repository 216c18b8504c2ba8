import 'server-only'
import type { Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMails } from '@/lib/core/mail'
import type { MailContent } from '@/lib/core/mail-layout'
import { mandateAddress } from './addresses'

/** Tells what became of a mandate to every account that follows the family. */
export async function mailFamily(
  tx: Tx,
  familyId: string,
  at: Date,
  { kind, key, content }: { kind: string; key: string; content: (url: string) => MailContent },
): Promise<void> {
  const accounts = await tx.account.findMany({
    where: { disabledAt: null, subscriptions: { some: { endedAt: null, guardian: { familyId } } } },
    select: { id: true, email: true },
  })
  await queueMails(
    tx,
    accounts.map(({ id, email }) => ({
      kind,
      to: email,
      idempotencyKey: `${kind}:${key}:${id}`,
      content: content(`${env.appUrl}${mandateAddress(familyId)}`),
    })),
    at,
  )
}
