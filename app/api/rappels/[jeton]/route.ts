import { stopReminders } from '@/lib/account/operations/reminders'
import { now } from '@/lib/core/clock'
import { Refusal } from '@/lib/core/errors'
import { limitLinks } from '@/lib/core/mail-link'
import { refuse, sendTo } from '@/lib/core/route-answers'

type Context = { params: Promise<{ jeton: string }> }

/** The button « Se désabonner » of a mail program (RFC 8058): it has no page of ours, the signed secret is enough. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const at = now()
  try {
    await limitLinks(at)
    await stopReminders((await params).jeton, at)
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.code === 'THROTTLED' ? 429 : 404, error.message)
    throw error
  }
  return refuse(200, 'Vous ne recevrez plus de rappels.')
}

/** Who follows the address by hand finds the page that asks first. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return sendTo(`/rappels/arret/${encodeURIComponent((await params).jeton)}`)
}
