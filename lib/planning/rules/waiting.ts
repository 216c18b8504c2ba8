import { isWithin } from '@/lib/activity/rules/deadline'
import type { Deadlines } from '@/lib/activity/rules/terms'

/** What a name on a waiting list gets when its turn comes: `offeredUntil` is set where it must be confirmed. */
export type ServedPlace = { state: 'BOOKED'; offeredUntil: null } | { state: 'OFFERED'; offeredUntil: Date }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * What becomes of the next in line when a place is free: booked while the family could still give it up freely, else
 * offered, for `offerHours` at most and never past the beginning (PRODUCT §6: a place is never imposed).
 *
 * @returns null when the activity has begun
 */
export function placeFor(deadlines: Deadlines, offerHours: number, now: Date): ServedPlace | null {
  if (isWithin(deadlines.absence, now)) return { state: 'BOOKED', offeredUntil: null }
  const held = Math.min(now.getTime() + offerHours * HOUR, deadlines.start.getTime())
  // Limits are whole minutes, as the screens say them.
  const offeredUntil = new Date(Math.floor(held / MINUTE) * MINUTE)
  return offeredUntil > now ? { state: 'OFFERED', offeredUntil } : null
}
