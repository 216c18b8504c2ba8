import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { queueMail } from '@/lib/core/mail'
import { deliverMails } from '@/lib/messaging/deliver'
import { writtenMails } from '@/lib/messaging/mail-folder'
import { sendByResend } from '@/lib/messaging/resend'
import { LEASE_SECONDS } from '@/lib/messaging/rules'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { createAuthority } from '../factories/authority'
import { expect, test } from '../fixtures/database'
import { refusal, startMailService, type Answer } from '../fixtures/mail-service'

const START = new Date('2026-11-24T08:00:00Z')

/** A clock that starts when the test wants and runs on: the rate of the service is kept in real time. */
function clock(minutes = 0): () => Date {
  const begun = Date.now()
  return () => new Date(START.getTime() + minutes * 60_000 + Date.now() - begun)
}

async function queue(db: PrismaClient, ...keys: string[]): Promise<void> {
  for (const key of keys)
    await db.$transaction((tx) =>
      queueMail(
        tx,
        {
          kind: 'request.accepted',
          to: `${key}@exemple.example`,
          idempotencyKey: key,
          content: { subject: `Objet ${key}`, paragraphs: ['Bonjour.'] },
        },
        START,
      ),
    )
}

async function withService(
  answers: Answer[],
  run: (service: Awaited<ReturnType<typeof startMailService>>) => Promise<void>,
) {
  const service = await startMailService(answers)
  Object.assign(process.env, {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: service.url,
    MAIL_FROM: 'Vallombreuse <portail@vallombreuse.example>',
  })
  try {
    await run(service)
  } finally {
    delete process.env.RESEND_API_KEY
    delete process.env.RESEND_BASE_URL
    delete process.env.MAIL_FROM
    await service.stop()
  }
}

const only = (db: PrismaClient) => db.outgoingMail.findFirstOrThrow()

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
  process.env.DATA_DIR = await mkdtemp(join(tmpdir(), 'espace-famille-mail-'))
})

test('a mail accepted by the service is sent once, under its idempotency key', async ({ db }) => {
  await queue(db, 'a')
  await withService([], async ({ received }) => {
    expect(await deliverMails(clock())).toBe(1)
    expect(await deliverMails(clock())).toBe(0)
    expect(received).toMatchObject([
      {
        key: 'a',
        authorization: 'Bearer re_test',
        to: 'a@exemple.example',
        from: 'Vallombreuse <portail@vallombreuse.example>',
        subject: 'Objet a',
      },
    ])
  })
  expect(await only(db)).toMatchObject({ state: 'SENT', attempts: 1, lastError: null })
})

test('a mail queued twice for one event is one mail', async ({ db }) => {
  await queue(db, 'a', 'a')
  expect(await db.outgoingMail.count()).toBe(1)
})

test('a mail that the service refuses as wrong is not tried again, and keeps the reason', async ({ db }) => {
  await queue(db, 'a', 'b')
  await withService([refusal(422, 'validation_error')], async ({ received }) => {
    expect(await deliverMails(clock())).toBe(1)
    expect(received).toHaveLength(2)
  })
  const mails = await db.outgoingMail.findMany({ orderBy: { id: 'asc' } })
  expect(mails).toMatchObject([
    { state: 'FAILED', lastError: expect.stringContaining('422 : refusal: validation_error') },
    { state: 'SENT' },
  ])
})

test('when there are too many, the mail waits as long as the service says, then leaves', async ({ db }) => {
  await queue(db, 'a')
  await withService([refusal(429, 'rate_limit_exceeded', { 'retry-after': '180' })], async ({ received }) => {
    expect(await deliverMails(clock())).toBe(0)
    expect(await deliverMails(clock(2.9))).toBe(0)
    expect(received).toHaveLength(1)
    expect(await deliverMails(clock(3.2))).toBe(1)
    expect(received.map(({ key }) => key)).toEqual(['a', 'a'])
  })
})

for (const [name, answer] of [
  ['fails', refusal(500, 'application_error')],
  ['answers nonsense', { status: 502, headers: { 'content-type': 'text/html' } }],
  ['cuts the connection', 'cut'],
  ['does not know our key', refusal(401, 'invalid_api_key')],
] as const satisfies readonly (readonly [string, Answer])[])
  test(`when the service ${name}, the mail is tried again later, under the same key`, async ({ db }) => {
    await queue(db, 'a')
    await withService([answer], async ({ received }) => {
      expect(await deliverMails(clock())).toBe(0)
      expect(await only(db)).toMatchObject({ state: 'PENDING', attempts: 1, lastError: expect.any(String) })
      expect(await deliverMails(clock(0.5))).toBe(0)
      expect(await deliverMails(clock(1.5))).toBe(1)
      expect(received.map(({ key }) => key)).toEqual(['a', 'a'])
    })
  })

test('a service that does not answer is not waited for', async ({ db }) => {
  await queue(db, 'a')
  const mail = await only(db)
  await withService(['silence'], async ({ received }) => {
    expect(await sendByResend(mail, 're_test', 0.3)).toMatchObject({ outcome: 'later' })
    expect(received).toHaveLength(1)
  })
})

test('a mail that never gets through is given up after its last attempt', async ({ db }) => {
  await queue(db, 'a')
  await db.outgoingMail.updateMany({ data: { attempts: 10 } })
  await withService([refusal(500, 'application_error')], async () => {
    await deliverMails(clock())
  })
  expect(await only(db)).toMatchObject({ state: 'FAILED', attempts: 11 })
})

test('after a crash between the sending and its mark, the mail leaves again under the same key', async ({
  db,
}) => {
  await queue(db, 'a')
  await withService([], async ({ received }) => {
    await deliverMails(clock())
    // As the crash leaves it: taken, sent, not marked.
    await db.outgoingMail.updateMany({
      data: {
        state: 'PENDING',
        sentAt: null,
        nextAttemptAt: new Date(START.getTime() + LEASE_SECONDS * 1000),
      },
    })
    expect(await deliverMails(clock(1))).toBe(0)
    expect(await deliverMails(clock(2.1))).toBe(1)
    expect(received.map(({ key }) => key)).toEqual(['a', 'a'])
  })
})

test('several deliveries at once send each mail once, two a second at most', async ({ db }) => {
  await queue(db, 'a', 'b', 'c', 'd', 'e')
  await withService([], async ({ received }) => {
    const sent = await Promise.all([1, 2, 3].map(() => deliverMails(clock())))
    expect(sent.reduce((sum, count) => sum + count)).toBe(5)
    expect(received.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
    const times = received.map(({ at }) => at).sort((a, b) => a - b)
    expect(times[4]! - times[0]!).toBeGreaterThan(1_500)
  })
})

test('without a mail service, each mail is a file that only its owner reads; written twice it is one', async ({
  db,
}) => {
  await queue(db, 'a')
  expect(await deliverMails(clock())).toBe(1)
  await db.outgoingMail.updateMany({ data: { state: 'PENDING' } })
  expect(await deliverMails(clock(5))).toBe(1)
  const folder = join(process.env.DATA_DIR!, 'mail')
  const files = await readdir(folder)
  expect(files).toHaveLength(1)
  expect(files[0]).toMatch(/^20261124T080000000Z-request\.accepted-[\da-f-]{36}\.json$/)
  expect((await stat(join(folder, files[0]!))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(join(folder, files[0]!), 'utf8'))).toMatchObject({
    to: 'a@exemple.example',
    subject: 'Objet a',
    text: expect.stringContaining('Bonjour.'),
    html: expect.stringContaining('<html lang="fr">'),
  })
  expect(await writtenMails(10)).toHaveLength(1)
})

test('a mail with a secret link does not keep its text once it has left', async ({ db }) => {
  await queue(db, 'a')
  await db.outgoingMail.updateMany({ data: { kind: 'account.reset' } })
  await deliverMails(clock())
  expect(await only(db)).toMatchObject({ state: 'SENT', text: '', html: '', subject: 'Objet a' })
})

test('a mail that one may unsubscribe from says so to mail programs, and keeps no trace of the secret', async ({
  db,
}) => {
  await queue(db, 'a', 'b')
  await db.outgoingMail.updateMany({
    where: { idempotencyKey: 'b' },
    data: { kind: 'reminder.send', unsubscribeUrl: 'https://portail.example/api/rappels/secret' },
  })
  await withService([], async ({ received }) => {
    await deliverMails(clock())
    expect(received.map(({ headers }) => headers)).toEqual([
      {},
      {
        'List-Unsubscribe': '<https://portail.example/api/rappels/secret>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    ])
  })
  expect(await db.outgoingMail.findMany({ where: { unsubscribeUrl: { not: null } } })).toEqual([])
})

test('mails wait when the data directory can’t be written', async ({ db }) => {
  process.env.DATA_DIR = '/dev/null/nowhere'
  await queue(db, 'a')
  expect(await deliverMails(clock())).toBe(0)
  expect(await only(db)).toMatchObject({ state: 'PENDING', lastError: expect.stringContaining('/dev/null') })
})
