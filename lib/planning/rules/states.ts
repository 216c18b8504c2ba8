/**
 * Every state of an entry of the planning. All are stored on the booking but three, which are derived:
 * ENROLLED, an enrollment laid over the calendar, ELSEWHERE, the same on a day that is the child's other family's, and
 * CLOSED, a day on which nothing opens.
 */
export const ENTRY_STATES = [
  'ENROLLED',
  'REQUESTED',
  'BOOKED',
  'WAITLISTED',
  'OFFERED',
  'REFUSED',
  'ABSENCE_REQUESTED',
  'ABSENT',
  'PRESENT',
  'NO_SHOW',
  'CLOSED',
  'ELSEWHERE',
] as const

export type EntryState = (typeof ENTRY_STATES)[number]

/** What a booking's row may hold. */
export type StoredState = Exclude<EntryState, 'ENROLLED' | 'ELSEWHERE' | 'CLOSED'>

export const PARENT_ACTIONS = ['BOOK', 'DECLARE_ABSENCE', 'WITHDRAW', 'CANCEL'] as const
export const AGENT_ACTIONS = ['ACCEPT', 'REFUSE'] as const

/** What a parent may do with an entry. CANCEL undoes a reservation that was accepted automatically. */
export type ParentAction = (typeof PARENT_ACTIONS)[number]
export type AgentAction = (typeof AGENT_ACTIONS)[number]
export type EntryAction = ParentAction | AgentAction

/** The life of an entry: from a state, what can be done and where it may lead. Nothing else ever happens. */
export const TRANSITIONS = {
  ENROLLED: { BOOK: ['REQUESTED', 'BOOKED'] },
  REQUESTED: { WITHDRAW: ['ENROLLED'], ACCEPT: ['BOOKED'], REFUSE: ['REFUSED'] },
  BOOKED: { DECLARE_ABSENCE: ['ABSENCE_REQUESTED', 'ABSENT'], CANCEL: ['ENROLLED'] },
  WAITLISTED: {},
  OFFERED: {},
  REFUSED: { BOOK: ['REQUESTED', 'BOOKED'] },
  ABSENCE_REQUESTED: { WITHDRAW: ['BOOKED'], ACCEPT: ['ABSENT'], REFUSE: ['BOOKED'] },
  ABSENT: { BOOK: ['REQUESTED', 'BOOKED'] },
  PRESENT: {},
  NO_SHOW: {},
  CLOSED: {},
  // Never followed: explain says why.
  ELSEWHERE: { BOOK: ['REQUESTED', 'BOOKED'] },
} as const satisfies Record<EntryState, Partial<Record<EntryAction, readonly EntryState[]>>>

const HOLDING: readonly EntryState[] = ['BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW']

/** Whether an entry in this state counts in the places taken of its day. */
export function holdsPlace(state: EntryState): boolean {
  return HOLDING.includes(state)
}

/** The states that an action may lead to from a state; none when the table does not know the step. */
export function targetsOf(state: EntryState, action: EntryAction): readonly EntryState[] {
  const steps: Partial<Record<EntryAction, readonly EntryState[]>> = TRANSITIONS[state]
  return steps[action] ?? []
}

/** The life of a request: what a parent asked, whatever became of its days since. */
export const REQUEST_STATES = ['PENDING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'CANCELLED'] as const

export type RequestState = (typeof REQUEST_STATES)[number]
