import 'server-only'
import { env } from './env'

const startedAt = Date.now()

/**
 * The present instant, from the only clock of the house. Under test it starts at CLOCK_START and runs
 * on from there; elsewhere CLOCK_START is ignored, so that production cannot be moved in time.
 */
export function now(): Date {
  const start = env.mode === 'test' ? env.clockStart : undefined
  return start ? new Date(Date.parse(start) + (Date.now() - startedAt)) : new Date()
}
