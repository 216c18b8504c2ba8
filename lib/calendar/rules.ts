import type { Day } from '@/lib/core/day'
import type { EntryState } from '@/lib/planning/rules/states'

/** How many days the feed shows before and after the day it is read. */
export const FEED_SPAN = { before: 31, after: 190 } as const

/** What a calendar is told of a child's day: names and state, nothing of the dossier. */
export type FeedEvent = {
  /** The same at each reading: calendars know an event by it. */
  uid: string
  day: Day
  summary: string
  description: string
  /** What waits is tentative. */
  certain: boolean
}

/** Days on which the child comes, or is asked to; the others are nothing to a calendar. */
const WORDS: Partial<Record<EntryState, string>> = {
  BOOKED: 'Réservé',
  PRESENT: 'Présent',
  ABSENCE_REQUESTED: 'Absence demandée, réservé tant que le service n’a pas répondu',
  OFFERED: 'Place proposée, à confirmer sur le planning',
  REQUESTED: 'Demande en attente',
}

const TENTATIVE: readonly EntryState[] = ['OFFERED', 'REQUESTED']

type FeedEntry = {
  childId: string
  firstName: string
  activityId: number
  activity: string
  day: Day
  state: EntryState
}

/** The event of an entry of the planning; null where the child is not expected. `host` makes its name unique. */
export function feedEvent(entry: FeedEntry, host: string): FeedEvent | null {
  const description = WORDS[entry.state]
  if (!description) return null
  return {
    uid: `${entry.childId}-${entry.activityId}-${entry.day}@${host}`,
    day: entry.day,
    summary: `${entry.firstName} : ${entry.activity}`,
    description,
    certain: !TENTATIVE.includes(entry.state),
  }
}
