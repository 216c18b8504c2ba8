import 'server-only'
import { now } from '@/lib/core/clock'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { pollAttempts } from './operations/poll-attempts'

/** Every five minutes, as PayFiP is asked about what waits (REFERENCE §1.8). */
const poll = defineJob('payment.poll', { retries: 0, timeout: 10 * 60, cron: '*/5 * * * *' })

/** What became of payments is asked by itself: notifications get lost, and parents close the page. */
export function registerPaymentJobs(): void {
  registerJob(poll, async () => {
    await pollAttempts(now())
  })
}
