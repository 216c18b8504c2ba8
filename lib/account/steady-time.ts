import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds that an answer takes when its time must tell nothing. */
const STEADY = 400

/** Runs a work whose outcome is a secret, and answers no sooner than the longest of its ways takes. */
export async function inSteadyTime<Value>(work: () => Promise<Value>): Promise<Value> {
  const [result] = await Promise.allSettled([work(), pause(STEADY)])
  if (result.status === 'rejected') throw result.reason
  return result.value
}
