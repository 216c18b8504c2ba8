import 'server-only'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { sendReminders } from './operations/remind'
import { expireOffers, serveActivity } from './operations/serve-waiting'

const expire = defineJob('planning.offers', { retries: 0, timeout: 5 * 60, cron: '* * * * *' })

// Limits are looked at two days ahead: three times a day, never at night, is soon enough.
const remind = defineJob('planning.remind', { retries: 2, timeout: 30 * 60, cron: '10 8,13,18 * * *' })

/** Serves the waiting lists of an activity whose places have grown: its own transaction, after that of the agent. */
export const serveActivityJob = defineJob<{ activityId: number }>('planning.serve', {
  retries: 3,
  timeout: 5 * 60,
})

/** Offers that nobody answered end within a minute, and go to the next in line; parents are reminded of days to book. */
export function registerPlanningJobs(): void {
  registerJob(expire, async () => {
    await expireOffers(now())
  })
  registerJob(remind, async () => {
    await sendReminders(now())
  })
  registerJob(serveActivityJob, async ({ activityId }) => {
    const at = now()
    await serveActivity(activityId, dayInParis(at), at)
  })
}
