'use server'

import { redirect } from 'next/navigation'
import { endOwnSession } from '@/lib/account/operations/end-session'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { isSameOrigin } from '@/lib/core/request-origin'
import { clearSessionCookie } from '@/lib/core/session-cookie'

/** « Se déconnecter », from the top of every screen: also when the session has already ended. */
export async function logout(): Promise<void> {
  if (await isSameOrigin()) {
    const actor = await getActor()
    if (actor) await endOwnSession(actor, now())
    await clearSessionCookie()
  }
  redirect('/')
}
