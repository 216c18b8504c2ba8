const HOUR = 3_600_000

/** Hours without use after which a session ends (PRODUCT §2; RGAA 13.1 asks 20 hours at least of the public). */
const IDLE_HOURS = { remembered: 30 * 24, ordinary: 20, agent: 8 } as const

/** At most one write per session and so many milliseconds, however busy it is. */
const TOUCH_EVERY = 5 * 60_000

/** What decides how long a session lives. */
export type SessionNature = { isAgent: boolean; remember: boolean }

/** Milliseconds that a session lives without being used. An agent's is short, « rester connecté » or not. */
export function sessionLifetime({ isAgent, remember }: SessionNature): number {
  return HOUR * (isAgent ? IDLE_HOURS.agent : remember ? IDLE_HOURS.remembered : IDLE_HOURS.ordinary)
}

/** Whether the use of a session at an instant is to be written down, which extends it. */
export function isTouchDue(lastSeenAt: Date, at: Date): boolean {
  return at.getTime() - lastSeenAt.getTime() >= TOUCH_EVERY
}
