import 'server-only'
import { db } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import type { Phase } from './messages'

/** Tells how far the work on an import is. */
export type Progress = {
  /** A new step, of `total` lines. */
  phase: (phase: Phase, total: number) => void
  /** So many lines more. */
  add: (count: number) => void
}

const PERIOD = 300

/**
 * Runs some work on an import and keeps its progress in the database, on another connection than the
 * work's: it is seen while the transaction is still open. The same writing is the heartbeat by which
 * others know that the work is alive (`aliveAt`, on the database's clock).
 */
export async function withProgress<T>(runId: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  let [phase, done, total]: [Phase, number, number] = ['queued', 0, 0]
  let isWriting: Promise<unknown> = Promise.resolve()
  let isBusy = false
  const write = () => {
    if (isBusy) return
    isBusy = true
    isWriting = db.$executeRaw`
      UPDATE "ImportRun" SET phase = ${phase}, progress = ${done}, total = ${total}, "aliveAt" = clock_timestamp()
      WHERE id = ${runId}::uuid AND state IN ('CHECKING', 'RUNNING')`
      .catch((error: unknown) => log.warn({ err: error, runId }, 'import progress'))
      .finally(() => (isBusy = false))
  }
  const timer = setInterval(write, PERIOD)
  try {
    return await work({
      phase: (next, lines) => {
        ;[phase, done, total] = [next, 0, lines]
        write()
      },
      add: (count) => {
        done = Math.min(total, done + count)
      },
    })
  } finally {
    clearInterval(timer)
    await isWriting
  }
}
