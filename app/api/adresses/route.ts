import { searchAddresses } from '@/lib/address/queries'
import { ADDRESS_LIMITS, ADDRESS_QUERY } from '@/lib/address/rules'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { isSameOrigin } from '@/lib/core/request-origin'
import { pageExpired, refuse } from '@/lib/core/route-answers'
import { countAttempt } from '@/lib/core/throttle'
import { readText } from '@/lib/core/upload'

/** In bytes: signs take four at most. */
const LIMIT = 4 * ADDRESS_QUERY.max

const headers = { 'cache-control': 'no-store' }

/**
 * The addresses proposed for the text that is posted, for who is logged in: `{ adresses: [...] }`. Posted, so that no
 * log of addresses asked for keeps it. 429 and 503 when the form is to go on without.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return pageExpired(403)
  const { accountId } = await requireAnyone()
  const typed = await readText(request, LIMIT)
  if (typed === null) return refuse(400, 'Cette adresse est trop longue.')
  const at = now()
  const own = await countAttempt(`address:${accountId}`, ADDRESS_LIMITS.person, at)
  const all = own.allowed && (await countAttempt('address:everyone', ADDRESS_LIMITS.everyone, at))
  if (!all || !all.allowed) return Response.json({ adresses: null }, { status: 429, headers })
  const found = await searchAddresses(typed, at)
  return Response.json({ adresses: found }, { status: found ? 200 : 503, headers })
}
