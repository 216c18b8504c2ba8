import 'server-only'
import { now } from '@/lib/core/clock'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { remindUnpaid } from './operations/remind-unpaid'

/** Every morning. Run again, no reminder goes twice. */
const remind = defineJob('recovery.remind', { retries: 2, timeout: 30 * 60, cron: '20 9 * * *' })

/** Unpaid invoices are reminded of by themselves, once the collectivité wants it. */
export function registerRecoveryJobs(): void {
  registerJob(remind, async () => {
    await remindUnpaid(now())
  })
}
