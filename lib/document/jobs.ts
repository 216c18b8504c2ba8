import 'server-only'
import { now } from '@/lib/core/clock'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { remindExpiring } from './operations/remind-expiring'

const remind = defineJob('document.remind', { retries: 2, timeout: 10 * 60, cron: '20 8 * * *' })

/** Every morning, families are reminded of the documents that will end. */
export function registerDocumentJobs(): void {
  registerJob(remind, () => remindExpiring(now()))
}
