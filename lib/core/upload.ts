import 'server-only'

/** How much of what passes the limit is still read, so that the browser hears the answer: the rest is cut. */
const DRAINED = 5

/** A form without files: more bytes than anyone types. */
const TYPED_LIMIT = 64 * 1024

/**
 * The form that a request posts, read as it comes in. Beyond `limit` bytes nothing is kept, whatever length was
 * announced: what follows is let through the fingers.
 *
 * @returns TOO_LARGE beyond the limit; INTERRUPTED when it ends before its end, or is no form
 */
export async function readForm(
  request: Request,
  limit: number,
): Promise<FormData | 'TOO_LARGE' | 'INTERRUPTED'> {
  const { body, isTooLarge } = cutBody(request, limit)
  const form = await body.formData().catch(() => null)
  if (isTooLarge()) return 'TOO_LARGE'
  return form ?? 'INTERRUPTED'
}

/** The form that a request posts when it holds no file; empty when it is none, or larger than what anyone types. */
export async function readTypedForm(request: Request): Promise<FormData> {
  const form = await readForm(request, TYPED_LIMIT)
  return typeof form === 'string' ? new FormData() : form
}

/** The text that a request posts; null beyond `limit` bytes, or when it is cut short. */
export async function readText(request: Request, limit: number): Promise<string | null> {
  const { body, isTooLarge } = cutBody(request, limit)
  const text = await body.text().catch(() => null)
  return isTooLarge() ? null : text
}

/** The body of a request, of which nothing is kept beyond `limit` bytes; `isTooLarge` once it was read. */
function cutBody(request: Request, limit: number): { body: Response; isTooLarge: () => boolean } {
  let received = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.byteLength
      if (received <= limit) controller.enqueue(chunk)
      else if (received > DRAINED * limit) controller.error(new Error('too large'))
    },
  })
  const type = request.headers.get('content-type') ?? ''
  const body = request.body?.pipeThrough(counting) ?? null
  return {
    body: new Response(body, { headers: { 'content-type': type } }),
    isTooLarge: () => received > limit,
  }
}
