import 'server-only'
import { now } from '@/lib/core/clock'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { runRetention } from './operations/run-retention'

const retention = defineJob('retention.run', { retries: 2, timeout: 2 * 60 * 60, cron: '40 2 * * *' })

/** Every night, what is no longer to be kept is erased. */
export function registerRetentionJobs(): void {
  registerJob(retention, async () => {
    await runRetention(now())
  })
}
