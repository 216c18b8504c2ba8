import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import {
  decide,
  isFinal,
  TRANSITIONS,
  waitsUntil,
  type Attempt,
  type AttemptState,
  type Decision,
  type PaymentDetail,
  type Reply,
} from '@/lib/payfip/rules/attempt'

const CREATED_AT = new Date('2026-11-24T08:00:00Z')
const STATES = Object.keys(TRANSITIONS) as AttemptState[]
const FINAL = STATES.filter(isFinal)
const OPEN = STATES.filter((state) => !isFinal(state))
const UNPAID = FINAL.filter((state) => state !== 'PAID')

const attempt = (state: AttemptState): Attempt => ({
  state,
  createdAt: CREATED_AT,
  clientNumber: '100001',
  reference: '2026000123',
  amount: 8_420,
  mode: 'T',
})

const at = (minutes: number) => new Date(CREATED_AT.getTime() + minutes * 60_000)

const detail = (result: string, change: Partial<PaymentDetail> = {}): Reply => ({
  detail: {
    result,
    authorisation: null,
    at: null,
    clientNumber: '100001',
    reference: '2026000123',
    amount: 8_420,
    mode: 'T',
    ...change,
  },
})
const fault = (code: string): Reply => ({ fault: { kind: 'FUNCTIONAL', code } })
const failure = (code: string): Reply => ({ fault: { kind: 'TECHNICAL', code } })

const CARD = { kind: 'SETTLE', to: 'PAID', means: 'CARD' } as const
const DIRECT_DEBIT = { kind: 'SETTLE', to: 'PAID', means: 'DIRECT_DEBIT' } as const
const settle = (to: 'REFUSED' | 'CANCELLED' | 'EXPIRED') => ({ kind: 'SETTLE', to }) as const
const SOON = { kind: 'WAIT', to: 'AWAITING', minutes: 5 } as const
const LATER = { kind: 'WAIT', to: 'AWAITING', minutes: 30 } as const
const NOTHING = { kind: 'NOTHING' } as const
const raise = (alert: 'ECHO_DIFFERS' | 'UNKNOWN_RESULT' | 'CONTRADICTION' | 'FAULT') =>
  ({ kind: 'RAISE', alert }) as const
const late = (means: 'CARD' | 'DIRECT_DEBIT') => ({ kind: 'LATE', means, alert: 'LATE_PAYMENT' }) as const

/** A millisecond before the twentieth minute. */
const LAST = 20 - 1 / 60_000

const WHILE_OPEN: [what: string, reply: Reply, minutes: number, decision: Decision][] = [
  ['paid by card', detail('P'), 3, CARD],
  ['paid by card, hours later', detail('P'), 600, CARD],
  ['direct debit ordered', detail('V'), 3, DIRECT_DEBIT],
  ['card refused', detail('R'), 3, settle('REFUSED')],
  ['direct debit refused', detail('Z'), 3, settle('REFUSED')],
  ['abandoned, at once', detail('A'), 0, SOON],
  ['abandoned, just under 20 minutes', detail('A'), LAST, SOON],
  ['abandoned, 20 minutes', detail('A'), 20, settle('CANCELLED')],
  ['an unknown letter', detail('X'), 3, raise('UNKNOWN_RESULT')],
  ['a small p', detail('p'), 3, raise('UNKNOWN_RESULT')],
  ['no result yet', fault('P5'), 3, SOON],
  ['no result yet, just under 20 minutes', fault('P5'), LAST, SOON],
  ['no result after 20 minutes', fault('P5'), 20, settle('EXPIRED')],
  ['page opened twice', fault('P3'), 3, SOON],
  ['page opened twice, after 20 minutes', fault('P3'), 20, settle('EXPIRED')],
  ['page too late', fault('P4'), 16, SOON],
  ['page too late, after 20 minutes', fault('P4'), 20, settle('EXPIRED')],
  ['unknown to the service', fault('P1'), 3, settle('EXPIRED')],
  ['purged', fault('P1'), 900, settle('EXPIRED')],
  ['contract closed', fault('T3'), 3, raise('FAULT')],
  ['a code that nobody knows', fault('Q9'), 30, raise('FAULT')],
  ['the service is broken', failure('999'), 3, LATER],
  ['no answer in time, after a day', failure('TIMEOUT'), 1_440, LATER],
  ['another sum', detail('P', { amount: 8_419 }), 3, raise('ECHO_DIFFERS')],
  ['a sum that is no number', detail('P', { amount: null }), 3, raise('ECHO_DIFFERS')],
  ['another reference', detail('V', { reference: '2026000124' }), 3, raise('ECHO_DIFFERS')],
  ['no reference', detail('P', { reference: null }), 3, raise('ECHO_DIFFERS')],
  ['another client', detail('P', { clientNumber: '100002' }), 3, raise('ECHO_DIFFERS')],
  ['another mode', detail('P', { mode: 'W' }), 3, raise('ECHO_DIFFERS')],
  ['a refusal of another debt', detail('R', { reference: '2026000124' }), 3, raise('ECHO_DIFFERS')],
]
for (const state of OPEN)
  for (const [what, reply, minutes, decision] of WHILE_OPEN)
    test(`${state}, ${what}: ${Object.values(decision).join(' ')}`, () => {
      expect(decide(attempt(state), at(minutes), reply)).toEqual(decision)
    })

const AFTER_END: [what: string, reply: Reply, decision: Decision][] = [
  ['paid by card', detail('P'), late('CARD')],
  ['direct debit ordered', detail('V'), late('DIRECT_DEBIT')],
  ['paid with another sum', detail('P', { amount: 1 }), raise('ECHO_DIFFERS')],
  ['refused', detail('R'), NOTHING],
  ['abandoned', detail('A'), NOTHING],
  ['an unknown letter', detail('X'), NOTHING],
  ['no result', fault('P5'), NOTHING],
  ['purged', fault('P1'), NOTHING],
  ['broken', failure('999'), NOTHING],
]
for (const state of UNPAID)
  for (const [what, reply, decision] of AFTER_END)
    test(`${state}, then ${what}: ${Object.values(decision).join(' ')}`, () => {
      expect(decide(attempt(state), at(25), reply)).toEqual(decision)
    })

const AFTER_PAID: [what: string, reply: Reply, decision: Decision][] = [
  ['told once more', detail('P'), NOTHING],
  ['direct debit told once more', detail('V'), NOTHING],
  ['refused', detail('Z'), raise('CONTRADICTION')],
  ['abandoned', detail('A'), raise('CONTRADICTION')],
  ['purged', fault('P1'), NOTHING],
  ['broken', failure('HTTP_502'), NOTHING],
]
for (const [what, reply, decision] of AFTER_PAID)
  test(`PAID, then ${what}: ${Object.values(decision).join(' ')}`, () => {
    expect(decide(attempt('PAID'), at(3), reply)).toEqual(decision)
  })

const anyReply = fc.oneof(
  fc
    .record({
      result: fc.constantFrom('P', 'V', 'R', 'Z', 'A', 'X'),
      amount: fc.constantFrom(8_420, 1, null),
      mode: fc.constantFrom('T', 'W', null),
    })
    .map(({ result, ...change }) => detail(result, change)),
  fc.constantFrom('P1', 'P3', 'P4', 'P5', 'T2').map(fault),
  fc.constantFrom('999', 'TIMEOUT').map(failure),
)

test('whatever comes: a state follows only those that it may, and only its own sum, told paid, pays', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STATES),
      fc.integer({ min: 0, max: 2_000 }),
      anyReply,
      (state, minutes, reply) => {
        const decision = decide(attempt(state), at(minutes), reply)
        if ('to' in decision && decision.to !== state) expect(TRANSITIONS[state]).toContain(decision.to)
        if (isFinal(state)) expect(['NOTHING', 'LATE', 'RAISE']).toContain(decision.kind)
        const isPaid = 'detail' in reply && ['P', 'V'].includes(reply.detail.result)
        const isOurs = 'detail' in reply && reply.detail.amount === 8_420 && reply.detail.mode === 'T'
        if (isPaid && isOurs && state !== 'PAID') expect('means' in decision).toBe(true)
        if (!isPaid || !isOurs) expect('means' in decision).toBe(false)
      },
    ),
  )
})

test('an attempt waits twenty minutes, whatever the wall clock does meanwhile', () => {
  expect(waitsUntil(new Date('2026-10-25T00:50:00Z'))).toEqual(new Date('2026-10-25T01:10:00Z'))
})
