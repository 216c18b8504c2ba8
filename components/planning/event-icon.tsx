import { Bus, Megaphone, UserX } from 'lucide-react'
import { classes } from '@/components/ui/classes'
import type { EventKind, EventName } from '@/lib/planning/rules/events'
import type { GridEntry } from '@/lib/planning/rules/grid'

/** The icons of events, by what they are. */
export const EVENT_ICONS = { OUTING: Bus, STRIKE: Megaphone, TEACHER: UserX } as const satisfies Record<
  EventKind,
  unknown
>

/** The icon of a collective event. Decorative: its name always stands beside it. */
export function EventIcon({ kind, className }: { kind: EventKind; className?: string }) {
  const Drawn = EVENT_ICONS[kind]
  return <Drawn aria-hidden className={classes('shrink-0', className)} />
}

/** An event by its name. */
export function EventLabel({ event: { name, kind }, className }: { event: EventName; className?: string }) {
  return (
    <p className={classes('flex min-w-0 items-center gap-1.5', className)}>
      <EventIcon kind={kind} className="size-3.5" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
    </p>
  )
}

/** The events that keep children away from entries of one day, each once. */
export function eventsOf(entries: readonly Pick<GridEntry, 'event'>[]): EventName[] {
  const found = entries.flatMap(({ event }) =>
    event ? [[`${event.kind} ${event.name}`, event] as const] : [],
  )
  return [...new Map(found).values()]
}
