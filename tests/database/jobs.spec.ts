import { defineJob, enqueueJob, registerJob, startJobs, stopJobs } from '@/lib/core/jobs'
import { listen } from '@/lib/core/listen'
import { queueMail } from '@/lib/core/mail'
import { createAuthority } from '../factories/authority'
import { expect, test } from '../fixtures/database'

const once = defineJob<{ runId: string }>('test.once', { retries: 0, timeout: 60 })

test.afterEach(async () => {
  await stopJobs()
})

test('a job asked in a transaction runs once after its commit, not at all after its rollback', async ({
  db,
}) => {
  const ran: string[] = []
  registerJob(once, async ({ runId }) => {
    ran.push(runId)
  })
  await startJobs()
  await db
    .$transaction(async (tx) => {
      await enqueueJob(tx, once, { runId: 'abandoned' })
      throw new Error('rollback')
    })
    .catch(() => undefined)
  await db.$transaction(async (tx) => {
    await enqueueJob(tx, once, { runId: 'kept' })
    expect(ran).toEqual([])
  })
  await expect.poll(() => ran, { timeout: 15_000 }).toEqual(['kept'])
})

test('a job without retry that fails is not run again, and leaves no value in the queue', async ({ db }) => {
  let runs = 0
  registerJob(once, async () => {
    runs += 1
    throw Object.assign(new Error('no "Odile"'), { phone: '0655443322' })
  })
  await db.$transaction((tx) => enqueueJob(tx, once, { runId: 'x' }))
  await startJobs()
  const states = () =>
    db.$queryRaw<{ state: string }[]>`SELECT state::text FROM pgboss.job WHERE name = 'test.once'`
  await expect.poll(states, { timeout: 15_000 }).toEqual([{ state: 'failed' }])
  expect(runs).toBe(1)
  const rows = await db.$queryRaw`SELECT to_jsonb(j)::text FROM pgboss.job j WHERE name = 'test.once'`
  expect(JSON.stringify(rows)).toContain('The job failed')
  expect(JSON.stringify(rows), 'what the error quoted is not kept').not.toMatch(/Odile|0655443322/)
})

test('a mail queued is noticed at its commit, not before', async ({ db }) => {
  await createAuthority(db)
  let notices = 0
  const listener = listen('espace_mail', () => {
    notices += 1
  })
  // The first notice is that of the connection.
  await expect.poll(() => notices).toBe(1)
  await db.$transaction(async (tx) => {
    await queueMail(
      tx,
      { kind: 'test', to: 'a@b.example', idempotencyKey: 'a', content: { subject: 'Objet', paragraphs: [] } },
      new Date('2026-11-24T08:00:00Z'),
    )
    expect(notices).toBe(1)
  })
  await expect.poll(() => notices).toBe(2)
  await listener.stop()
})

test('a listener whose connection is cut comes back, and looks at what it missed', async ({ db }) => {
  let notices = 0
  const listener = listen('espace_mail', () => {
    notices += 1
  })
  await expect.poll(() => notices).toBe(1)
  await db.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN%'`
  await expect.poll(() => notices, { timeout: 10_000 }).toBe(2)
  await listener.stop()
})
