import 'server-only'
import { db } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { mailDebits, type DebitMail } from '../mails'

/** Which debits of a batch each mail tells of. */
const TOLD = {
  'sepa.announce': Prisma.sql`d.state = 'ANNOUNCED'`,
  // Those that were taken out one by one were told then.
  'sepa.cancel': Prisma.sql`d.state = 'CANCELLED' AND d.reason = 'BATCH'`,
}

/**
 * Writes to each account that follows families with debits of a batch: one mail about all of theirs. Each batch of mails is
 * one transaction; run again or twice at once, nobody has two.
 */
export async function tellDebits(
  { batchId, kind }: { batchId: string; kind: Exclude<DebitMail, 'sepa.fail'> },
  at: Date,
): Promise<void> {
  const which = Prisma.sql`d."batchId" = ${batchId}::uuid AND ${TOLD[kind]}`
  let after: string | null = null
  do after = await db.$transaction((tx) => mailDebits(tx, kind, { key: batchId, which, after }, at))
  while (after !== null)
}
