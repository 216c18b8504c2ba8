import 'server-only'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { log, newReference } from '@/lib/core/log'
import type { ImportState } from '@/lib/generated/prisma/client.ts'
import { unexpectedFailure } from '../messages'
import { preparePlan } from '../prepare'
import { withProgress } from '../progress'
import { replaceLines } from '../report-lines'
import { summarise } from '../rules/report'
import { moveRun } from '../runs'

/** How long the work on a very large file may hold its transaction. */
export const LONG_TRANSACTION = { timeout: 30 * 60_000, maxWait: 60_000 }

/** The dry run: reads, checks and compares, keeps the report; writes nothing in the dossiers. Run by a job. */
export async function checkImport(runId: string, at: Date): Promise<void> {
  try {
    await withProgress(runId, (progress) =>
      db.$transaction(async (tx) => {
        const plan = await preparePlan(tx, runId, at, progress)
        progress.phase('reporting', plan.lines.length)
        await replaceLines(tx, runId, plan.lines, progress.add)
        await moveRun(tx, runId, ['CHECKING'], {
          state: 'CHECKED',
          report: summarise(plan.lines, plan.schools),
        })
      }, LONG_TRANSACTION),
    )
  } catch (error) {
    await tellFailure(runId, 'CHECKING', 'MAPPING', error)
  }
}

/** Keeps why some work stopped: an expected refusal goes back a step, anything else is a failure to report. */
export async function tellFailure(
  runId: string,
  from: ImportState,
  back: ImportState,
  error: unknown,
): Promise<void> {
  if (error instanceof Refusal) {
    await db.importRun.updateMany({
      where: { id: runId, state: from },
      data: { state: back, failure: error.message },
    })
    return
  }
  const reference = newReference()
  log.error({ err: error, runId, reference }, 'import failed')
  await db.importRun.updateMany({
    where: { id: runId, state: from },
    data: { state: 'FAILED', failure: unexpectedFailure(reference) },
  })
}
