'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { handleAlert } from '@/lib/payment/operations/handle-alert'
import { attemptSchema } from '@/lib/payment/schema'

/** « Traité ». */
export const handle = createAction({
  schema: attemptSchema,
  actor: () => requireAgent('billing.run'),
  run: (agent, input) => handleAlert(agent, input, now()),
  refresh: () => ['/admin/paiements', '/admin/facturation'],
})
