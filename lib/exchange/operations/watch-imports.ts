import 'server-only'
import { db } from '@/lib/core/db'
import { INTERRUPTED } from '../messages'

const DAY = 86_400_000

/** Days after which the files of an import that nobody finished are erased. */
const FORGOTTEN_AFTER = 7

/** Days for which the report of an import is kept, line by line; its counts stay. */
const REPORT_KEPT = 90

/**
 * Imports whose process gave no sign for 90 seconds (by the database's clock) count as failed: their
 * transaction is gone with it, nothing is half written. Forgotten files and old reports are erased.
 */
export async function watchImports(at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "ImportRun" SET state = 'FAILED', failure = ${INTERRUPTED}
    WHERE state IN ('CHECKING', 'RUNNING') AND "aliveAt" < clock_timestamp() - interval '90 seconds'`
  const forgotten = {
    state: { in: ['MAPPING', 'CHECKED', 'FAILED'] as const },
    createdAt: { lt: new Date(at.getTime() - FORGOTTEN_AFTER * DAY) },
  }
  await db.$transaction(async (tx) => {
    const runs = await tx.importRun.findMany({
      where: { ...forgotten, state: { in: [...forgotten.state.in] } },
      select: { id: true },
    })
    const ids = runs.map(({ id }) => id)
    await tx.importRun.updateMany({
      where: { id: { in: ids } },
      data: { state: 'CANCELLED', finishedAt: at },
    })
    await tx.importFile.updateMany({ where: { runId: { in: ids } }, data: { contentEncrypted: null } })
    const old = new Date(at.getTime() - REPORT_KEPT * DAY)
    await tx.importLine.deleteMany({
      where: { OR: [{ runId: { in: ids } }, { run: { finishedAt: { lt: old } } }] },
    })
  })
}
