import 'server-only'
import { now } from '@/lib/core/clock'
import { registerJob } from '@/lib/core/jobs'
import { PREPARE_JOB, TELL_JOB, WATCH_JOB } from './jobs'
import { prepareRun, watchRuns } from './operations/prepare-run'
import { tellFamilies } from './operations/tell-families'

/** Says what the jobs of billing do. */
export function registerBillingJobs(): void {
  registerJob(PREPARE_JOB, ({ runId }) => prepareRun(runId, now()))
  registerJob(TELL_JOB, ({ runId }) => tellFamilies(runId, now()))
  registerJob(WATCH_JOB, () => watchRuns())
}
