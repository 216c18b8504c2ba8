import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { env } from '@/lib/core/env'

/**
 * Gives every page its security headers (a content policy with a nonce of its own), and tells the pages
 * the address that was asked for, so that a login can bring back there. It decides nothing: rights are
 * checked in each page, action and route.
 */
export function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    // A form without JavaScript is sent on to the payment page.
    `form-action 'self' ${new URL(env.payfipPageUrl).origin}`,
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(self), geolocation=(), microphone=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  if (request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https')
    response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  return response
}

// Files handed in pass beside: behind the proxy, Next keeps 10 MB of a body. Files given out have headers of their own,
// as has the viewer's worker.
export const config = {
  matcher: [
    '/((?!_next/static|_next/image|favicon.ico|admin/import/fichiers|admin/facturation/prelevements/depot|famille/documents/depot|famille/photos/depot|documents/|photos/|lecteur-pdf/).*)',
  ],
}
