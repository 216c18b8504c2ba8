import 'server-only'
import { db } from '@/lib/core/db'
import { queueMails } from '@/lib/core/mail'
import { readAccountsToTell } from '../account-sql'
import { issuedMail } from '../mails'

/** How many accounts are written to at once. */
const BATCH = 500

/**
 * Writes to each account that follows families with an invoice of an issued month: one mail about all of theirs. Each batch
 * is one transaction; run again or twice at once, nobody has two.
 */
export async function tellFamilies(runId: string, at: Date): Promise<void> {
  let after: string | null = null
  do after = await tellBatch(runId, after, at)
  while (after !== null)
}

/** @returns the last account told, null when none is left */
async function tellBatch(runId: string, after: string | null, at: Date): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const accounts = await readAccountsToTell(tx, runId, after, BATCH)
    const mails = accounts.map(({ accountId, email, invoices }) => ({
      kind: 'billing.issue',
      to: email,
      idempotencyKey: `billing.issue:${runId}:${accountId}`,
      content: issuedMail(invoices),
    }))
    await queueMails(tx, mails, at)
    return accounts.length < BATCH ? null : accounts.at(-1)!.accountId
  })
}
