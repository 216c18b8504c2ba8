import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { CHECK_JOB, RUN_JOB } from '../jobs'
import type { Phase } from '../messages'
import { loadRun, markAlive, moveRun } from '../runs'

/**
 * Asks for the run of an import whose wrong lines are all set aside. One runs at a time.
 *
 * @throws NotFound; Refusal ASIDE, BUSY when another import is running, STATE
 */
export async function askRun(actor: AgentActor, { runId }: { runId: string }, at: Date): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      await loadRun(tx, actor, runId)
      await refuseUnseen(tx, runId)
      await moveRun(tx, runId, ['CHECKED'], {
        ...QUEUED,
        state: 'RUNNING',
        startedAt: at,
        runnerId: actor.accountId,
      })
      await markAlive(tx, runId)
      await enqueueJob(tx, RUN_JOB, { runId })
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw await busyRefusal()
    throw error
  }
}

const QUEUED = {
  phase: 'queued',
  progress: 0,
  total: 0,
  failure: null,
} satisfies Prisma.ImportRunUncheckedUpdateManyInput & {
  phase: Phase
}

async function refuseUnseen(tx: Tx, runId: string): Promise<void> {
  const wrong = {
    runId,
    outcome: { in: ['WRONG', 'DOUBLED'] },
    setAside: false,
  } satisfies Prisma.ImportLineWhereInput
  const left = await tx.importLine.count({ where: wrong })
  if (left === 1) throw new Refusal('ASIDE', 'Une ligne en erreur n’est pas encore écartée.')
  if (left > 1) throw new Refusal('ASIDE', `${left} lignes en erreur ne sont pas encore écartées.`)
}

/** Names who runs the other import, and since when. */
async function busyRefusal(): Promise<Refusal> {
  const other = await db.importRun.findFirst({
    where: { state: 'RUNNING' },
    select: { startedAt: true, runner: { select: { firstName: true, lastName: true } } },
  })
  const who = other?.runner ? ` par ${other.runner.firstName} ${other.runner.lastName}` : ''
  const since = other?.startedAt ? `, ${formatInstant(other.startedAt)}` : ''
  return new Refusal(
    'BUSY',
    `Un autre import est en cours (lancé${who}${since}). Attendez qu’il soit terminé, puis relancez celui-ci.`,
  )
}

/**
 * Asks for the dry run again: the portal or the activities changed since, or the work failed. The lines
 * set aside stay so.
 *
 * @throws NotFound; Refusal STATE
 */
export async function askCheck(actor: AgentActor, { runId }: { runId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, runId)
    await moveRun(tx, runId, ['CHECKED', 'FAILED'], { ...QUEUED, state: 'CHECKING' })
    await markAlive(tx, runId)
    await enqueueJob(tx, CHECK_JOB, { runId })
  })
}

/** Goes back to the columns. @throws NotFound; Refusal STATE */
export async function reopenMapping(actor: AgentActor, { runId }: { runId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, runId)
    await moveRun(tx, runId, ['CHECKED', 'FAILED'], { state: 'MAPPING', failure: null })
  })
}
