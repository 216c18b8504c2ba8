/** Starts what a process of the portal does beside answering requests. Next calls it once, before the first. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const [jobs, account, messaging, { disconnectDb }] = await Promise.all([
      import('@/lib/core/jobs'),
      import('@/lib/account/jobs'),
      import('@/lib/messaging/jobs'),
      import('@/lib/core/db'),
    ])
    account.registerAccountJobs()
    messaging.registerMessagingJobs()
    await jobs.startJobs()
    const listener = messaging.listenToMails()

    const stop = async () => {
      await Promise.allSettled([listener.stop(), jobs.stopJobs()])
      await disconnectDb()
    }
    // scripts/server.mjs calls it when it is told to end.
    Object.assign(globalThis, { espaceFamilleShutdown: stop })
  }
}
