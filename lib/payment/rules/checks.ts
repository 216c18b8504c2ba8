import { ASK_AGAIN, isFinal, type AttemptState, type Decision, type Reply } from '@/lib/payfip/rules/attempt'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * How long PayFiP is asked about an attempt that ended unpaid, in milliseconds from its creation: a page may have been
 * opened at its last minute, its notification lost and its return never made. PayFiP forgets in the night what was never
 * brought to it (P1, REFERENCE §1.8): past a day nothing new is to come.
 */
const LATE_MS = 24 * HOUR_MS

/** While PayFiP does not answer it is asked longer: a breakdown of a night must lose nothing. */
const BREAKDOWN_MS = 7 * 24 * HOUR_MS

/** Milliseconds after which an attempt without idOp was never sent on: its page was shown to nobody. */
export const UNSENT_MS = MINUTE_MS

/** What is known of an attempt once a decision was applied. */
type Checked = { state: AttemptState; createdAt: Date }

/**
 * When PayFiP is to be asked again about an attempt, or null when nothing more can come of it. What is open: as decided.
 * What ended unpaid: each time after as long as it is old (30 minutes at least), a day long, unless PayFiP knows it no more.
 */
export function nextCheck(
  { state, createdAt }: Checked,
  decision: Decision,
  reply: Reply,
  at: Date,
): Date | null {
  const after = (minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS)
  if (!isFinal(state)) return after(decision.kind === 'WAIT' ? decision.minutes : ASK_AGAIN.technical)
  if (state === 'PAID' || decision.kind === 'LATE') return null
  const age = at.getTime() - createdAt.getTime()
  if ('fault' in reply && reply.fault.kind === 'TECHNICAL')
    return age < BREAKDOWN_MS ? after(ASK_AGAIN.technical) : null
  if ('fault' in reply && reply.fault.code === 'P1') return null
  if (age >= LATE_MS) return null
  const next = at.getTime() + Math.max(age, ASK_AGAIN.technical * MINUTE_MS)
  return new Date(Math.min(next, createdAt.getTime() + LATE_MS))
}
