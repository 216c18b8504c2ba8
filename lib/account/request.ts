import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { env } from '@/lib/core/env'
import { requestAddress, requestUserAgent } from '@/lib/core/request-origin'
import { readSessionToken } from '@/lib/core/session-cookie'
import type { SignUpTrace } from './operations/sign-up'
import { LINK_LIFETIME } from './rules'
import type { RequestOrigin } from './session'

/** Where the request comes from, and the session that its browser carries. */
export async function requestOrigin(): Promise<RequestOrigin> {
  const [address, userAgent, sessionToken] = await Promise.all([
    requestAddress(),
    requestUserAgent(),
    readSessionToken(),
  ])
  return { address, userAgent, sessionToken }
}

// What tells, when the link is followed, that it is in the browser that signed up.
const cookieName = () =>
  env.secureCookies ? '__Host-espace-famille-inscription' : 'espace-famille-inscription'
const TRACE = z.tuple([z.uuid(), z.string().length(43)])

/** Keeps in the browser which sign-up it made. */
export async function writeSignUpTrace({ id, secret }: SignUpTrace): Promise<void> {
  ;(await cookies()).set(cookieName(), `${id}.${secret}`, {
    httpOnly: true,
    secure: env.secureCookies,
    sameSite: 'lax',
    path: '/',
    maxAge: LINK_LIFETIME.signUp / 1000,
  })
}

/** The sign-up that this browser made, as far as it says; null when it made none. */
export async function readSignUpTrace(): Promise<SignUpTrace | null> {
  const parsed = TRACE.safeParse((await cookies()).get(cookieName())?.value.split('.'))
  return parsed.success ? { id: parsed.data[0], secret: parsed.data[1] } : null
}

/** Forgets the sign-up that this browser made. */
export async function clearSignUpTrace(): Promise<void> {
  ;(await cookies()).delete(cookieName())
}
