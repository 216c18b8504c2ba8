import type { Day } from '@/lib/core/day'
import type { Billing } from './entry'
import type { StoredState } from './states'

/** A booking after the last day of an enrollment. */
export type BookingAfter = { day: Day; state: StoredState; billing: Billing }

/** What the end of an enrollment does to the bookings after it. */
export type EndEffect<Booking> = {
  /** Released: reservations, and what is asked or waits. */
  released: Booking[]
  /** Removed in silence: what was given up or refused, which could be booked again. */
  cleared: Booking[]
  /** The last day begun or past that stands: the enrollment can't end before it. */
  heldUntil: Day | null
}

/**
 * What becomes of the bookings after the last day of an enrollment: those of days to come are released; one of today or
 * before stands, for the place was used, and the enrollment can't end before it. An absence that stays billed is kept.
 */
export function endEffect<Booking extends BookingAfter>(
  after: readonly Booking[],
  today: Day,
): EndEffect<Booking> {
  const effect: EndEffect<Booking> = { released: [], cleared: [], heldUntil: null }
  for (const booking of after) {
    const { day, state, billing } = booking
    const isGivenUp = state === 'ABSENT' || state === 'REFUSED'
    if (day <= today) {
      if (!isGivenUp && (effect.heldUntil === null || day > effect.heldUntil)) effect.heldUntil = day
    } else if (!isGivenUp) effect.released.push(booking)
    else if (state === 'REFUSED' || billing === 'FREE') effect.cleared.push(booking)
  }
  return effect
}
