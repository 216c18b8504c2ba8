'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { paymentAddress } from '@/lib/payment/addresses'
import { checkPayment } from '@/lib/payment/operations/check-payment'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { invoiceSchema } from '@/lib/payment/schema'

const actor = () => requireSubscribedParent()

/** « Payer »: the browser leaves for PayFiP's page. */
export const pay = createAction({
  schema: invoiceSchema,
  actor,
  run: (parent, { invoiceId }) => startPayment(parent, invoiceId, now()),
  redirectTo: (address) => address,
})

/** « Vérifier maintenant ». */
export const check = createAction({
  schema: invoiceSchema,
  actor,
  run: (parent, { invoiceId }) => checkPayment(parent, invoiceId, now()),
  refresh: (_, { invoiceId }) => [paymentAddress(invoiceId), '/famille'],
})
