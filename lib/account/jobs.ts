import 'server-only'
import { now } from '@/lib/core/clock'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { purgeEnded } from './operations/purge'

const purge = defineJob('account.purge', { retries: 2, timeout: 10 * 60, cron: '17 * * * *' })

/** Every hour, what has ended is deleted. */
export function registerAccountJobs(): void {
  registerJob(purge, () => purgeEnded(now()))
}
