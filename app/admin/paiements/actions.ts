'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { checkAttempt } from '@/lib/payment/operations/check-attempt'
import { handleAlert } from '@/lib/payment/operations/handle-alert'
import { reconcileFile } from '@/lib/payment/operations/reconcile-file'
import { reconcileSchema } from '@/lib/payment/reconcile-schema'
import { attemptSchema } from '@/lib/payment/schema'

const actor = () => requireAgent('billing.run')

/** « Traité ». */
export const handle = createAction({
  schema: attemptSchema,
  actor,
  run: (agent, input) => handleAlert(agent, input, now()),
  refresh: () => ['/admin/paiements', '/admin/facturation'],
})

/** « Interroger PayFiP ». */
export const checkNow = createAction({
  schema: attemptSchema,
  actor,
  run: (agent, input) => checkAttempt(agent, input, now()),
  refresh: () => ['/admin/paiements', '/admin/paiements/rapprochement', '/famille'],
})

/** « Comparer ce fichier ». */
export const compareFile = createAction({
  schema: reconcileSchema,
  actor,
  run: (agent, input) => reconcileFile(agent, input, now()),
})
