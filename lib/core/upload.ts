import 'server-only'

/** How much of what passes the limit is still read, so that the browser hears the answer: the rest is cut. */
const DRAINED = 5

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
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null)
  if (received > limit) return 'TOO_LARGE'
  return form ?? 'INTERRUPTED'
}
