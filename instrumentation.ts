import type { Instrumentation } from 'next'

/** Starts what a process of the portal does beside answering requests. Next calls it once, before the first. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { quietConsole } = await import('@/lib/core/log')
    quietConsole()
    const [
      jobs,
      account,
      messaging,
      exchange,
      retention,
      document,
      planning,
      billing,
      payment,
      recovery,
      sepa,
      { disconnectDb },
    ] = await Promise.all([
      import('@/lib/core/jobs'),
      import('@/lib/account/jobs'),
      import('@/lib/messaging/jobs'),
      import('@/lib/exchange/register-jobs'),
      import('@/lib/retention/jobs'),
      import('@/lib/document/jobs'),
      import('@/lib/planning/jobs'),
      import('@/lib/billing/register-jobs'),
      import('@/lib/payment/jobs'),
      import('@/lib/recovery/jobs'),
      import('@/lib/sepa/jobs'),
      import('@/lib/core/db'),
    ])
    account.registerAccountJobs()
    messaging.registerMessagingJobs()
    exchange.registerExchangeJobs()
    retention.registerRetentionJobs()
    document.registerDocumentJobs()
    planning.registerPlanningJobs()
    billing.registerBillingJobs()
    payment.registerPaymentJobs()
    recovery.registerRecoveryJobs()
    sepa.registerSepaJobs()
    await jobs.startJobs()
    const listener = messaging.listenToMails()

    const stop = async () => {
      await Promise.allSettled([listener.stop(), jobs.stopJobs()])
      await disconnectDb()
    }
    // scripts/server.ts calls it when it is told to end.
    Object.assign(globalThis, { espaceFamilleShutdown: stop })
  }
}

/**
 * Logs an error of a page, an action or a route under its digest: the number that the error page shows. The
 * route is logged without its values, which may be the secret of a link.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log } = await import('@/lib/core/log')
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  log.error(
    { err: error, reference, method, route: context.routePath, type: context.routeType },
    'request failed',
  )
}
