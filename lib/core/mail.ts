import 'server-only'
import type { Tx } from './db'
import { renderMail, type MailContent } from './mail-layout'

/** A mail to send. `idempotencyKey` names the event it tells: queued twice, it is sent once. */
export type Mail = {
  kind: string
  to: string
  idempotencyKey: string
  content: MailContent
  /** Where a mail program unsubscribes its reader by one POST (RFC 8058). */
  unsubscribeUrl?: string
}

/**
 * Puts mails in the queue, in the transaction of what they tell; a job sends them after the commit
 * (lib/messaging/deliver.ts). Addresses are those of confirmed accounts, never of a dossier.
 */
export async function queueMails(tx: Tx, mails: Mail[], now: Date): Promise<void> {
  if (mails.length === 0) return
  const authority = await tx.authority.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, brandColour: true, phone: true, email: true },
  })
  await tx.outgoingMail.createMany({
    data: mails.map(({ content, ...mail }) => ({
      ...mail,
      ...renderMail(content, authority),
      createdAt: now,
      nextAttemptAt: now,
    })),
    skipDuplicates: true,
  })
}

/** Puts one mail in the queue, in the transaction of what it tells. */
export async function queueMail(tx: Tx, mail: Mail, now: Date): Promise<void> {
  await queueMails(tx, [mail], now)
}
