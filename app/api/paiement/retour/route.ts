import { now } from '@/lib/core/clock'
import { requestAddress } from '@/lib/core/request-origin'
import { sendTo } from '@/lib/core/route-answers'
import { paymentAddress } from '@/lib/payment/addresses'
import { returnFrom } from '@/lib/payment/operations/return-from'
import { idOpOf } from '@/lib/payment/request'

/**
 * The browser comes back from PayFiP, by GET or by a POST of another site that carries no session: what became of the
 * payment is asked here, and read on the page of the invoice, which asks for the login.
 */
async function comeBack(request: Request): Promise<Response> {
  const idOp = await idOpOf(request)
  const invoiceId = idOp && (await returnFrom(idOp, await requestAddress(), now()))
  return sendTo(invoiceId ? paymentAddress(invoiceId) : '/famille')
}

export { comeBack as GET, comeBack as POST }
