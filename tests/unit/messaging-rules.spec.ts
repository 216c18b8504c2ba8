import { expect, test } from '@playwright/test'
import {
  LEASE_SECONDS,
  nextAttemptAt,
  outcomeOfError,
  REQUEST_TIMEOUT_SECONDS,
  RETRY_MINUTES,
} from '@/lib/messaging/rules'

const at = new Date('2026-11-24T08:00:00Z')

test('a mail is tried again for less than the 24 hours during which its idempotency key is remembered', () => {
  const minutes = RETRY_MINUTES.reduce<number>((sum, wait) => sum + wait, 0)
  expect(minutes).toBeLessThan(24 * 60)
})

test('a request ends before the lease of its mail', () => {
  expect(REQUEST_TIMEOUT_SECONDS).toBeLessThan(LEASE_SECONDS)
})

test('each failed attempt waits longer, then the mail is given up', () => {
  expect(nextAttemptAt(1, at)).toEqual(new Date('2026-11-24T08:01:00Z'))
  expect(nextAttemptAt(3, at)).toEqual(new Date('2026-11-24T08:05:00Z'))
  expect(nextAttemptAt(RETRY_MINUTES.length, at)).not.toBeNull()
  expect(nextAttemptAt(RETRY_MINUTES.length + 1, at)).toBeNull()
})

test('the service’s own wait is respected when it is the longer one', () => {
  expect(nextAttemptAt(1, at, 10)).toEqual(new Date('2026-11-24T08:01:00Z'))
  expect(nextAttemptAt(1, at, 300)).toEqual(new Date('2026-11-24T08:05:00Z'))
})

for (const [status, outcome] of [
  [400, 'refused'],
  [404, 'refused'],
  [422, 'refused'],
  [401, 'later'],
  [403, 'later'],
  [409, 'later'],
  [429, 'later'],
  [500, 'later'],
  [503, 'later'],
  [null, 'later'],
] as const)
  test(`an answer ${status ?? 'that never comes'} leaves the mail ${outcome === 'later' ? 'to try again' : 'refused'}`, () => {
    expect(outcomeOfError(status, 'raison').outcome).toBe(outcome)
  })
