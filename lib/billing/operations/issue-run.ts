import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { TELL_JOB } from '../jobs'
import { RUN_REFUSALS } from '../messages'
import type { IssueRunInput } from '../schema'
import { openRun } from './start-run'

/**
 * Issues the invoices of a checked run, all at once: each has its number, they never change again, families see them, and a
 * job tells them so.
 *
 * @param invoices how many the agent saw
 * @param total what they came to, in centimes
 * @throws NotFound; Refusal STATE, MOVED when the drafts are no longer those that were seen, DUE when the day is past
 */
export async function issueRun(
  agent: AgentActor,
  { runId, invoices, total }: IssueRunInput,
  at: Date,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      const run = await openRun(tx, agent, runId)
      if (run.state !== 'READY') throw new Refusal('STATE', RUN_REFUSALS.moved)
      if (run.dueOn <= dayInParis(at)) throw new Refusal('DUE', RUN_REFUSALS.due)
      const seen = await tx.invoice.aggregate({ where: { runId }, _count: true, _sum: { total: true } })
      if (seen._count !== invoices || (seen._sum.total ?? 0) !== total)
        throw new Refusal('MOVED', RUN_REFUSALS.moved)
      await issueDrafts(tx, Prisma.sql`"runId" = ${runId}::uuid`, at)
      await tx.billingRun.update({
        where: { id: runId },
        data: { state: 'ISSUED', issuedAt: at, issuedById: agent.accountId },
      })
      await recordEvent(tx, agent, at, {
        action: 'billing.issue',
        subject: runId,
        detail: { month: run.month, invoices, total },
      })
      await enqueueJob(tx, TELL_JOB, { runId })
    },
    { timeout: 300_000 },
  )
}

/**
 * Issues drafts: they take the next numbers of the year, in the order of the payers' names. The year's counter is locked
 * until the commit: whoever issues at the same time waits, and no number is lost or given twice.
 *
 * @param which a condition on the table "Invoice"
 */
export async function issueDrafts(tx: Tx, which: Prisma.Sql, at: Date): Promise<void> {
  const year = Number(dayInParis(at).slice(0, 4))
  await tx.$executeRaw`INSERT INTO "InvoiceCounter" (year, last) VALUES (${year}, 0) ON CONFLICT DO NOTHING`
  const [counter] = await tx.$queryRaw<{ last: number }[]>`
    SELECT last FROM "InvoiceCounter" WHERE year = ${year} FOR UPDATE`
  const issued = await tx.$executeRaw`
    UPDATE "Invoice" i SET year = ${year}, number = ${counter!.last} + n.rank, "issuedAt" = ${at}
    FROM (SELECT id, row_number() OVER (ORDER BY "payerName", id) AS rank FROM "Invoice" WHERE "issuedAt" IS NULL AND ${which}) n
    WHERE i.id = n.id`
  await tx.$executeRaw`UPDATE "InvoiceCounter" SET last = last + ${issued} WHERE year = ${year}`
}
