import { entryLook } from '@/components/ui/entry-state'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import type { Entry } from '@/lib/planning/rules/entry'

/** The state of an entry in words: its rank on a waiting list, until when a place is held. */
export function entryWord({
  state,
  rank,
  offeredUntil,
}: Pick<Entry, 'state' | 'rank' | 'offeredUntil'>): string {
  const { word } = entryLook(state)
  if (state === 'WAITLISTED' && rank !== null) return `${word}, rang ${rank}`
  if (state === 'OFFERED' && offeredUntil) return `${word} jusqu’au ${formatDeadline(offeredUntil)}`
  return word
}
