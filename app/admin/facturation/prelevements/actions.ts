'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { batchAddress, DEBITS_ADDRESS } from '@/lib/sepa/addresses'
import { cancelBatch, removeDebit } from '@/lib/sepa/operations/cancel-batch'
import { fileBatch } from '@/lib/sepa/operations/file-batch'
import { prepareBatch } from '@/lib/sepa/operations/prepare-batch'
import { sendBatch } from '@/lib/sepa/operations/send-batch'
import { batchSchema, cancelSchema, debitSchema, prepareSchema } from '@/lib/sepa/schema'

const actor = () => requireAgent('billing.run')
const refresh = (_: unknown, { batchId }: { batchId: string }) => [
  DEBITS_ADDRESS,
  batchAddress(batchId),
  '/famille',
]

/** « Préparer le lot ». */
export const prepare = createAction({
  schema: prepareSchema,
  actor,
  run: (agent, input) => prepareBatch(agent, input, now()),
  refresh: () => [DEBITS_ADDRESS, '/famille'],
  redirectTo: batchAddress,
})

/** « Produire le fichier ». */
export const file = createAction({
  schema: batchSchema,
  actor,
  run: (agent, input) => fileBatch(agent, input, now()),
  refresh,
})

/** « Remis à la banque ». */
export const send = createAction({
  schema: batchSchema,
  actor,
  run: (agent, input) => sendBatch(agent, input, now()),
  refresh,
})

/** « Annuler ce lot ». */
export const cancel = createAction({
  schema: cancelSchema,
  actor,
  run: (agent, input) => cancelBatch(agent, input, now()),
  refresh,
})

/** « Retirer du lot ». */
export const remove = createAction({
  schema: debitSchema,
  actor,
  run: (agent, input) => removeDebit(agent, input, now()),
  refresh: () => [DEBITS_ADDRESS, '/admin/facturation', '/famille'],
})
