'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { batchAddress, TREASURY_PAGE, UNPAID_PAGE } from '@/lib/recovery/addresses'
import { recoverStep } from '@/lib/recovery/operations/recover-step'
import { settleTransmission } from '@/lib/recovery/operations/settle'
import { recoverStepSchema, settleSchema } from '@/lib/recovery/schema'

const actor = () => requireAgent('billing.run')

/** « Relancer par e-mail », « Noter une lettre envoyée », « Transmettre au Trésor public ». */
export const recover = createAction({
  schema: recoverStepSchema,
  actor,
  run: (agent, input) => recoverStep(agent, input, now()),
  refresh: () => [UNPAID_PAGE, TREASURY_PAGE, '/famille'],
  redirectTo: ({ batchId }) => batchId && batchAddress(batchId),
})

/** « Noter le paiement ». */
export const settle = createAction({
  schema: settleSchema,
  actor,
  run: (agent, input) => settleTransmission(agent, input, now()),
  refresh: () => ['/admin/facturation', TREASURY_PAGE, '/famille'],
})
