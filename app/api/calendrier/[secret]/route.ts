import { calendarOf } from '@/lib/calendar/queries'
import { now } from '@/lib/core/clock'
import { requestAddress } from '@/lib/core/request-origin'
import { notHere, refuse } from '@/lib/core/route-answers'
import { countAttempt } from '@/lib/core/throttle'

/** Calendars read a few times an hour; who guesses secrets would read more. */
const LIMIT = { max: 120, seconds: 3600 }

/** A parent's planning for their calendar: who holds the secret address reads it, without logging in. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ secret: string }> },
): Promise<Response> {
  const at = now()
  const { allowed } = await countAttempt(`calendar:${await requestAddress()}`, LIMIT, at)
  if (!allowed) return refuse(429, 'Trop de lectures. Réessayez dans une heure.')
  const { secret } = await params
  const calendar = await calendarOf(secret.replace(/\.ics$/, ''), at)
  if (calendar === null) return notHere()
  return new Response(calendar, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="planning.ics"',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    },
  })
}
