import 'server-only'
import { fromPrisma, PgBoss } from 'pg-boss'
import type { Tx } from './db'
import { env } from './env'
import { log } from './log'

type JobOptions = {
  /** How often a run that failed is tried again, with growing delays; 0 for what must run at most once. */
  retries: number
  /** Seconds after which a run counts as failed: its process died, or it hangs. */
  timeout: number
  /** When it runs by itself: a cron expression on the wall clock of Paris. */
  cron?: string
}

/** A kind of background job: its name, how it runs, and (for the compiler only) what its data holds. */
export type JobKind<Data extends object> = { name: string; options: JobOptions; data?: Data }

type Handler = (data: object) => Promise<void>
type Boss = { boss: PgBoss; databaseUrl: string; queues: Set<string> }

// Next builds instrumentation.ts apart from the pages: what a process shares lives on globalThis.
const shared = globalThis as { espaceFamilleBoss?: Promise<Boss> }
const registered = new Map<string, { kind: JobKind<object>; handler: Handler }>()

/** Names a kind of job, in the `jobs.ts` of its context. */
export function defineJob<Data extends object = Record<string, never>>(
  name: string,
  options: JobOptions,
): JobKind<Data> {
  return { name, options }
}

/** Says what a kind of job does. To be called before `startJobs`. */
export function registerJob<Data extends object>(
  kind: JobKind<Data>,
  handler: (data: Data) => Promise<void>,
): void {
  registered.set(kind.name, { kind, handler: handler as Handler })
}

/**
 * Puts a job in the queue, in the transaction of what asks for it: it runs after the commit, in one of the
 * processes, once; not at all if the transaction is rolled back.
 */
export async function enqueueJob<Data extends object>(
  tx: Tx,
  kind: JobKind<Data>,
  data: Data,
): Promise<void> {
  const open = await openBoss()
  await prepareQueue(open, kind)
  await open.boss.send(kind.name, data, { db: fromPrisma(tx) })
}

/** Starts working on the registered jobs, until `stopJobs`. Any number of processes may do so. */
export async function startJobs(): Promise<void> {
  const open = await openBoss()
  for (const { kind, handler } of registered.values()) {
    await prepareQueue(open, kind)
    await open.boss.work<object>(kind.name, { pollingIntervalSeconds: 10 }, async (jobs) => {
      for (const job of jobs) await runLogged(kind.name, () => handler(job.data))
    })
    if (kind.options.cron) await open.boss.schedule(kind.name, kind.options.cron, {}, { tz: 'Europe/Paris' })
  }
}

/** Lets the running jobs end (8 s at most), then leaves the queue. */
export async function stopJobs(): Promise<void> {
  const open = await shared.espaceFamilleBoss
  shared.espaceFamilleBoss = undefined
  await open?.boss.stop({ graceful: true, timeout: 8_000 })
}

async function openBoss(): Promise<Boss> {
  const open = await shared.espaceFamilleBoss
  if (open?.databaseUrl === env.databaseUrl) return open
  if (open) await open.boss.stop({ graceful: false })
  shared.espaceFamilleBoss = startBoss(env.databaseUrl)
  shared.espaceFamilleBoss.catch(() => (shared.espaceFamilleBoss = undefined))
  return shared.espaceFamilleBoss
}

async function startBoss(databaseUrl: string): Promise<Boss> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'pgboss', max: 4, useListenNotify: true })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  return { boss, databaseUrl, queues: new Set() }
}

async function prepareQueue({ boss, queues }: Boss, { name, options }: JobKind<object>): Promise<void> {
  if (queues.has(name)) return
  const settings = {
    retryLimit: options.retries,
    retryDelay: 30,
    retryBackoff: true,
    expireInSeconds: options.timeout,
    deleteAfterSeconds: 3 * 86_400,
    notify: true,
  }
  await boss.createQueue(name, settings)
  await boss.updateQueue(name, settings)
  queues.add(name)
}

async function runLogged(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error, job: name }, 'job failed')
    // The queue stores in clear what it catches: why is in the log.
    throw new Error('The job failed: see the log.')
  }
}
