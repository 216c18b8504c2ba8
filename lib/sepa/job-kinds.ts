import 'server-only'
import { defineJob } from '@/lib/core/jobs'
import type { DebitMail } from './mails'

/** The mails about the debits of a batch, to many families. Run again, nobody has two. */
export const TELL_JOB = defineJob<{ batchId: string; kind: Exclude<DebitMail, 'sepa.fail'> }>('sepa.tell', {
  retries: 5,
  timeout: 15 * 60,
})

/** Every hour, so that a batch is settled on its day whenever the portal stood still. */
export const SETTLE_JOB = defineJob('sepa.settle', { retries: 0, timeout: 30 * 60, cron: '10 * * * *' })
