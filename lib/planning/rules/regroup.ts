import type { Day } from '@/lib/core/day'
import { holdsPlace, type StoredState } from './states'

/** A booking of a child in an activity, as a change of group needs it. */
export type GroupedBooking = { day: Day; groupId: number; state: StoredState }

/** `moves`: the bookings that change their group, with the new one; `kept`: the days that stay in theirs. */
export type Regrouping = { moves: (GroupedBooking & { to: number })[]; kept: Day[] }

/**
 * What becomes of a child's bookings when its group changes: each goes to the group of its day. What holds a place
 * (booked, offered) goes where one is free that nobody waits for, else it stays: nobody loses a place, no day is
 * overbooked, nobody is overtaken. What holds none (asked, waiting, given up) goes, and waits there.
 *
 * @param groupOn the group that the child has on a day from now on; null: none takes it
 * @param isFree whether a group has a free place on a day, beyond those that others wait for
 */
export function regroup(
  bookings: readonly GroupedBooking[],
  groupOn: (day: Day) => number | null,
  isFree: (groupId: number, day: Day) => boolean,
): Regrouping {
  const result: Regrouping = { moves: [], kept: [] }
  for (const booking of bookings) {
    const to = groupOn(booking.day)
    if (to === booking.groupId) continue
    if (to === null || (holdsPlace(booking.state) && !isFree(to, booking.day))) result.kept.push(booking.day)
    else result.moves.push({ ...booking, to })
  }
  return result
}
