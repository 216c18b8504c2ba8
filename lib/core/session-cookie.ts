import 'server-only'
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { derivedKey } from './crypto'
import { env } from './env'

/**
 * The session's cookie: next-auth's encrypted token (JWE), which carries our session's identifier and
 * nothing else. The session itself is a row, looked up at each request (docs/decisions/sessions.md).
 */
const cookieName = () => (env.secureCookies ? '__Host-espace-famille' : 'espace-famille')
const secret = () => derivedKey('session').toString('base64')

// The row decides how long a session lives, and moves its end on while it is used; the token within the cookie
// only has to outlive it.
const TOKEN_LIFETIME = 400 * 86_400

/** Writes the cookie. `maxAge` in seconds, or null for a cookie that ends with the browser. */
export async function writeSessionCookie(sid: string, maxAge: number | null): Promise<void> {
  const value = await encode({ token: { sid }, secret: secret(), maxAge: TOKEN_LIFETIME })
  ;(await cookies()).set(cookieName(), value, {
    httpOnly: true,
    secure: env.secureCookies,
    sameSite: 'lax',
    path: '/',
    ...(maxAge === null ? {} : { maxAge }),
  })
}

/** The identifier that the request's cookie carries, or null when there is none or it was forged. */
export async function readSessionToken(): Promise<string | null> {
  const value = (await cookies()).get(cookieName())?.value
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: secret() })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}

export async function clearSessionCookie(): Promise<void> {
  ;(await cookies()).delete(cookieName())
}
