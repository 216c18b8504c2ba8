import { addDays, type Day } from '@/lib/core/day'
import { REMINDERS } from './validity'

export type DocumentState = 'PENDING' | 'ACCEPTED' | 'REFUSED' | 'WITHDRAWN'

/** What a document may become. A decision is never undone: another document is handed in. */
export const TRANSITIONS = {
  PENDING: ['ACCEPTED', 'REFUSED', 'WITHDRAWN'],
  ACCEPTED: [],
  REFUSED: [],
  WITHDRAWN: [],
} as const satisfies Record<DocumentState, readonly DocumentState[]>

/** Where what is asked stands; MISSING, EXPIRED and EXPIRING are derived, never stored. */
export type SlotState = 'MISSING' | 'OPTIONAL' | 'PENDING' | 'ACCEPTED' | 'EXPIRING' | 'EXPIRED' | 'REFUSED'

type Handed = { id: string; state: DocumentState; depositedAt: Date; expiresOn: Day | null }

/** How a type stands for one owner: its state, what is to be told of, and what is in force meanwhile. */
export type Slot<Item extends Handed> = {
  state: SlotState
  /** The document that the state tells of. */
  document: Item | null
  /** An accepted document, still valid, beside one that waits or was refused. */
  inForce: Item | null
}

/** Whether an accepted document still stands on a day: its last valid day is included. */
export function isValid({ state, expiresOn }: Pick<Handed, 'state' | 'expiresOn'>, today: Day): boolean {
  return state === 'ACCEPTED' && (expiresOn === null || expiresOn >= today)
}

/** Where a type stands for one owner, from all that was handed in for it. */
export function slotOf<Item extends Handed>(
  handed: readonly Item[],
  required: boolean,
  today: Day,
): Slot<Item> {
  const latest = handed
    .filter(({ state }) => state !== 'WITHDRAWN')
    .toSorted((a, b) => b.depositedAt.getTime() - a.depositedAt.getTime())
  // Of several in force the one that lasts longest stands.
  const valid = latest
    .filter((item) => isValid(item, today))
    .toSorted((a, b) => (b.expiresOn ?? '9999').localeCompare(a.expiresOn ?? '9999'))[0]
  const pending = latest.find(({ state }) => state === 'PENDING')
  if (pending) return { state: 'PENDING', document: pending, inForce: valid ?? null }
  const first = latest[0]
  if (first?.state === 'REFUSED') return { state: 'REFUSED', document: first, inForce: valid ?? null }
  if (valid) {
    const soon = valid.expiresOn !== null && valid.expiresOn <= addDays(today, REMINDERS.first)
    return { state: soon ? 'EXPIRING' : 'ACCEPTED', document: valid, inForce: null }
  }
  if (first) return { state: 'EXPIRED', document: first, inForce: null }
  return { state: required ? 'MISSING' : 'OPTIONAL', document: null, inForce: null }
}

/** Whether the family has something to do: hand it in, or again. */
export function isTodo(state: SlotState, required: boolean): boolean {
  return (
    state === 'MISSING' || state === 'REFUSED' || (required && (state === 'EXPIRED' || state === 'EXPIRING'))
  )
}
