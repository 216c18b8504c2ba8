import 'server-only'
import { now } from '@/lib/core/clock'
import { registerJob } from '@/lib/core/jobs'
import { SETTLE_JOB, TELL_JOB } from './job-kinds'
import { settleDebits } from './operations/settle-debits'
import { tellDebits } from './operations/tell-debits'

/** Says what the jobs of direct debits do. */
export function registerSepaJobs(): void {
  registerJob(TELL_JOB, (data) => tellDebits(data, now()))
  registerJob(SETTLE_JOB, async () => {
    await settleDebits(now())
  })
}
