import { addMonths, dayInParis, formatDay, instantInParis, type Day, type WallTime } from '../../core/day'

/** Months during which a new code can be used, the last day included. */
const CODE_VALID_MONTHS = 6

/** The facts of a code that its state follows from. */
export type CodeFacts = { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date }

export type CodeState = 'USABLE' | 'USED' | 'REVOKED' | 'EXPIRED'

/** The state of a code at an instant. It expires at `expiresAt` itself, no longer usable then. */
export function codeState({ usedAt, revokedAt, expiresAt }: CodeFacts, at: Date): CodeState {
  if (usedAt) return 'USED'
  if (revokedAt) return 'REVOKED'
  return expiresAt.getTime() <= at.getTime() ? 'EXPIRED' : 'USABLE'
}

/** The last day on which a code made at an instant can be used, in Paris. */
export function lastDayOfCode(madeAt: Date): Day {
  return addMonths(dayInParis(madeAt), CODE_VALID_MONTHS)
}

/** The instant a code made at an instant expires: midnight in Paris at the end of its last day. */
export function expiryOfCode(madeAt: Date): Date {
  const last = lastDayOfCode(madeAt)
  return new Date(instantInParis(last, '23:59' as WallTime).getTime() + 60_000)
}

/** The last day of a code, in French, from its expiry: « 24 mai 2027 ». */
export function formatExpiry(expiresAt: Date): string {
  return formatDay(dayInParis(new Date(expiresAt.getTime() - 1)), 'long')
}
