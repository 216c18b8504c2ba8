import 'server-only'
import { defineJob } from '@/lib/core/jobs'

const LONGEST = 30 * 60

/** The dry run of an import. */
export const CHECK_JOB = defineJob<{ runId: string }>('exchange.check', { retries: 0, timeout: LONGEST })

/** The run of an import. At most once: what failed is told, and an agent decides. */
export const RUN_JOB = defineJob<{ runId: string }>('exchange.run', { retries: 0, timeout: LONGEST })

/** Every minute: imports whose process died count as failed; files that nobody came back to are erased. */
export const WATCH_JOB = defineJob('exchange.watch', { retries: 0, timeout: 60, cron: '* * * * *' })
