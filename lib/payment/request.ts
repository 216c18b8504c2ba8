import 'server-only'
import { isIdentifier } from '@/lib/core/identifier'

/** Bytes; a form with an idOp has less than a hundred. */
const BODY_LIMIT = 4_096

/** The idOp that a request of PayFiP, or of a browser that it sends, holds in its body or its address; null without one. */
export async function idOpOf(request: Request): Promise<string | null> {
  const inAddress = new URL(request.url).searchParams
  const inBody = request.method === 'POST' ? await formOf(request) : new URLSearchParams()
  const found = [inBody, inAddress].flatMap((fields) =>
    [...fields].filter(([name]) => name.toLowerCase() === 'idop').map(([, value]) => value.trim()),
  )
  return found.find(isIdentifier)?.toLowerCase() ?? null
}

async function formOf(request: Request): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/.test(request.headers.get('content-type') ?? '')
  const length = Number(request.headers.get('content-length') ?? '0')
  if (!isForm || !(length <= BODY_LIMIT)) return new URLSearchParams()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > BODY_LIMIT) return new URLSearchParams()
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
