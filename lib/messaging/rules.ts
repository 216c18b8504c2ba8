/** What became of an attempt to send a mail. `retryAfter` in seconds, when the service said how long to wait. */
export type SendOutcome =
  | { outcome: 'sent' }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'later'; reason: string; retryAfter?: number }

/**
 * Minutes to wait after each failed attempt. Their sum stays under 24 hours: so long Resend remembers an
 * idempotency key, hence so long a mail that may have left already can be tried again without doubling it.
 */
export const RETRY_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240, 360, 480] as const

/** Seconds during which a mail taken by a process is left alone by the others: more than a request may last. */
export const LEASE_SECONDS = 120

/** Seconds after which a request to the mail service is given up. */
export const REQUEST_TIMEOUT_SECONDS = 20

/** The service accepts two requests per second. */
export const SEND_RATE = { max: 2, seconds: 1 } as const

/**
 * When to try again a mail that `attempts` attempts (this one included) did not get through. Null: give up.
 */
export function nextAttemptAt(attempts: number, at: Date, retryAfter = 0): Date | null {
  const minutes = RETRY_MINUTES[attempts - 1]
  if (minutes === undefined) return null
  return new Date(at.getTime() + Math.max(minutes * 60, retryAfter) * 1000)
}

/**
 * What an error of Resend means. The mail's own fault (400, 404, 422…) is definitive. Ours (401, 403: key or
 * domain), a quota (429), a concurrent request with the same key (409), theirs (5xx) or none at all
 * (time-out) pass: the mail waits.
 */
export function outcomeOfError(status: number | null, message: string, retryAfter?: number): SendOutcome {
  const reason = `${status ?? 'sans réponse'} : ${message}`.slice(0, 500)
  const passes = status === null || [401, 403, 408, 409, 425, 429].includes(status) || status >= 500
  return passes ? { outcome: 'later', reason, retryAfter } : { outcome: 'refused', reason }
}

/** Mails whose links hold a secret: those of accounts, and those that do one thing without logging in. */
const WITH_SECRET = /^(account\.|reminder\.|waiting\.serve$)/

/** Whether a kind of mail carries the secret of a link. */
export function carriesSecret(kind: string): boolean {
  return WITH_SECRET.test(kind)
}

/** The headers by which a mail program offers to unsubscribe in one click (RFC 8058). */
export function unsubscribeHeaders(url: string | null): Record<string, string> {
  return url === null
    ? {}
    : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
