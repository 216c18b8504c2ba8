import 'server-only'

type SentFile = { bytes: Uint8Array; type: string; fileName: string; inline?: boolean }

/**
 * A stored file as an answer: never a page of ours, whatever is in it (a sandbox without scripts, the type is not
 * guessed), and kept by no cache. What is not `inline` is downloaded.
 */
export function sentFile({ bytes, type, fileName, inline = false }: SentFile): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-length': String(bytes.length),
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${fileName}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    },
  })
}
