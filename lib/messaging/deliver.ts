import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { now as presentInstant } from '@/lib/core/clock'
import { db } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { safeText } from '@/lib/core/safe-error'
import { countAttempt } from '@/lib/core/throttle'
import { writeMailFile } from './mail-folder'
import { sendByResend } from './resend'
import { carriesSecret, LEASE_SECONDS, nextAttemptAt, SEND_RATE, type SendOutcome } from './rules'

/** A mail of the queue, as taken by a process. */
export type MailToSend = {
  id: string
  idempotencyKey: string
  kind: string
  to: string
  subject: string
  text: string
  html: string
  unsubscribeUrl: string | null
  attempts: number
  createdAt: Date
}

/**
 * Sends every mail of the queue that is due, the oldest first, and returns how many left. Any number of
 * processes may do so at once: each mail is taken by one. A mail taken by a process that dies is due again
 * after its lease, with the same idempotency key.
 */
export async function deliverMails(now: () => Date = presentInstant): Promise<number> {
  let sent = 0
  for (let mail = await takeMail(now()); mail; mail = await takeMail(now())) {
    const result = await send(mail, now)
    await settle(mail, result, now())
    if (result.outcome === 'sent') sent += 1
  }
  return sent
}

// Taking a mail is moving its next attempt past the lease: no other process sees it as due.
async function takeMail(at: Date): Promise<MailToSend | undefined> {
  const leaseEnd = new Date(at.getTime() + LEASE_SECONDS * 1000)
  const [mail] = await db.$queryRaw<MailToSend[]>`
    UPDATE "OutgoingMail" SET attempts = attempts + 1, "nextAttemptAt" = ${leaseEnd}
    WHERE id = (SELECT id FROM "OutgoingMail" WHERE state = 'PENDING' AND "nextAttemptAt" <= ${at}
      ORDER BY "nextAttemptAt", id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, "idempotencyKey", kind, "to", subject, text, html, "unsubscribeUrl", attempts, "createdAt"`
  return mail
}

async function send(mail: MailToSend, now: () => Date): Promise<SendOutcome> {
  try {
    const apiKey = env.resendApiKey
    if (apiKey) {
      await keepRate(now)
      return await sendByResend(mail, apiKey)
    }
    await writeMailFile(mail)
    return { outcome: 'sent' }
  } catch (error) {
    log.error({ err: error, mail: mail.id }, 'mail could not be sent')
    return { outcome: 'later', reason: error instanceof Error ? error.message : 'unknown error' }
  }
}

// All processes together stay under the service's rate.
async function keepRate(now: () => Date): Promise<void> {
  for (;;) {
    const at = now()
    const verdict = await countAttempt('mail:resend', SEND_RATE, at)
    if (verdict.allowed) return
    await pause(Math.max(20, verdict.retryAt.getTime() - at.getTime()))
  }
}

async function settle(mail: MailToSend, result: SendOutcome, at: Date): Promise<void> {
  if (result.outcome === 'sent') {
    // What was sent with the secret of a link keeps its traces, not its text.
    const secrets = carriesSecret(mail.kind) ? { text: '', html: '', unsubscribeUrl: null } : {}
    await update(mail, { state: 'SENT', sentAt: at, lastError: null, ...secrets })
    return
  }
  const again = result.outcome === 'later' ? nextAttemptAt(mail.attempts, at, result.retryAfter) : null
  log.warn(
    { mail: mail.id, kind: mail.kind, attempts: mail.attempts, reason: safeText(result.reason) },
    'mail not sent',
  )
  await update(
    mail,
    again
      ? { nextAttemptAt: again, lastError: result.reason }
      : { state: 'FAILED', lastError: result.reason },
  )
}

type Settlement = Parameters<typeof db.outgoingMail.updateMany>[0]['data']

async function update(mail: MailToSend, data: Settlement): Promise<void> {
  await db.outgoingMail.updateMany({
    where: { id: mail.id, state: 'PENDING', attempts: mail.attempts },
    data,
  })
}
