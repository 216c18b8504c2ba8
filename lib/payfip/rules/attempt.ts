import type { EntryMode } from './order'

/** A payment attempt: noted, opened at the service, then one of four ends. */
export type AttemptState = 'CREATED' | 'AWAITING' | FinalState
export type FinalState = 'PAID' | 'REFUSED' | 'CANCELLED' | 'EXPIRED'

/** How it was paid. A direct debit is an order: the money comes later, and the bank may still reject it. */
export type PaymentMeans = 'CARD' | 'DIRECT_DEBIT'

/** What the portal noted of an attempt before the parent left for the payment page. */
export type Attempt = {
  state: AttemptState
  createdAt: Date
  clientNumber: string
  reference: string
  /** In centimes. */
  amount: number
  mode: EntryMode
}

/** What the service says of a payment (`recupererDetailPaiementSecurise`); null is what it left out or wrote badly. */
export type PaymentDetail = {
  /** `resultrans`: P, V, R, Z, A, or a letter that nobody knows. */
  result: string
  /** `numauto`: absent on refusal. */
  authorisation: string | null
  /** `dattrans` and `heurtrans`, to the minute. */
  at: Date | null
  clientNumber: string | null
  reference: string | null
  /** In centimes. */
  amount: number | null
  mode: string | null
}

/** FUNCTIONAL: the service refuses, and a code says why. TECHNICAL: it could not answer; to be asked again later. */
export type PayfipFault = { kind: 'FUNCTIONAL' | 'TECHNICAL'; code: string }

/** What came of asking about a payment. */
export type Reply = { detail: PaymentDetail } | { fault: PayfipFault }

/** Why an agent has to look. */
export type Alert =
  /** Paid after the attempt had ended unpaid: perhaps paid twice. */
  | 'LATE_PAYMENT'
  /** The service speaks of another sum, reference, client or mode than what was noted. */
  | 'ECHO_DIFFERS'
  /** A result that nobody knows. */
  | 'UNKNOWN_RESULT'
  /** Unpaid, after it had been told paid. */
  | 'CONTRADICTION'
  /** A fault that says nothing of the payment: the contract or the portal's request is wrong. */
  | 'FAULT'

export type Decision =
  /** Not known yet: the attempt is AWAITING, and the service is asked again after these minutes. */
  | { kind: 'WAIT'; to: 'AWAITING'; minutes: number }
  | { kind: 'SETTLE'; to: 'PAID'; means: PaymentMeans }
  | { kind: 'SETTLE'; to: 'REFUSED' | 'CANCELLED' | 'EXPIRED' }
  /** The attempt stays as it ended; the payment is recorded beside it, and an agent is told. */
  | { kind: 'LATE'; means: PaymentMeans; alert: 'LATE_PAYMENT' }
  /** Nothing is settled; an agent is told. */
  | { kind: 'RAISE'; alert: Exclude<Alert, 'LATE_PAYMENT'> }
  /** It was over already, and says nothing new. */
  | { kind: 'NOTHING' }

/** The states that may follow each state. Final states are never overwritten. */
export const TRANSITIONS = {
  CREATED: ['AWAITING', 'PAID', 'REFUSED', 'CANCELLED', 'EXPIRED'],
  AWAITING: ['PAID', 'REFUSED', 'CANCELLED', 'EXPIRED'],
  PAID: [],
  REFUSED: [],
  CANCELLED: [],
  EXPIRED: [],
} as const satisfies Record<AttemptState, readonly AttemptState[]>

/** Minutes during which a payment that has no result, or was abandoned, may still be made (REFERENCE §1.8). */
export const WAITING_MINUTES = 20

/** Minutes until the service is asked again: about a payment that waits, and after a technical failure. */
export const ASK_AGAIN = { waiting: 5, technical: 30 } as const

const MINUTE_MS = 60_000

const MEANS = new Map<string, PaymentMeans>([
  ['P', 'CARD'],
  ['V', 'DIRECT_DEBIT'],
])

/** The states in which an attempt holds its invoice: no other may start. */
export const OPEN_STATES = ['CREATED', 'AWAITING'] as const satisfies readonly AttemptState[]

export function isFinal(state: AttemptState): state is FinalState {
  return TRANSITIONS[state].length === 0
}

/** Until when an attempt that has no result waits for one: from then on another may start. */
export function waitsUntil(createdAt: Date): Date {
  return new Date(createdAt.getTime() + WAITING_MINUTES * MINUTE_MS)
}

/**
 * What becomes of an attempt at an instant, from what the service answered (REFERENCE §1.6 to §1.8): the one rule of the
 * notification, of the return and of the polling. The state is to be written on the condition that it has not changed.
 */
export function decide(attempt: Attempt, at: Date, reply: Reply): Decision {
  const young = at < waitsUntil(attempt.createdAt)
  if ('fault' in reply) return isFinal(attempt.state) ? { kind: 'NOTHING' } : afterFault(reply.fault, young)
  const { detail } = reply
  if (isFinal(attempt.state)) return afterEnd(attempt, attempt.state, detail)
  if (!isEchoOf(attempt, detail)) return { kind: 'RAISE', alert: 'ECHO_DIFFERS' }
  const means = MEANS.get(detail.result)
  if (means) return { kind: 'SETTLE', to: 'PAID', means }
  if (detail.result === 'R' || detail.result === 'Z') return { kind: 'SETTLE', to: 'REFUSED' }
  if (detail.result !== 'A') return { kind: 'RAISE', alert: 'UNKNOWN_RESULT' }
  return young ? wait(ASK_AGAIN.waiting) : { kind: 'SETTLE', to: 'CANCELLED' }
}

function afterFault({ kind, code }: PayfipFault, young: boolean): Decision {
  if (kind === 'TECHNICAL') return wait(ASK_AGAIN.technical)
  if (code === 'P1') return { kind: 'SETTLE', to: 'EXPIRED' }
  // P3 and P4 forbid to open the page; like P5, they tell no result.
  if (code !== 'P3' && code !== 'P4' && code !== 'P5') return { kind: 'RAISE', alert: 'FAULT' }
  return young ? wait(ASK_AGAIN.waiting) : { kind: 'SETTLE', to: 'EXPIRED' }
}

function afterEnd(attempt: Attempt, state: FinalState, detail: PaymentDetail): Decision {
  const means = MEANS.get(detail.result)
  if (state === 'PAID') return means ? { kind: 'NOTHING' } : { kind: 'RAISE', alert: 'CONTRADICTION' }
  if (!means) return { kind: 'NOTHING' }
  if (!isEchoOf(attempt, detail)) return { kind: 'RAISE', alert: 'ECHO_DIFFERS' }
  return { kind: 'LATE', means, alert: 'LATE_PAYMENT' }
}

function isEchoOf(attempt: Attempt, detail: PaymentDetail): boolean {
  return (
    detail.amount === attempt.amount &&
    detail.reference === attempt.reference &&
    detail.clientNumber === attempt.clientNumber &&
    detail.mode === attempt.mode
  )
}

function wait(minutes: number): Decision {
  return { kind: 'WAIT', to: 'AWAITING', minutes }
}
