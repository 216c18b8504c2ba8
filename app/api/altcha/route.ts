import type { NextRequest } from 'next/server'
import { CAPTCHA_FORMS, newCaptcha } from '@/lib/account/captcha'
import { now } from '@/lib/core/clock'

/** A new captcha for the form that the address names: `/api/altcha?formulaire=inscription`. */
export async function GET(request: NextRequest) {
  const form = CAPTCHA_FORMS.find((name) => name === request.nextUrl.searchParams.get('formulaire'))
  if (!form) return Response.json({ error: 'Formulaire inconnu' }, { status: 404 })
  return Response.json(await newCaptcha(form, now()), { headers: { 'cache-control': 'no-store' } })
}
