import 'server-only'
import { Resend } from 'resend'
import { env } from '@/lib/core/env'
import type { MailToSend } from './deliver'
import { outcomeOfError, REQUEST_TIMEOUT_SECONDS, unsubscribeHeaders, type SendOutcome } from './rules'

/**
 * Sends a mail by Resend (its address is RESEND_BASE_URL where set). The idempotency key makes a second
 * request for the same mail harmless: we never know whether a request that timed out has arrived.
 */
export async function sendByResend(
  mail: MailToSend,
  apiKey: string,
  timeoutSeconds: number = REQUEST_TIMEOUT_SECONDS,
): Promise<SendOutcome> {
  const from = env.mailFrom
  if (!from) return { outcome: 'later', reason: 'MAIL_FROM is not set' }
  const { to, subject, text, html, idempotencyKey, unsubscribeUrl } = mail
  const content = { from, to, subject, text, html, headers: unsubscribeHeaders(unsubscribeUrl) }
  // The SDK hands its options to fetch, which takes the signal; its types don't say so.
  const options = { idempotencyKey, signal: AbortSignal.timeout(timeoutSeconds * 1000) }
  const { error, headers } = await new Resend(apiKey).emails.send(content, options)
  if (!error) return { outcome: 'sent' }
  const retryAfter = Number(headers?.['retry-after'])
  // The status is read in the body: an answer that is not the service's own may lack it.
  const status = error.statusCode ?? null
  return outcomeOfError(
    status,
    error.message ?? 'unknown',
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  )
}
