import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { addMonths, dayInParis, dayToDb, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { PREPARE_JOB } from '../jobs'
import { RUN_REFUSALS } from '../messages'
import { monthToBill } from '../rules/run'
import { countFamilies } from '../run-sql'
import type { StartRunInput } from '../schema'
import { lockRun } from './prepare-run'

/** How far ahead invoices may be due, in months: beyond, a year was mistyped, and an issued invoice never changes. */
const LATEST_DUE_MONTHS = 12

/**
 * Asks for the invoices of a month that is over: a job prepares their drafts. Asked for twice at once, it is one run; and one
 * month at a time is a draft. Indexes hold both.
 *
 * @returns the id of the run
 * @throws NotFound when the agent may not
 * @throws Refusal FUTURE, DUE, FAR_DUE, EXISTS, OTHER_DRAFT when another month is still a draft
 */
export async function startRun(
  agent: AgentActor,
  { month, dueOn }: StartRunInput,
  at: Date,
): Promise<string> {
  requirePermission(agent, 'billing.run')
  const today = dayInParis(at)
  if (month > monthToBill(today))
    throw new Refusal('FUTURE', RUN_REFUSALS.future, { month: RUN_REFUSALS.future })
  if (dueOn <= today) throw new Refusal('DUE', RUN_REFUSALS.due, { dueOn: RUN_REFUSALS.due })
  if (dueOn > addMonths(today, LATEST_DUE_MONTHS))
    throw new Refusal('FAR_DUE', RUN_REFUSALS.farDue, { dueOn: RUN_REFUSALS.farDue })
  try {
    return await db.$transaction(async (tx) => {
      const run = await tx.billingRun.create({
        data: {
          ...{ month: dayToDb(month), dueOn: dayToDb(dueOn), state: 'PREPARING', aliveAt: at, startedAt: at },
          families: await countFamilies(tx, month),
          startedById: agent.accountId,
        },
        select: { id: true },
      })
      await queue(tx, agent, run.id, month, at)
      return run.id
    })
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error
    const isTaken = (await db.billingRun.count({ where: { month: dayToDb(month) } })) > 0
    if (isTaken) throw new Refusal('EXISTS', RUN_REFUSALS.exists, { month: RUN_REFUSALS.exists })
    throw new Refusal('OTHER_DRAFT', RUN_REFUSALS.otherDraft)
  }
}

/**
 * Prepares a month anew: its drafts are thrown away. An interrupted run goes on from the beginning too.
 *
 * @throws NotFound; Refusal STATE when it is being prepared or was issued
 */
export async function restartRun(agent: AgentActor, runId: string, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await openRun(tx, agent, runId)
    await tx.invoice.deleteMany({ where: { runId } })
    await tx.billingRun.update({
      where: { id: runId },
      data: {
        ...{ state: 'PREPARING', progress: 0, lastFamilyId: null, startedAt: at, aliveAt: at },
        families: await countFamilies(tx, run.month),
        startedById: agent.accountId,
      },
    })
    await queue(tx, agent, runId, run.month, at)
  })
}

/**
 * Throws the drafts of a month away: nothing was issued, nobody has seen them.
 *
 * @throws NotFound; Refusal STATE
 */
export async function discardRun(agent: AgentActor, runId: string, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await openRun(tx, agent, runId)
    await tx.invoice.deleteMany({ where: { runId } })
    await tx.billingRun.delete({ where: { id: runId } })
    await recordEvent(tx, agent, at, {
      action: 'billing.discard',
      subject: runId,
      detail: { month: run.month },
    })
  })
}

/** A run that stands still and was not issued, locked. @throws NotFound; Refusal STATE */
export async function openRun(tx: Tx, agent: AgentActor, runId: string) {
  requirePermission(agent, 'billing.run')
  const run = await lockRun(tx, runId)
  if (!run) throw new NotFound()
  if (run.state === 'PREPARING') throw new Refusal('STATE', RUN_REFUSALS.working)
  if (run.state === 'ISSUED') throw new Refusal('STATE', RUN_REFUSALS.moved)
  return run
}

async function queue(tx: Tx, agent: AgentActor, runId: string, month: Day, at: Date): Promise<void> {
  // By the database's clock, as the heartbeats that follow.
  await tx.$executeRaw`UPDATE "BillingRun" SET "aliveAt" = clock_timestamp() WHERE id = ${runId}::uuid`
  await recordEvent(tx, agent, at, { action: 'billing.prepare', subject: runId, detail: { month } })
  await enqueueJob(tx, PREPARE_JOB, { runId })
}
