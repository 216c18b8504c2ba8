import { PAGE_EXPIRED } from './action-state'

/** What a route answers to whom the page does not exist for. */
export const notHere = () => refuse(404, 'Page introuvable.')

/** What a route answers to a form of another site, or of a page of before. */
export const pageExpired = (status: 400 | 403) => refuse(status, PAGE_EXPIRED)

/** A refusal of a route, in words. It has its own security headers: files handed in pass beside proxy.ts. */
export function refuse(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Sends the browser on to a page, after a form. */
export function sendTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'x-content-type-options': 'nosniff' } })
}
