import 'server-only'
import { defineJob, registerJob } from '@/lib/core/jobs'
import { listen, type Listener } from '@/lib/core/listen'
import { log } from '@/lib/core/log'
import { deliverMails } from './deliver'

const deliver = defineJob('messaging.deliver', { retries: 0, timeout: 15 * 60, cron: '* * * * *' })

let running: Promise<void> | undefined
let asked = false

/** Delivers what is due; asked again while it works, it looks once more when it has done. */
async function deliverSoon(): Promise<void> {
  asked = true
  running ??= (async () => {
    try {
      while (asked) {
        asked = false
        await deliverMails()
      }
    } catch (error) {
      log.error({ err: error }, 'mail delivery')
    } finally {
      running = undefined
    }
  })()
  await running
}

/** Mails leave when their transaction commits (a trigger notifies), and every minute for those to try again. */
export function registerMessagingJobs(): void {
  registerJob(deliver, deliverSoon)
}

/** Listens to new mails. The listener is to be stopped with the process. */
export function listenToMails(): Listener {
  return listen('espace_mail', () => void deliverSoon())
}
