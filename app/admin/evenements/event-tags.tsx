import { EventIcon } from '@/components/planning/event-icon'
import { Tag, type TagTone } from '@/components/ui/tag'
import { EVENT_STATE_WORDS } from '@/lib/planning/event-messages'
import { EVENT_KIND_WORDS, type EventKind, type EventState } from '@/lib/planning/rules/events'

const TONES: Record<EventState, TagTone> = {
  COMING: 'brand',
  NOW: 'waiting',
  OVER: 'neutral',
  CANCELLED: 'danger',
}

/** Where an event stands. */
export function EventStateTag({ state }: { state: EventState }) {
  return <Tag tone={TONES[state]}>{EVENT_STATE_WORDS[state]}</Tag>
}

/** What an event is, with its icon. */
export function EventKindWords({ kind }: { kind: EventKind }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <EventIcon kind={kind} /> {EVENT_KIND_WORDS[kind]}
    </span>
  )
}
