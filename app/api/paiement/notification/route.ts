import { after } from 'next/server'
import { now } from '@/lib/core/clock'
import { log } from '@/lib/core/log'
import { requestAddress } from '@/lib/core/request-origin'
import { hearNotification } from '@/lib/payment/operations/hear-notification'
import { idOpOf } from '@/lib/payment/request'

/**
 * PayFiP says that a payment has its result, under any of the names and methods that readers of its guide have seen. What it
 * says proves nothing: the service is asked, after this answer, which is always the same.
 */
async function hear(request: Request): Promise<Response> {
  const [idOp, address] = [await idOpOf(request), await requestAddress()]
  if (idOp)
    after(async () => {
      try {
        await hearNotification(idOp, address, now())
      } catch (error) {
        log.error({ err: error }, 'a notification of payment could not be followed')
      }
    })
  return new Response('OK', {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  })
}

export { hear as GET, hear as POST }
