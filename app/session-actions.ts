'use server'

import { ownSessionNature } from '@/lib/account/queries'
import { extendSession, getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { isSameOrigin } from '@/lib/core/request-origin'
import { readSessionToken, writeSessionCookie } from '@/lib/core/session-cookie'
import { sessionLifetime } from '@/lib/core/session-lifetime'

/** « Prolonger »: the session lives on from now. Answers for how many seconds, or null when it has ended. */
export async function prolongSession(): Promise<number | null> {
  const token = await readSessionToken()
  const actor = token && (await isSameOrigin()) ? await getActor() : null
  if (!token || !actor) return null
  const nature = await ownSessionNature(actor)
  await extendSession(actor.sessionId, nature, now())
  const seconds = sessionLifetime(nature) / 1000
  await writeSessionCookie(token, nature.remember ? seconds : null)
  return seconds
}
