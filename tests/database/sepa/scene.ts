import { day } from '@/lib/core/day'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { Invoice } from '@/lib/generated/prisma/client.ts'
import { debitsScreen } from '@/lib/sepa/queries/screen'
import { fileBatch } from '@/lib/sepa/operations/file-batch'
import { prepareBatch } from '@/lib/sepa/operations/prepare-batch'
import { sendBatch } from '@/lib/sepa/operations/send-batch'
import { agentActor, createAccount, createAgent } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { collection } from '../../factories/debits'
import { createFamily, subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { createMandate, CREDITOR } from '../../factories/mandates'

/** Tuesday 1 December 2026, 10:00 in Paris; the debits are of the 15th. */
export const NOW = new Date('2026-12-01T09:00:00Z')
export const ON = day('2026-12-15')
export const SETTLED = new Date('2026-12-15T05:10:00Z')

/** The portal set to collect, and its billing agent. */
export async function setPortal(db: Tx): Promise<AgentActor> {
  await createAuthority(db, { ...CREDITOR, ...collection(), payfipClient: '100001', payfipMode: 'T' })
  return agentActor(db, await createAgent(db, 'BILLING'))
}

/** A family with an account, a mandate and an unpaid invoice. */
export async function createDebtor(db: Tx, name: string, total = 8_420) {
  const family = await createFamily(db, { name })
  const account = await createAccount(db, { email: `${name.toLowerCase()}@exemple.example` })
  await subscribe(db, account, family.guardians[0]!)
  const mandate = await createMandate(db, family)
  return { family, account, mandate, invoice: await createInvoice(db, family, { total }) }
}

/** Prepares what the screen shows. */
export async function prepare(agent: AgentActor, at = NOW): Promise<string> {
  const { preview } = await debitsScreen(agent, ON, at)
  const { collected, total } = preview!
  return prepareBatch(agent, { collectedOn: ON, debits: collected.length, total }, at)
}

/** A batch that the bank has. */
export async function hand(agent: AgentActor): Promise<string> {
  const batchId = await prepare(agent)
  await fileBatch(agent, { batchId }, NOW)
  await sendBatch(agent, { batchId }, NOW)
  return batchId
}

/** The debits and payments that are written, and the kinds of mails about them. */
export async function written(db: Tx) {
  const [debits, payments, mails] = await Promise.all([
    db.debit.findMany({ orderBy: { endToEndId: 'asc' } }),
    db.payment.findMany({ orderBy: [{ recordedAt: 'asc' }, { amount: 'desc' }] }),
    db.outgoingMail.findMany({ where: { kind: { startsWith: 'sepa.' } }, orderBy: { createdAt: 'asc' } }),
  ])
  return { debits, payments, mails: mails.map(({ kind, to }) => `${kind} ${to}`).sort() }
}

/** What is left to pay of an invoice, by what was paid of it. */
export async function left(db: Tx, invoice: Pick<Invoice, 'id' | 'total'>): Promise<number> {
  const { _sum } = await db.payment.aggregate({ where: { invoiceId: invoice.id }, _sum: { amount: true } })
  return invoice.total - (_sum.amount ?? 0)
}
