import 'server-only'
import { defineJob } from '@/lib/core/jobs'

/** The preparation of a month. Run again, it goes on where it stopped. */
export const PREPARE_JOB = defineJob<{ runId: string }>('billing.prepare', { retries: 3, timeout: 30 * 60 })

/** The mails about the invoices of a month that was issued. Run again, nobody has two. */
export const TELL_JOB = defineJob<{ runId: string }>('billing.tell', { retries: 5, timeout: 15 * 60 })

/** Every minute: a preparation whose process died is said so, and may be asked for again. */
export const WATCH_JOB = defineJob('billing.watch', { retries: 0, timeout: 60, cron: '* * * * *' })
