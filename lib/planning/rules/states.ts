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

/**
 * What a parent may do with an entry. DECLARE_SICK is an absence past its deadline, free with a medical proof; CANCEL
 * undoes a reservation that was accepted automatically; CONFIRM and DECLINE answer an offered place.
 */
export const PARENT_ACTIONS = [
  'BOOK',
  'DECLARE_ABSENCE',
  'DECLARE_SICK',
  'WITHDRAW',
  'CANCEL',
  'CONFIRM',
  'DECLINE',
] as const
/** How an agent answers what waits. */
export const AGENT_ACTIONS = ['ACCEPT', 'REFUSE'] as const
/** What is noted on the day sheet. */
export const ATTENDANCE_ACTIONS = ['MARK_PRESENT', 'MARK_MISSING', 'UNMARK'] as const
/**
 * What happens without anybody's click on the entry: SERVE gives a free place to the next in line (by itself, or when an
 * agent says so), EXPIRE ends an offer that nobody answered, RELEASE is a collective event (strike, outing, absent teacher),
 * RESTORE its cancellation.
 */
export const SYSTEM_ACTIONS = ['SERVE', 'EXPIRE', 'RELEASE', 'RESTORE'] as const

export type ParentAction = (typeof PARENT_ACTIONS)[number]
export type AgentAction = (typeof AGENT_ACTIONS)[number]
export type AttendanceAction = (typeof ATTENDANCE_ACTIONS)[number]
export type SystemAction = (typeof SYSTEM_ACTIONS)[number]
export type EntryAction = ParentAction | AgentAction | AttendanceAction | SystemAction

/** The life of an entry: from a state, what can be done and where it may lead. Nothing else ever happens. */
export const TRANSITIONS = {
  ENROLLED: { BOOK: ['REQUESTED', 'BOOKED', 'WAITLISTED'], MARK_PRESENT: ['PRESENT'] },
  REQUESTED: {
    WITHDRAW: ['ENROLLED'],
    ACCEPT: ['BOOKED'],
    REFUSE: ['REFUSED'],
    MARK_PRESENT: ['PRESENT'],
    RELEASE: ['REFUSED'],
  },
  BOOKED: {
    DECLARE_ABSENCE: ['ABSENCE_REQUESTED', 'ABSENT'],
    DECLARE_SICK: ['ABSENCE_REQUESTED'],
    CANCEL: ['ENROLLED'],
    MARK_PRESENT: ['PRESENT'],
    MARK_MISSING: ['NO_SHOW'],
    RELEASE: ['ABSENT'],
  },
  WAITLISTED: {
    WITHDRAW: ['ENROLLED'],
    REFUSE: ['REFUSED'],
    SERVE: ['BOOKED', 'OFFERED'],
    MARK_PRESENT: ['PRESENT'],
    RELEASE: ['REFUSED'],
  },
  OFFERED: {
    CONFIRM: ['BOOKED'],
    DECLINE: ['ENROLLED'],
    EXPIRE: ['REFUSED'],
    MARK_PRESENT: ['PRESENT'],
    RELEASE: ['REFUSED'],
  },
  REFUSED: { BOOK: ['REQUESTED', 'BOOKED', 'WAITLISTED'], MARK_PRESENT: ['PRESENT'] },
  ABSENCE_REQUESTED: {
    WITHDRAW: ['BOOKED'],
    ACCEPT: ['ABSENT'],
    REFUSE: ['BOOKED'],
    MARK_PRESENT: ['PRESENT'],
    RELEASE: ['ABSENT'],
  },
  ABSENT: {
    BOOK: ['REQUESTED', 'BOOKED', 'WAITLISTED'],
    MARK_PRESENT: ['PRESENT'],
    // An absence that is billed is billed no more.
    RELEASE: ['ABSENT'],
    RESTORE: ['BOOKED', 'OFFERED'],
  },
  PRESENT: {
    // What stood before the mark (rules/attendance.ts).
    UNMARK: [
      'BOOKED',
      'ENROLLED',
      'ABSENCE_REQUESTED',
      'ABSENT',
      'REQUESTED',
      'WAITLISTED',
      'OFFERED',
      'REFUSED',
    ],
    MARK_MISSING: ['NO_SHOW'],
  },
  NO_SHOW: {
    // The proof of an illness may come after the day.
    DECLARE_SICK: ['ABSENCE_REQUESTED'],
    UNMARK: ['BOOKED'],
    MARK_PRESENT: ['PRESENT'],
    RELEASE: ['ABSENT'],
  },
  CLOSED: {},
  // Never followed: explain says why.
  ELSEWHERE: { BOOK: ['REQUESTED', 'BOOKED', 'WAITLISTED'] },
} as const satisfies Record<EntryState, Partial<Record<EntryAction, readonly EntryState[]>>>

const HOLDING: readonly EntryState[] = ['BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW']

/** Whether an entry in this state counts in the places taken of its day. */
export function holdsPlace(state: EntryState): boolean {
  return HOLDING.includes(state)
}

/** Whether a child is counted among those who come, or ask to, for the limits of days and the links of activities. */
export function countsAsAsked(state: EntryState): boolean {
  return holdsPlace(state) || state === 'REQUESTED' || state === 'WAITLISTED'
}

/** The states that an action may lead to from a state; none when the table does not know the step. */
export function targetsOf(state: EntryState, action: EntryAction): readonly EntryState[] {
  const steps: Partial<Record<EntryAction, readonly EntryState[]>> = TRANSITIONS[state]
  return steps[action] ?? []
}

/**
 * The life of a request: what a parent asked, whatever became of its days since. PENDING while a day waits for an
 * agent, WAITING while the last ones are on a waiting list.
 */
export const REQUEST_STATES = ['PENDING', 'WAITING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'CANCELLED'] as const

export type RequestState = (typeof REQUEST_STATES)[number]

/** The orders of the list of requests, as its address names them: by when they were made, by their first day. */
export const REQUEST_SORTS = ['demande', 'demande-ancienne', 'jour', 'jour-dernier'] as const
export type RequestSort = (typeof REQUEST_SORTS)[number]
