import 'server-only'
import { now } from '@/lib/core/clock'
import { registerJob } from '@/lib/core/jobs'
import { CHECK_JOB, RUN_JOB, WATCH_JOB } from './jobs'
import { checkImport } from './operations/check-import'
import { runImport } from './operations/run-import'
import { watchImports } from './operations/watch-imports'

/** Says what the jobs of the imports do. */
export function registerExchangeJobs(): void {
  registerJob(CHECK_JOB, ({ runId }) => checkImport(runId, now()))
  registerJob(RUN_JOB, ({ runId }) => runImport(runId, now()))
  registerJob(WATCH_JOB, () => watchImports(now()))
}
