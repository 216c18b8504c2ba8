import { notHere } from '@/lib/core/route-answers'
import { viewerPart } from '@/lib/document/viewer-parts'

type Context = { params: Promise<{ version: string; part: string; file: string }> }

/**
 * Parts of the viewer of PDFs, the same for everyone. Its worker, which reads what people handed in, gets a content
 * policy of its own: it compiles the decoders that the page gives it, and reaches nothing.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { version, part, file } = await params
  const found = await viewerPart(version, part, file)
  if (!found) return notHere()
  return new Response(found.bytes, {
    headers: {
      'content-type': found.type,
      'content-security-policy': "default-src 'none'; script-src 'wasm-unsafe-eval'",
      'x-content-type-options': 'nosniff',
      // The address holds the version.
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
    },
  })
}
