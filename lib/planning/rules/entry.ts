import type { Deadlines, LateBooking, WaitingListKind } from '@/lib/activity/rules/terms'
import type { EntryAction, EntryState } from './states'

/** A child on one day of an activity, as `explain` needs it. */
export type Entry = {
  state: EntryState
  /** The booking is that of one of the parent's own families; true where there is no booking. */
  own: boolean
  /** The day is the child's other family's, by the custody calendar. */
  elsewhere: boolean
  /** The agents' reason for a refusal. */
  reason: string | null
  /** Why nothing opens that day, or null. */
  closedBy: string | null
  /** Why this child can't be booked that day whatever the hour and the places (age, limits, links), or null. */
  barred: string | null
  /** Why the reservation can't be given up: another activity of the day needs it; or null. */
  needed: string | null
  /** Places free that day; null when they are not counted or (while some are left) not shown. */
  placesLeft: number | null
  /** How many wait for a place that day. */
  waiting: number
  /** The place of a WAITLISTED entry among those who wait, from 1. */
  rank: number | null
  /** Until when a place is held; of an OFFERED entry. */
  offeredUntil: Date | null
  /** An unpaid invoice of the family, for which it can't ask for reservations from an instant on, in milliseconds. */
  unpaid?: { from: number; invoiceId: string; reason: string } | undefined
}

/** What an activity says of its requests. */
export type Terms = {
  autoAccepts: boolean
  waitingList: WaitingListKind
  latePolicy: LateBooking['policy']
  /** An absence past its deadline frees the place and stays billed; without it, it can't be declared. */
  lateAbsences: boolean
}

export type Viewer = 'parent' | 'agent'

/** What billing will take of the day, once done. */
export type Billing = 'STANDARD' | 'SURCHARGED' | 'FREE'

export type Possible = {
  action: EntryAction
  /** The verb on the button. */
  label: string
  /** The state that follows. */
  to: EntryState
  /** What is billed then. */
  billing: Billing
  /** Until when it is possible; null without limit. */
  until: Date | null
  /** What the button allows, to be followed by the limit: « Vous pouvez réserver ». */
  lead: string
  /** What happens next, in one or two sentences. */
  after: string
}

export type ObstacleCode =
  | 'CLOSED'
  | 'BARRED'
  | 'UNPAID'
  | 'CUSTODY'
  | 'NOT_OPEN'
  | 'DEADLINE'
  | 'FULL'
  | 'OTHER_FAMILY'
  | 'DECIDED'
  | 'NEEDED'
  | 'EXPIRED'

/** `invoiceId`: the invoice to pay, of UNPAID. */
export type Forbidden = { action: EntryAction; code: ObstacleCode; reason: string; invoiceId?: string }

export type Explanation = { possible: Possible[]; forbidden: Forbidden[] }

export type Asked = { entry: Entry; terms: Terms; deadlines: Deadlines; now: Date }
export type Obstacle = Omit<Forbidden, 'action'>
/** What is possible, the obstacle, or null where the activity does not know the action at that hour. */
export type Answer = Omit<Possible, 'action'> | Obstacle | null
