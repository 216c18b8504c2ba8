import { sessionEnd } from '@/lib/account/queries'
import { now } from '@/lib/core/clock'
import { readSessionToken } from '@/lib/core/session-cookie'

/** In how many seconds the session ends if nobody uses it; asking is not using. Null when there is none. */
export async function GET() {
  const token = await readSessionToken()
  const at = now()
  const end = token ? await sessionEnd(token, at) : null
  const seconds = end && Math.floor((end.getTime() - at.getTime()) / 1000)
  return Response.json({ secondes: seconds }, { headers: { 'cache-control': 'no-store' } })
}
